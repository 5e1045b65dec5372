// From what a person types or taps to FHIR values, and back (Q4). Twin of webapp/questionnaires/rules/entry.py.
import { isMap } from "./answers.js";
import { line, readLine } from "./attachments.js";
import { CHOICES, VALUE_KEYS, coded, plainWord } from "./definition.js";
import { equal } from "./enablement.js";
import * as extensions from "./extensions.js";
import { hasRows } from "./fields.js";
import * as measures from "./measures.js";
import { isDate } from "./periods.js";
import { clock, day, figure, joined, moment, strip } from "./typed.js";
import { miscounts } from "./validation/counts.js";
import { issue } from "./validation/issues.js";
import { checkValue } from "./validation/values.js";
import { codePair } from "./valuesets.js";

const LONGEST = 4000;
const WHOLE_DAY = "YYYY-MM-DD";
const COPIED = ["extension", "system", "code", "display"];

/**
 * Read what was entered for one question; blanks are no answer.
 * @param {string[]} raw
 * @returns {{raw: string[], values: any[], issue: object | null}} with an issue there are no values
 */
export function enter(definition, item, raw) {
  if (item.type === "date" && raw.length > 1 && !item.repeats) raw = [joined(raw)];
  const given = raw.filter((text) => strip(text));
  const read = READERS.get(item.type) ?? (() => null);
  const values = given.map((text) => (isLong(text) ? null : read(text, item, definition)));
  const at = values.indexOf(null);
  const found = at < 0 ? firstIssue(definition, item, values) : placed(item, at, unread(item, given[at]));
  return found ? { raw: given, values: [], issue: found } : { raw: given, values, issue: null };
}

const isLong = (text) => [...text].length > LONGEST;

const unread = ({ linkId, type }, text) =>
  isLong(text) ? issue("maxLength", linkId, LONGEST) : issue("invalidAnswerType", linkId, type);

/** Say which of several answers an issue is about, from 1; 0 for all of them. */
const placed = (item, at, found) => ({ ...found, at: hasRows(item) ? at + 1 : 0 });

/** Give the first thing that is wrong with values of a question: how many, then each; warnings are passed over. */
export function firstIssue(definition, item, values) {
  const [count] = values.length ? miscounts(item, values.length) : [];
  if (count) return issue(count[0], item.linkId, count[1]);
  const alone = values.length === 1;
  const found = values.flatMap((value, at) => wrongWith(definition, item, value, alone).map((one) => placed(item, at, one)));
  return found.find(({ severity }) => severity !== "warning") ?? null;
}

/** Check a value as validation does; a unit whose figure is still to come is no answer yet. */
function wrongWith(definition, item, value, alone) {
  const lacking = item.type === "quantity" && isMap(value) && !("value" in value) ? [issue("required", item.linkId)] : [];
  return [...lacking, ...checkValue(definition, item, { [keyOf(item, value)]: value }, alone)];
}

/** Give the form words of stored values: codes of choices, figures, texts, lines that name files. */
export const shown = (values) => values.map(shownOne);

/** Give the `value[x]` under which a value of this question stands in a response. */
export function keyOf(item, value) {
  if (!CHOICES.includes(item.type)) return VALUE_KEYS.get(item.type)?.[0] ?? "value";
  const option = item.options.find((one) => equal(one.value, value));
  return option?.kind ?? (isMap(value) ? "valueCoding" : "valueString");
}

/** Take a choice into an answer: code, word and points; its translations stay with the definition. */
export const copied = (offered) =>
  isMap(offered) ? Object.fromEntries(Object.entries(offered).filter(([key]) => COPIED.includes(key))) : offered;

/** Give the choices of a question: its own, else those of its contained value set. */
export function offered(definition, item) {
  if (item.options.length || !item.valueSet) return item.options;
  const listed = definition.valueSets.get(item.valueSet)?.codings ?? [];
  return listed.map((coding) => coded(coding, definition.language));
}

function shownOne(value) {
  if (typeof value === "boolean") return String(value);
  if (!isMap(value)) return plainWord(value);
  if ("contentType" in value) return line(value);
  return "value" in value ? plainWord(value.value) : codePair(value)[1] ?? "";
}

const boolean = (text) => (text === "true" ? true : text === "false" ? false : null);

/** Give a double: within fifteen digits it says what was typed. Minus nought is nought. */
function decimal(text) {
  const found = figure(text);
  return found === null ? null : Number(found) + 0;
}

function integer(text) {
  const found = decimal(text);
  return Number.isInteger(found) ? found : null;
}

function plainText(text, item) {
  const clean = text.replaceAll("\r\n", "\n").replaceAll("\0", "");
  return item.type === "text" ? clean : strip(clean);
}

function choice(text, item, definition) {
  const option = offered(definition, item).find(({ key }) => key === text);
  if (option) return copied(option.value);
  return item.type === "open-choice" ? strip(text) : null;
}

function quantity(text, item, definition) {
  const [figure, unit] = measures.parted(definition, item, text);
  const value = decimal(figure);
  if ((value === null && strip(figure)) || !measures.units(definition, item).length) return null;
  return measures.quantity(value, unit);
}

/** Read a day; a year or a month alone is none where the question wants the whole (`entryFormat`). */
function date(text, item) {
  const read = day(text);
  const partial = isDate(read) && read.length < WHOLE_DAY.length;
  return partial && extensions.value(item.source, extensions.ENTRY_FORMAT) === WHOLE_DAY ? null : read;
}

const READERS = new Map(Object.entries({
  boolean,
  integer,
  decimal,
  date,
  dateTime: moment,
  time: clock,
  string: plainText,
  text: plainText,
  url: plainText,
  choice,
  "open-choice": choice,
  quantity,
  attachment: readLine,
}));
