// What people type into fields: figures, days, times (Q4). Twin of webapp/questionnaires/rules/typed.py.

const LONGEST_FIGURE = 40;
const MOST_DIGITS = 15;
const THOUSANDS = /^[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]*)?$/;
const FIGURE = /^[+-]?([0-9]{1,20}(\.[0-9]{0,20})?|\.[0-9]{1,20})$/;
const BLANKS = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
const ENDS = new RegExp(`^${BLANKS.source}|${BLANKS.source}$`, "g");
const DATE = /^([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?-?$/;
const EIGHT = /^([0-9]{4})([0-9]{2})([0-9]{2})$/;
const DAY_WORDS = /[年月日]+$/;
const CLOCK = /^([0-9]{1,2}):([0-9]{2})(:[0-9]{2}(?:\.[0-9]{1,9})?)?$/;
const ZONE = "+08:00";

/** Take the blanks from both ends, by Python's idea of a blank. */
export const strip = (text) => text.replace(ENDS, "");

/** Give half-width letters without blanks. */
const plain = (text) => text.normalize("NFKC").replace(BLANKS, "");

const marks = (text) => text.replace(/[。｡]/g, ".").replace(/、/g, ",").replace(/[−–]/g, "-");

/**
 * Read a number; a comma before groups of three digits parts thousands, elsewhere it is a decimal comma.
 * @returns {string | null} the number in plain digits
 */
export function figure(text) {
  if ([...text].length > LONGEST_FIGURE) return null;
  const known = marks(plain(text));
  const figures = (THOUSANDS.test(known) ? known.replaceAll(",", "") : known).replaceAll(",", ".");
  const digits = figures.replace(/^[+-]+/, "").replace(".", "").replace(/^0+|0+$/g, "");
  return FIGURE.test(figures) && digits.length <= MOST_DIGITS ? figures : null;
}

/** Read a year, month or day written with hyphens, slashes, points or Chinese words. */
export function day(text) {
  const known = plain(text).replaceAll("日", "").replace(/[年月/.。−–]/g, "-");
  const found = EIGHT.exec(known) ?? DATE.exec(known);
  const parts = found?.slice(1).filter(Boolean);
  return parts ? parts.map((part) => part.padStart(2, "0")).join("-") : strip(text);
}

/** Put a year, a month and a day from fields of their own together; a whole day in the first one is enough. */
export function joined(parts) {
  const whole = !parts.slice(1).some(Boolean);
  const bare = parts.map((part) => (whole ? strip(part) : strip(part).replace(DAY_WORDS, "")));
  return bare.join("-").replace(/-+$/, "");
}

/** Give what stands in the fields for year, month and day; a text that is no day stands in the first. */
export function dayParts(text) {
  const [year, month = "", ...day] = text.split("-");
  return [year, month.replace(/^0/, ""), day.join("-").replace(/^0/, "")];
}

/** Tell which part of a text keeps it from being a day. @returns {"year" | "month" | "day"} */
export function wrongPart(text) {
  const [year, month] = dayParts(day(text));
  if (!/^[0-9]{4}$/.test(year)) return "year";
  return /^[0-9]+$/.test(month) && month >= 1 && month <= 12 ? "day" : "month";
}

/** Read a time of day; seconds are zero when they are not written. */
export function clock(text) {
  const found = CLOCK.exec(plain(text));
  return found ? `${found[1].padStart(2, "0")}:${found[2]}${found[3] ?? ":00"}` : strip(text);
}

/** Read a day, or a day and a time; without a zone China's is meant. */
export function moment(text) {
  const [date, ...rest] = strip(text).normalize("NFKC").replaceAll("T", " ").split(" ");
  const time = rest.join(" ");
  if (!time) return day(text);
  return CLOCK.test(plain(time)) ? `${day(date)}T${clock(time)}${ZONE}` : strip(text);
}
