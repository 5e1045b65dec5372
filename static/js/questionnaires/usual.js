// Figures that are allowed but rarely meant: a soft question before the hard limit (Q4).
// Twin of webapp/questionnaires/rules/usual.py.
import { isMap } from "./answers.js";
import * as extensions from "./extensions.js";
import { Decimal, asCount, asDecimal, compareNumbers, times } from "./numbers.js";
import { codePair } from "./valuesets.js";

const MINUTES_OF_AN_HOUR = 60n;
const [FEWEST_HOURS_MEANT, MOST_HOURS_MEANT] = [new Decimal("1"), new Decimal("24")];
const EXAMPLE_WITHOUT_LIMITS = 100;

/** Give the range that people usually answer, in the question's unit, or null. @returns {[Decimal, Decimal] | null} */
function usualRange(item) {
  const held = extensions.value(item.source, extensions.USUAL_RANGE);
  const ends = ["low", "high"].map((end) => asDecimal(held?.[end]?.value));
  return ends.includes(null) ? null : ends;
}

/**
 * Tell whether a figure lies outside what people usually answer; its edges are usual. Compared as it is written.
 * @returns {{figure: Decimal, low: boolean, asHours: number | null} | null}
 */
export function doubt(item, values) {
  const [range, figure] = [usualRange(item), asDecimal(values[0])];
  if (!range || !figure || isWithin(figure, range)) return null;
  const low = compareNumbers(figure, range[0]) < 0;
  return { figure, low, asHours: low ? hoursMeant(item, figure, range) : null };
}

/** Give a figure that fits the question, to show how one is written; halves where decimals are taken. */
export function example(item) {
  const [least, most] = usualRange(item)?.map(({ text }) => Number(text)) ?? limits(item);
  const middle = Math.sqrt(Math.max(least, 1) * Math.max(most, 1));
  return item.type === "integer" ? Math.round(middle) : Math.trunc(middle) + 0.5;
}

function limits(item) {
  const [least, most] = [extensions.MIN_VALUE, extensions.MAX_VALUE].map((url) => figureOf(extensions.value(item.source, url)));
  return [least ?? 0, most ?? EXAMPLE_WITHOUT_LIMITS];
}

/** Give the minutes of so many hours, where a question in minutes got what looks like hours. */
function hoursMeant(item, figure, range) {
  const unit = extensions.value(item.source, extensions.UNIT);
  if (!isMap(unit) || codePair(unit)[1] !== "min") return null;
  const minutes = times(figure, MINUTES_OF_AN_HOUR);
  const meant = isWithin(figure, [FEWEST_HOURS_MEANT, MOST_HOURS_MEANT]) && isWithin(minutes, range);
  return meant ? asCount(minutes) : null;
}

const isWithin = (figure, [low, high]) => compareNumbers(low, figure) <= 0 && compareNumbers(figure, high) <= 0;

function figureOf(value) {
  const exact = asDecimal(value);
  return exact && Number(exact.text);
}
