// The checks of a Quantity: unit, then range. Twin of webapp/questionnaires/rules/validation/quantities.py.
import { isMap } from "../answers.js";
import { plainWord } from "../definition.js";
import * as extensions from "../extensions.js";
import { asDecimal, decimalPlaces } from "../numbers.js";
import { comparable, compareQuantities } from "../quantities.js";
import { strip } from "../typed.js";
import { codePair } from "../valuesets.js";
import { issue } from "./issues.js";

const LIMITS = [
  ["minValue", extensions.MIN_QUANTITY, extensions.MIN_VALUE, -1],
  ["maxValue", extensions.MAX_QUANTITY, extensions.MAX_VALUE, 1],
];

/** Check one quantity against the units and the range of its item. */
export function checkQuantity(definition, item, quantity) {
  const number = asDecimal(quantity.value);
  if (quantity.value != null && !number) return [issue("invalidAnswerType", item.linkId, item.type)];
  const most = extensions.whole(item.source, extensions.MAX_DECIMAL_PLACES);
  const tooFine = most !== null && number && decimalPlaces(number) > most;
  return [
    ...checkUnit(definition, item, quantity),
    ...(tooFine ? [issue("maxDecimalPlaces", item.linkId, most)] : []),
    ...(number ? LIMITS.flatMap((limit) => checkRange(item, quantity, limit)) : []),
  ];
}

function checkRange(item, quantity, [code, url, plainUrl, wrong]) {
  const limit = [extensions.value(item.source, url), plainLimit(item, plainUrl)].find(isMap);
  if (!limit) return [];
  if (!comparable(quantity, limit)) return [issue(`${code}IncompatUnits`, item.linkId, words(limit))];
  return compareQuantities(quantity, limit) === wrong ? [issue(code, item.linkId, words(limit))] : [];
}

/** Write a limit as people say it: its figure and its unit. */
const words = ({ value, unit, code }) => strip(`${plainWord(value)} ${plainWord(unit) || plainWord(code)}`);

/** A limit given by the general extension may be a quantity too. */
function plainLimit(item, url) {
  const held = extensions.typed(item.source, url);
  return held?.[0] === "valueQuantity" ? held[1] : null;
}

function checkUnit(definition, item, quantity) {
  const unit = codePair(quantity);
  const offered = extensions.values(item.source, extensions.UNIT_OPTION).map(codePair);
  const listed = extensions.value(item.source, extensions.UNIT_VALUE_SET);
  return [
    ...(offered.length && !offered.some((option) => isOffered(option, unit)) ? [issue("invalidUnit", item.linkId)] : []),
    ...(typeof listed === "string" && !isListed(definition, listed, quantity)
      ? [issue("invalidUnitValueSet", item.linkId)]
      : []),
  ];
}

/** An offered unit says as much as it says: one without a system allows any. */
const isOffered = (option, unit) => option.every((wanted, place) => wanted === null || wanted === unit[place]);

/** A unit without system and code can be in no list; a list that lives elsewhere cannot be looked up. */
const isListed = (definition, reference, quantity) =>
  codePair(quantity).every(Boolean) && (definition.valueSets.get(reference)?.holds(quantity) ?? true);
