// The fields of a questionnaire's section: what is typed or chosen in them, as a draft holds it.

import { readLine } from "../questionnaires/attachments.js";
import { day, dayParts, joined } from "../questionnaires/typed.js";
import { answersIn, boxOf as rowsOf, setRows } from "./rows.js";
import { bytes } from "./words.js";

const TICKS = ["radio", "checkbox"];
const named = (form, name) => [...form.elements].filter((field) => field.name === name && !["hidden", "file"].includes(field.type));

/** Give the name of the question a field belongs to, or null for the form's own fields. */
export const questionOf = (field) => (field.name?.startsWith("q-") ? field.name : null);

/** List the names of all questions on the page. */
export const questions = (form) => [...new Set([...form.elements].map(questionOf).filter(Boolean))];

/** Whether a question's fields are the year, month and day of one date. */
const areParts = ([first]) => Boolean(first?.closest("[data-day]"));
const isGiven = (field) => (TICKS.includes(field.type) ? field.checked : field.value !== "");

/** Give what stands in a question's fields. @returns {string[]} */
export function rawOf(form, name) {
  const fields = named(form, name);
  const rows = rowsOf(fields[0]);
  if (rows) return answersIn(rows).map(textOf).filter((text) => text.trim());
  const given = fields.filter(isGiven).map(({ value }) => value).filter(Boolean); // "another answer" says nothing yet
  return given.length && areParts(fields) ? [day(joined(fields.map(({ value }) => value)))] : given;
}

/** Give what stands in the fields of one answer: a day, or a figure with its unit behind it. */
function textOf(fields) {
  const texts = fields.map(({ value }) => value);
  if (areParts(fields)) return texts.some(Boolean) ? day(joined(texts)) : "";
  return texts.join(" ").trimEnd();
}

function writeRow(fields, text) {
  if (areParts(fields)) return dayParts(text).forEach((part, at) => fields[at] && (fields[at].value = part));
  const units = [...(fields[1]?.options ?? [])].map(({ value }) => value).filter((unit) => unit && ` ${text}`.endsWith(` ${unit}`));
  const unit = units.sort((one, other) => other.length - one.length)[0] ?? "";
  if (fields[1]) fields[1].value = unit;
  fields[0].value = unit ? text.slice(0, text.length - unit.length).trim() : text;
}

/** Put what a draft holds into a question's fields. @param {string[]} raw */
export function write(form, name, raw) {
  if (isOfFiles(form, name)) return writeFiles(boxOf(form, name), raw);
  const rows = rowsOf(named(form, name)[0]);
  if (rows) {
    setRows(rows, raw.length);
    return answersIn(rows).forEach((row, at) => writeRow(row, raw[at] ?? ""));
  }
  const fields = named(form, name);
  if (areParts(fields)) return dayParts(raw[0] ?? "").forEach((part, at) => fields[at] && (fields[at].value = part));
  const keys = fields.filter(({ type }) => TICKS.includes(type)).map(({ value }) => value);
  const own = raw.find((one) => !keys.includes(one)) ?? "";
  for (const field of fields) {
    if (TICKS.includes(field.type)) field.checked = raw.includes(field.value) || (own !== "" && field.value === "");
    else field.value = own;
  }
}

const isOfFiles = (form, name) => Boolean(boxOf(form, name)?.matches("[data-files]"));

/** Where the files of a question stand. */
export const heldIn = (box) => box.querySelector("[data-held]");

function writeFiles(box, raw) {
  heldIn(box).replaceChildren();
  for (const line of raw) addRow(box, line);
}

/** Add a file to a question, ticked. @param {string} line names it */
export function addRow(box, line) {
  const { title, size, url } = readLine(line) ?? {};
  if (!url) return;
  const row = box.querySelector("template").content.cloneNode(true).firstElementChild;
  row.querySelector("input").value = line;
  row.querySelector("[data-slot=name]").textContent = title;
  row.querySelector("[data-slot=size]").textContent = bytes(size);
  const link = row.querySelector("[data-open]");
  Object.assign(link, { href: url, ariaLabel: `${link.textContent} ${title}` });
  link.dataset.open = title;
  heldIn(box).append(row);
}

/** Own words are an answer beside the choices: where only one is taken, they take the place of the choice. */
export function chooseOwn(form, { name, type, value }) {
  const other = type === "text" && value && named(form, name).find((field) => field.type === "radio" && field.value === "");
  if (other) other.checked = true;
}

/** Tell whether the focus only goes to another part of the same date: nothing is wrong with it yet. */
export const isSameQuestion = (field, next) => Boolean(next && field.closest("[data-rows],[data-day]")?.contains(next));

/** Take away what the server said about a date that is being changed. */
export const forgetNote = (form, name) => form.querySelector(`#${CSS.escape(name)}-note`)?.replaceChildren();

/** Whether somebody is at a part of this date. */
export const isBeingFilled = (form, name) => Boolean(boxOf(form, name)?.matches("[data-rows]:focus-within,[data-day]:focus-within"));

/** Tell whether somebody typed or chose since the page was drawn. */
export const isTouched = (form, name) =>
  named(form, name).some((field) => (TICKS.includes(field.type) ? field.checked !== field.defaultChecked : field.value !== writtenIn(field)));

const writtenIn = ({ options, defaultValue }) => (options ? [...options].find((one) => one.defaultSelected)?.value : defaultValue);

/** Give the box of a question. */
export const boxOf = (form, name) => form.querySelector(`#${CSS.escape(name)}`)?.closest(".ask");

/** Say at a question what is wrong with it, or what looks unusual; nothing clears both. */
export function mark(form, name, { error = "", doubt = "" } = {}) {
  const box = boxOf(form, name);
  if (!box) return;
  markError(box, name, error);
  const next = box.nextElementSibling;
  if (next?.matches(".doubt")) next.remove();
  if (doubt) box.after(line("p", "sig watch doubt", doubt, { role: "status" }));
}

function markError(box, name, error) {
  const id = `${name}-error`;
  const subject = box.matches("fieldset") ? box : box.querySelector("input,textarea");
  box.querySelector(`#${CSS.escape(id)}`)?.remove();
  box.classList.toggle("bad", Boolean(error));
  if (error) box.append(line("p", "sig act error", error, { id }));
  const others = (subject.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== id);
  set(subject, "aria-describedby", [...others, ...(error ? [id] : [])].join(" "));
  for (const field of judged(box, subject)) set(field, "aria-invalid", error && "true");
}

/** A date is wrong in all its parts, a list of answers as a whole. */
const judged = (box, subject) => (box.matches("[data-day]") ? box.querySelectorAll("input") : subject === box ? [] : [subject]);

const set = (element, name, value) => (value ? element.setAttribute(name, value) : element.removeAttribute(name));

function line(tag, className, textContent, attributes) {
  const made = Object.assign(document.createElement(tag), { className, textContent });
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
