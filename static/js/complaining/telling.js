// What went wrong, told on this phone: a draft at every touch, then one item of the outbox, sent exactly once.
import { alone } from "../device/alone.js";
import * as attachments from "../device/attachments.js";
import * as fates from "../device/fate.js";
import * as here from "../device/here.js";

const PAGE = "/complaints/new";
const DRAFT = "complaints-draft";
const LAST = "complaints-last"; // the id of what was sent last, until its receipt has been opened
const STEPS = ["who", "category", "happened_on", "story", "confidential"];

/** Give the draft of this phone, empty where there is none. @returns {Promise<Record<string, string>>} */
export const draftOf = async (vault) => (await vault.get("kept", DRAFT)) ?? {};

/** Lay what a form says now over the draft; touches are kept in their order, for sealing an earlier one may last longer. */
export function keep(vault, form) {
  const fields = new FormData(form);
  const said = Object.fromEntries(STEPS.filter((name) => form.elements[name]).map((name) => [name, fields.get(name) ?? ""]));
  return alone(`kangyue-complaint-${vault.tag}`, async () => vault.put("kept", DRAFT, { ...(await draftOf(vault)), ...said }));
}

/** Fill what a form has empty with what the draft says. */
export function fill(form, draft) {
  const said = new FormData(form);
  for (const name of STEPS.filter((one) => form.elements[one] && draft[one] && !said.get(one))) {
    const choice = form.querySelector(`[name="${name}"][value="${CSS.escape(draft[name])}"]`);
    if (choice) choice.checked = true;
    else if (!(form.elements[name] instanceof RadioNodeList) && !["radio", "checkbox"].includes(form.elements[name].type)) form.elements[name].value = draft[name];
  }
}

/** Tell what became of it; `sent` has the receipt. */
export const fateOf = (vault) => fates.fateOf(vault, PAGE, LAST);

/** Put it into the outbox in place of what waits, with its photos; resolves with its fate, after some patience. */
export async function tell(vault, { label, files }) {
  await takeBack(vault);
  const said = Object.entries(await draftOf(vault)).filter(([, value]) => value);
  const papers = [];
  for (const file of files) if (file.size) papers.push(await attachments.keepAlong(vault, file));
  const what = { kind: "complaint", url: `${PAGE}/whole`, body: Object.fromEntries(said), label, place: PAGE, page: PAGE, papers };
  return fates.noted(vault, await here.finish(what), LAST);
}

/** Take back what waits, unless it has been sent meanwhile; the draft stays. */
export const takeBack = (vault) => fates.takeBack(vault, PAGE);

/** Forget the draft of what has been sent. */
export async function forget(vault) {
  await vault.delete("kept", DRAFT);
  await vault.delete("kept", LAST);
}

/** Show its fate in the part of the page that says it; the form stands there only while nothing waits. */
export async function show(vault, fate) {
  if (fate.state === "sent") return forget(vault).then(() => location.replace(fate.page));
  const place = document.getElementById("complaints-fate");
  place.hidden = fate.state === "none";
  for (const words of place.querySelectorAll("[data-fate]")) words.hidden = words.dataset.fate !== fate.state;
  for (const slot of place.querySelectorAll("[data-words]")) slot.textContent = fate.item?.words ?? "";
  for (const part of document.querySelectorAll("[data-telling]")) part.hidden = fate.state === "waiting";
  if (fate.state !== "none") place.focus();
}

/** Watch what becomes of it, and let it be taken back. */
export async function watch(vault) {
  let before = await fateOf(vault);
  await show(vault, before);
  addEventListener("kangyue:outbox", async () => {
    const now = await fateOf(vault);
    if (now.state !== before.state) await show(vault, now);
    before = now;
  });
  document.getElementById("complaints-take-back").addEventListener("click", () => takeBack(vault).then(() => location.reload()));
  return before;
}
