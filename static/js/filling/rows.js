// Answers in rows of their own: one more, one less, without asking the server. templates/questionnaires/_rows.html.

const rowsIn = (box) => [...box.querySelectorAll("[data-row]")];
const fieldsIn = (row) => [...row.querySelectorAll("input,textarea,select")];
const addIn = (box) => box.querySelector("[data-add]");

/** Give the box of a question whose answers stand in rows, or null. */
export const boxOf = (field) => field?.closest("[data-rows]") ?? null;

/** Give the fields of each answer. @returns {HTMLInputElement[][]} */
export const answersIn = (box) => rowsIn(box).map(fieldsIn);

/** Let there be so many rows. */
export function setRows(box, count) {
  while (rowsIn(box).length > Math.max(count, 1)) rowsIn(box).at(-1).remove();
  while (rowsIn(box).length < Math.min(count, box.dataset.rows)) append(box);
  number(box);
}

/** Do what a button says: one more answer, or one less; the focus goes on from there. @returns {string} the name of the question */
export function press(button) {
  const box = boxOf(button);
  const { name } = fieldsIn(rowsIn(box)[0])[0];
  if ("add" in button.dataset) fieldsIn(append(box))[0].focus();
  else take(box, button.closest("[data-row]"));
  number(box);
  return name;
}

function append(box) {
  const made = rowsIn(box).at(-1).cloneNode(true);
  clear(made);
  rowsIn(box).at(-1).after(made);
  return made;
}

function take(box, row) {
  const [next] = rowsIn(box).length > 1 ? fieldsIn(row.nextElementSibling?.matches("[data-row]") ? row.nextElementSibling : row.previousElementSibling) : fieldsIn(row);
  if (rowsIn(box).length > 1) row.remove();
  else clear(row);
  next.focus();
}

function clear(row) {
  for (const field of fieldsIn(row)) field.value = "";
}

/** Number rows and their ids anew; the first one has the name of the question as its id. */
function number(box) {
  const rows = rowsIn(box);
  const base = rows[0].querySelector("[name]").name;
  for (const [at, row] of rows.entries()) {
    const id = at ? `${base}-${at + 1}` : base;
    for (const name of ["id", "for", "aria-labelledby"]) {
      for (const one of [row, ...row.querySelectorAll(`[${name}]`)]) rename(one, name, row.dataset.row, id);
    }
    for (const one of row.querySelectorAll("[data-n]")) one.textContent = at + 1;
    for (const one of row.querySelectorAll("[data-take]")) one.value = `take:${base}:${at + 1}`;
    row.dataset.row = id;
  }
  if (addIn(box)) addIn(box).hidden = rows.length >= box.dataset.rows;
}

/** Put another beginning before the ids that an attribute holds. */
function rename(element, name, from, to) {
  const ids = element.getAttribute(name)?.split(" ") ?? [];
  const own = (id) => id === from || ["-n", "-unit", "-month", "-day"].some((end) => id === from + end);
  if (ids.length) element.setAttribute(name, ids.map((id) => (own(id) ? to + id.slice(from.length) : id)).join(" "));
}
