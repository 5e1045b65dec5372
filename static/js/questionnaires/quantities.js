// Comparison of Quantities. Twin of webapp/questionnaires/rules/quantities.py.
import { word } from "./answers.js";
import { asDecimal } from "./numbers.js";
import { UCUM, compareRatios, convert, ratio } from "./units.js";

/** Tell whether two quantities measure the same thing: one unit, or units that convert. */
export const comparable = (left, right) => converted(left, right) !== null;

/** Give -1, 0 or 1 for left below, at or above right; null when they cannot be compared. */
export function compareQuantities(left, right) {
  const [mine, theirs] = [asDecimal(left.value), converted(right, left)];
  return mine && theirs ? compareRatios(ratio(mine), theirs) : null;
}

function converted(quantity, like) {
  const value = asDecimal(quantity.value);
  if (!value || system(quantity) !== system(like)) return null;
  if (sameUnit(quantity, like)) return ratio(value);
  const [here, there] = [code(quantity), code(like)];
  return system(quantity) === UCUM && here && there ? convert(value, here, there) : null;
}

function sameUnit(left, right) {
  if (!code(left) && !code(right)) return true;
  return ["code", "unit"].some((key) => word(left[key]) && left[key] === right[key]);
}

const system = (quantity) => word(quantity.system) || UCUM;
const code = (quantity) => word(quantity.code) || word(quantity.unit);
