// Read the answers of a QuestionnaireResponse. Twin of webapp/questionnaires/rules/answers.py.
import { Decimal } from "./numbers.js";

/** @typedef {Record<string, any>} Json */

/** Whether a value is a JSON object. */
export const isMap = (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Decimal);

/** Give the objects of a JSON list; anything else is passed over. */
export const maps = (value) => (Array.isArray(value) ? value.filter(isMap) : []);

/** Give a text, or the empty one for anything else. */
export const word = (value) => (typeof value === "string" ? value : "");

/**
 * Give the `value[x]` of an answer as [key, value], or null when it holds none.
 * @param {Json} answer
 * @returns {[string, any] | null}
 */
export function valueOf(answer) {
  const key = Object.keys(answer).find((name) => name.startsWith("value"));
  return key === undefined ? null : [key, answer[key]];
}

/** Give the answers of an item of a response; an empty text is none. */
export const givenIn = (item) => maps(item.answer).filter((answer) => !isEmpty(answer));
const isEmpty = (answer) => answer.valueString === "" && Object.keys(answer).filter((key) => key.startsWith("value")).length === 1;

/** Walk all items in document order and give [linkId, value] for each answer. */
export function* eachAnswer(response) {
  const waiting = maps(response.item).reverse();
  while (waiting.length) {
    const item = waiting.pop();
    const given = maps(item.answer);
    for (const held of givenIn(item).map(valueOf)) if (held) yield [word(item.linkId), held[1]];
    const below = [...maps(item.item), ...given.flatMap((answer) => maps(answer.item))];
    for (const child of below.reverse()) waiting.push(child);
  }
}

/** Put values behind those that a key holds already. */
export function add(found, key, values) {
  if (!found.has(key)) found.set(key, []);
  for (const value of values) found.get(key).push(value);
}

/**
 * Collect the values of every answered item.
 * @returns {Map<string, any[]>}
 */
export function byLinkId(response) {
  const found = new Map();
  for (const [linkId, value] of eachAnswer(response)) add(found, linkId, [value]);
  return found;
}
