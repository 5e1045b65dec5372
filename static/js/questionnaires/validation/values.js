// The checks of one answer. Twin of webapp/questionnaires/rules/validation/values.py.
import { isMap } from "../answers.js";
import { isAddress } from "../addresses.js";
import { CHOICES, VALUE_KEYS } from "../definition.js";
import { equal, order } from "../enablement.js";
import * as extensions from "../extensions.js";
import { asDecimal, decimalPlaces } from "../numbers.js";
import { matches } from "../patterns.js";
import { isDate, isDateTime, isTime } from "../periods.js";
import { checkAttachment } from "./attachments.js";
import { issue } from "./issues.js";
import { checkQuantity } from "./quantities.js";

const LARGEST_INTEGER = 2 ** 31 - 1;
const isText = (value) => typeof value === "string";
const WELL_FORMED = new Map(Object.entries({
  valueBoolean: (value) => typeof value === "boolean",
  valueInteger: (value) => Number.isInteger(value) && value >= -LARGEST_INTEGER - 1 && value <= LARGEST_INTEGER,
  valueDecimal: (value) => asDecimal(value) !== null,
  valueDate: isDate,
  valueDateTime: isDateTime,
  valueTime: isTime,
  valueString: isText,
  valueUri: isText,
  valueCoding: isMap,
  valueQuantity: isMap,
  valueAttachment: isMap,
}));

/**
 * Check one answer of a question; `alone` tells that it is the only one.
 * @returns {import("./issues.js").Issue[]}
 */
export function checkValue(definition, item, answer, alone) {
  if (!VALUE_KEYS.has(item.type)) return [];
  const held = Object.entries(answer).filter(([key]) => key.startsWith("value"));
  if (held.length !== 1 || !fits(item, ...held[0])) return [issue("invalidAnswerType", item.linkId, item.type)];
  return [...limits(definition, item, ...held[0]), ...choices(definition, item, ...held[0], alone)];
}

function fits(item, key, value) {
  const isKind = CHOICES.includes(item.type) && item.options.some(({ kind }) => kind === key);
  return (isKind || VALUE_KEYS.get(item.type).includes(key)) && Boolean(WELL_FORMED.get(key)?.(value));
}

function limits(definition, item, key, value) {
  if (key === "valueString") return string(item, value);
  if (key === "valueUri") return url(item, value);
  if (key === "valueAttachment") return checkAttachment(item, value);
  if (key === "valueQuantity") return checkQuantity(definition, item, value);
  return ["valueCoding", "valueBoolean"].includes(key) ? [] : [...range(item, value), ...precision(item, value)];
}

const RANGE = [[extensions.MIN_VALUE, "minValue", -1], [extensions.MAX_VALUE, "maxValue", 1]];

function range(item, value) {
  return RANGE.flatMap(([url, code, wrong]) => {
    const limit = extensions.value(item.source, url);
    return limit != null && order(value, limit) === wrong ? [issue(code, item.linkId, limit)] : [];
  });
}

function precision(item, value) {
  const most = extensions.whole(item.source, extensions.MAX_DECIMAL_PLACES);
  const number = asDecimal(value);
  const tooFine = most !== null && number && decimalPlaces(number) > most;
  return tooFine ? [issue("maxDecimalPlaces", item.linkId, most)] : [];
}

function string(item, value) {
  const broken = item.type !== "text" && /[\n\r]/.test(value);
  return [...(broken ? [issue("invalidNewLine", item.linkId)] : []), ...letters(item, value)];
}

const url = (item, value) => [...(isAddress(value) ? [] : [issue("invalidUrlValue", item.linkId)]), ...letters(item, value)];

/** Check how many letters a text has, and their form. */
function letters(item, value) {
  const { length } = [...value];
  const least = extensions.whole(item.source, extensions.MIN_LENGTH);
  const { linkId, maxLength } = item;
  return [
    ...(least !== null && length < least ? [issue("minLength", linkId, least)] : []),
    ...(maxLength !== null && length > maxLength ? [issue("maxLength", linkId, maxLength)] : []),
    ...regex(item, extensions.value(item.source, extensions.REGEX), value),
  ];
}

function regex(item, pattern, value) {
  const matched = isText(pattern) && pattern ? matches(pattern, value) : true;
  if (matched) return [];
  const found = issue("regex", item.linkId);
  return [matched === null ? { ...found, severity: "warning" } : found];
}

function choices(definition, item, key, value, alone) {
  const found = [];
  const chosen = item.options.filter((option) => option.kind === key && equal(option.value, value));
  const isFree = item.type === "open-choice" && key === "valueString";
  if (item.options.length && !chosen.length && !isFree) found.push("invalidAnswerOption");
  if (!alone && chosen.some(({ exclusive }) => exclusive)) found.push("exclusiveAnswerOption");
  const allowed = key === "valueCoding" && definition.valueSets.get(item.valueSet);
  if (allowed && !allowed.holds(value)) found.push("invalidCoding");
  return found.map((code) => issue(code, item.linkId));
}
