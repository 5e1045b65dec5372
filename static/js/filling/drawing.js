// Draws what is asked: questions come and go as answers change, focus and place on the page stay.
import { isBeingFilled, mark, questions, rawOf, write } from "./fields.js";
import { copy, counted, drawn } from "./words.js";

/** Show the questions of a section that are asked now, and only those. @param {Record<string, string[]>} raw */
export function arrange(form, book, number, raw) {
  const visible = book.asked(raw);
  let before = null;
  for (const piece of book.pack.sections[number - 1].pieces) {
    const there = form.querySelector(`#${CSS.escape(piece.field)}`)?.closest(".ask, .note");
    if (!visible.has(piece.linkId)) remove(form, piece, there);
    else before = there ?? draw(form, piece, before, raw[piece.linkId] ?? []);
  }
}

function remove(form, { field }, there) {
  if (there?.nextElementSibling?.matches(".doubt")) there.nextElementSibling.remove();
  there?.remove();
  form.querySelector(`input[type=hidden][name="${CSS.escape(field)}"]`)?.remove();
}

/** Draw a piece behind another one, or first of all. Gives its last element. */
function draw(form, { html, field }, before, raw) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const last = holder.content.lastElementChild;
  const first = form.querySelector(".ask, .note");
  if (before) behind(before).after(holder.content);
  else if (first) firstOf(first).before(holder.content);
  else form.append(holder.content);
  write(form, field, raw);
  return last;
}

/** A doubt belongs to the question before it, a hidden field to the one behind it. */
const behind = (piece) => (piece.nextElementSibling?.matches(".doubt") ? piece.nextElementSibling : piece);
const firstOf = (piece) => (piece.previousElementSibling?.matches(`input[type=hidden][name^="q-"]`) ? piece.previousElementSibling : piece);

/** Say at each question what is wrong or unusual; an empty field is not wrong yet. */
export function remark(form, book, names = questions(form)) {
  for (const name of names) {
    const linkId = book.linkIds.get(name);
    if (linkId && !isBeingFilled(form, name)) mark(form, name, book.remarks(linkId, rawOf(form, name)));
  }
}

/** Put the list of what is wrong on top and take the focus there. @param {[string, string][]} faults */
export function summarise(place, book, faults) {
  document.getElementById("faults")?.remove();
  if (!faults.length) return;
  const summary = copy("filling-faults").firstElementChild;
  summary.querySelector("h2").textContent = counted(book.phrases.faults, faults.length);
  summary.querySelector("ul").replaceChildren(...faults.map(([field, sentence]) => drawn("filling-fault", { fault: sentence })));
  for (const [at, link] of summary.querySelectorAll("a").entries()) link.href = `#${faults[at][0]}`;
  place.prepend(summary);
  summary.focus();
}
