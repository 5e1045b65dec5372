// FHIR dates, times and dateTimes, compared as periods. Twin of webapp/questionnaires/rules/periods.py.
import { sign } from "./numbers.js";

const DATE = /^(\d{4})(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d{1,9})?$/;
const ZONED = /^(.{10})T(.+?)(Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/u;

const matches = (form, text) => typeof text === "string" && form.test(text);

/** Tell whether a text is a FHIR date: a year, a month or a day that exists. */
export const isDate = (text) => matches(DATE, text) && (text.length < 10 || exists(text));

/** Tell whether a text is a FHIR time of day with seconds. */
export const isTime = (text) => matches(TIME, text);

/** Tell whether a text is a FHIR dateTime: a partial date, or a full one with time and zone. */
export function isDateTime(text) {
  const zoned = typeof text === "string" && ZONED.exec(text);
  return isDate(text) || Boolean(zoned && isDate(zoned[1]) && isTime(zoned[2]));
}

/** Tell whether a text is any of the three. */
export const isPeriod = (text) => isDateTime(text) || isTime(text);

/** Give -1, 0 or 1 for left before, within or touching, or after right; both are periods. */
export function comparePeriods(left, right) {
  if (left.includes("T") && right.includes("T")) {
    const [first, second] = [instant(left), instant(right)];
    return sign(first.seconds, second.seconds) || sign(first.fraction, second.fraction);
  }
  const precision = Math.min(left.length, right.length, (left + right).includes("-") ? 10 : 18);
  return sign(left.slice(0, precision), right.slice(0, precision));
}

/** Tell whether two full dateTimes name one instant, whatever their zones. */
export const sameInstant = (left, right) =>
  [left, right].every((text) => isDateTime(text) && text.includes("T")) && comparePeriods(left, right) === 0;

const midnight = (day) => Date.parse(`${day}T00:00:00Z`) / 1000;

function exists(day) {
  const found = midnight(day);
  return day >= "0001" && !Number.isNaN(found) && new Date(found * 1000).toISOString().startsWith(day);
}

function instant(text) {
  const [, day, time, zone] = ZONED.exec(text);
  const [clock, fraction = ""] = time.split(".");
  const [hours, minutes, seconds] = clock.split(":").map(Number);
  const whole = midnight(day) + hours * 3600 + minutes * 60 + seconds;
  return { seconds: whole - offset(zone), fraction: fraction.replace(/0+$/, "") };
}

function offset(zone) {
  if (zone === "Z") return 0;
  const ahead = Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(4, 6)) * 60;
  return zone[0] === "-" ? -ahead : ahead;
}
