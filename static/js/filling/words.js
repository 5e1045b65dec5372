// What a page of a questionnaire says while it is filled in: sentences of the pack, and the line in the dock.

/** Put values into a sentence: "{n} of {total}". */
export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (mark, name) => values[name] ?? mark);

/** Say a sentence that counts. @param {[string, string]} pair for one, for more */
export const counted = ([one, more], n, values = {}) => fill(n === 1 ? one : more, { n, ...values });

/** Say a number of bytes. Twin of webapp/questionnaires/presenters/attached.py. */
export function bytes(count) {
  if (count < 1024) return `${count} B`;
  if (count < 1024 * 1024) return `${Math.round(count / 1024)} KB`;
  return `${(count / 1024 / 1024).toFixed(1).replace(/\.0$/, "")} MB`;
}

/** Give a copy of a template of the page. */
export const copy = (id) => document.getElementById(id).content.cloneNode(true);

/** Give the first element of a copied template with texts put where `data-slot` names them. */
export function drawn(id, slots = {}) {
  const fragment = copy(id);
  for (const [name, text] of Object.entries(slots)) {
    for (const slot of fragment.querySelectorAll(`[data-slot="${name}"]`)) slot.textContent = text;
  }
  return fragment;
}

/**
 * Show in the dock where the answers are.
 * @param {"saving"|"kept"|"saved"|"sign-in"|"held"|"cannot"} state
 * @param {{time?: string, words?: string}} more when the server saved; what the server said
 */
export function tell(state, more = {}) {
  const line = document.getElementById("questionnaires-saved");
  if (!line) return;
  const said = drawn(`filling-${state}`, more);
  for (const link of said.querySelectorAll("[data-sign-in]")) link.href = `/sign-in?next=${encodeURIComponent(location.pathname)}`;
  if (line.dataset.said === said.textContent) return;
  line.dataset.said = said.textContent;
  line.replaceChildren(...line.querySelectorAll("input"), said);
}

/** Say above the page that something of it did not come, or no longer. @param {boolean} lacks */
export function tellPartly(lacks) {
  const said = document.getElementById("partly");
  if (!lacks) said?.remove();
  else if (!said) document.querySelector("main").prepend(copy("filling-partly"));
}
