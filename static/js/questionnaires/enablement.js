// Skip logic: one truth table for `enableWhen` (Q3). Twin of webapp/questionnaires/rules/enablement.py.
import { isMap } from "./answers.js";
import { asDecimal, compareNumbers, sign } from "./numbers.js";
import { comparePeriods, isPeriod, sameInstant } from "./periods.js";
import { compareQuantities } from "./quantities.js";
import { codePair } from "./valuesets.js";

/** @typedef {import("./definition.js").Item} Item */
/** @typedef {(question: string) => any[]} Lookup */

const HOLDS = {
  ">": (order) => order > 0,
  "<": (order) => order < 0,
  ">=": (order) => order >= 0,
  "<=": (order) => order <= 0,
};

/**
 * Tell whether an item's own conditions let it be asked; ancestors are the caller's to follow.
 * @param {Item} item
 * @param {Lookup} lookup
 */
export function enabled(item, lookup) {
  if (!item.conditions.length) return true;
  const outcome = (condition) => holds(condition, lookup(condition.question));
  return item.anyCondition ? item.conditions.some(outcome) : item.conditions.every(outcome);
}

/** Decide one condition on the values of the question it names. */
export function holds({ operator, value }, answers) {
  if (operator === "exists") return typeof value === "boolean" && answers.length > 0 === value;
  if (!answers.length || value === null) return false;
  if (operator === "=") return answers.some((answer) => equal(answer, value));
  if (operator === "!=") return !answers.some((answer) => equal(answer, value));
  return answers.some((answer) => ordered(operator, answer, value));
}

function ordered(operator, left, right) {
  const found = order(left, right);
  return found !== null && Object.hasOwn(HOLDS, operator) && HOLDS[operator](found);
}

const areTexts = (left, right) => typeof left === "string" && typeof right === "string";

/** Tell whether two FHIR values are the same: Codings by system and code, numbers by value. */
export function equal(left, right) {
  if (typeof left === "boolean" || typeof right === "boolean") return left === right;
  if (isMap(left) && isMap(right)) return sameObject(left, right);
  if (areTexts(left, right)) return left === right || sameInstant(left, right);
  return order(left, right) === 0;
}

function sameObject(left, right) {
  if ("value" in left || "value" in right) return compareQuantities(left, right) === 0;
  if ("reference" in left || "reference" in right) {
    return areTexts(left.reference, right.reference) && left.reference === right.reference;
  }
  return codePair(left).every((part, place) => part === codePair(right)[place]);
}

/** Give -1, 0 or 1, or null for values that have no order between them. */
export function order(left, right) {
  const [mine, theirs] = [asDecimal(left), asDecimal(right)];
  if (mine && theirs) return compareNumbers(mine, theirs);
  if (isMap(left) && isMap(right)) return compareQuantities(left, right);
  if (!areTexts(left, right)) return null;
  return isPeriod(left) && isPeriod(right) ? comparePeriods(left, right) : compareTexts(left, right);
}

/** Compare by code points, as Python does; UTF-16 would put astral letters before some others. */
function compareTexts(left, right) {
  const [mine, theirs] = [[...left], [...right]];
  const place = mine.findIndex((letter, at) => letter !== theirs[at]);
  if (place < 0) return sign(mine.length, theirs.length);
  return sign(mine[place].codePointAt(0), theirs[place]?.codePointAt(0) ?? -1);
}

/**
 * Give the linkIds of all items that are asked, for answers held flat by linkId.
 * @param {import("./definition.js").Definition} definition
 * @param {Map<string, any[]>} answers
 * @returns {Set<string>}
 */
export function asked(definition, answers) {
  const found = new Set(definition.always);
  for (const item of definition.gated) ask(definition, item, answers, found);
  return found;
}

function ask(definition, item, answers, found) {
  const lookup = (question) => {
    if (definition.copies.has(question)) return definition.copies.get(question).flatMap(lookup);
    const earlier = definition.index.get(question)?.order < item.order;
    return earlier && !found.has(question) ? [] : answers.get(question) ?? [];
  };
  if ((item.under && !lookup(item.under).length) || !enabled(item, lookup)) return;
  found.add(item.linkId);
  for (const child of item.items) ask(definition, child, answers, found);
}
