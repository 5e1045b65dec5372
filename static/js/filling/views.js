// The pages of a questionnaire, drawn on the phone where the server gives no answer.
import { counted, drawn, fill } from "./words.js";

/** Each section with what is open in it. */
export function overview(book, raw, code) {
  const open = new Map(book.gaps(raw).map(({ number, items }) => [number, items.length]));
  const view = drawn("shell-overview", { title: book.pack.title });
  view.querySelector(".rows").append(...book.pack.sections.map(({ title }, at) => step(book, code, at + 1, title, open.get(at + 1) ?? 0)));
  return view;
}

function step(book, code, number, title, open) {
  const note = open ? counted(book.phrases.open, open) : book.phrases.complete;
  return row(open ? "shell-open" : "shell-complete", title, note, `/questionnaires/${code}/parts/${number}`);
}

function row(id, title, note, href) {
  const made = drawn(id, { title, note }).firstElementChild;
  made.href = href;
  return made;
}

/** One section with an empty form; its questions are drawn into it afterwards. */
export function section(book, number) {
  const { title, minutes } = book.pack.sections[number - 1];
  const total = book.pack.sections.length;
  const { part, meter, minutes: about } = book.phrases;
  const view = drawn("shell-section", { title, part: fill(part, { n: number, total }), minutes: counted(about, minutes) });
  const bar = view.querySelector(".meter");
  bar.setAttribute("aria-label", fill(meter, { n: number, total }));
  bar.append(...book.pack.sections.map((_, at) => segment(at + 1, number)));
  view.querySelector("[value=back]").parentElement.hidden = number === 1;
  return view;
}

const segment = (at, number) => Object.assign(document.createElement("i"), { className: at < number ? "on" : at === number ? "now" : "" });

/** All answers in words, what is missing, and where nothing is, the place to sign; a correction also says why. */
export function review(book, { raw, amends }, code) {
  const view = drawn("shell-review");
  const gaps = book.gaps(raw);
  view.querySelector("[data-parts]").replaceWith(...parts(book, raw, code));
  if (!amends) view.querySelector("[data-why]").remove();
  if (gaps.length) view.querySelector("[data-sign]").remove();
  const missing = view.querySelector("[data-missing]");
  if (!gaps.length) missing.remove();
  else listGaps(missing, book, gaps, code);
  return view;
}

function listGaps(place, book, gaps, code) {
  const open = gaps.reduce((sum, { items }) => sum + items.length, 0);
  place.querySelector("h2").textContent = counted(book.phrases.missing, open);
  place.querySelector(".rows").append(...gaps.map((gap) => {
    const note = counted(book.phrases.gap, gap.items.length, { question: book.told(gap.items[0]) });
    return row("shell-open", gap.title, note, hrefOf(book, gap, code));
  }));
}

/** Where the first open question of a section is. */
export const hrefOf = (book, { number, items }, code) => `/questionnaires/${code}/parts/${number}?check=1#${book.fields.get(items[0].linkId)}`;

/** Each section with its answers in words, and where it is changed. */
function parts(book, raw, code) {
  const [visible, { values }] = [book.asked(raw), book.read(raw)];
  return book.sections.map(({ number, questions }) => {
    const { title } = book.pack.sections[number - 1];
    const part = drawn("shell-part", { title }).firstElementChild;
    Object.assign(part.querySelector("a"), { href: `/questionnaires/${code}/parts/${number}?check=1`, ariaLabel: fill(book.phrases.change, { title }) });
    const shown = questions.filter((item) => visible.has(item.linkId) && !item.hidden);
    part.querySelector("dl").append(...shown.map((item) => line(book, item, values.get(item.linkId) ?? [])));
    return part;
  });
}

/** Everything that was answered, in words; what cannot be read, as it was typed. */
export function answered(book, raw) {
  const { values } = book.read(raw);
  const given = book.sections.flatMap(({ questions }) => questions).filter(({ linkId }) => raw[linkId]?.length);
  return given.map((item) => {
    const answer = book.inWords(item, values.get(item.linkId) ?? []) || raw[item.linkId].join(" ");
    return drawn("filling-answered", { question: book.told(item), answer });
  });
}

function line(book, item, values) {
  const answer = book.inWords(item, values);
  return drawn(answer ? "shell-line" : "shell-blank", { question: book.told(item), answer });
}
