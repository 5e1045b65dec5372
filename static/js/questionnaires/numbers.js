// JSON numbers as exact decimals. Twin of webapp/questionnaires/rules/numbers.py.

const LARGEST_EXPONENT = 9999;
const MOST_DIGITS = 1000;
const WRITTEN_OUT = 20;
const FORM = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/;

/** A number as it was written: digits without leading zeros, and the power of ten they stand at. */
export class Decimal {
  /** @param {string} text */
  constructor(text) {
    const [, sign, whole, fraction, power = "0"] = FORM.exec(text);
    this.text = text;
    this.negative = sign === "-";
    this.digits = (whole + fraction).replace(/^0+(?=\d)/, "");
    this.exponent = Number(power) - fraction.length;
  }

  /** The digits as one whole number, with the sign. */
  get units() {
    const units = BigInt(this.digits);
    return this.negative ? -units : units;
  }
}

/**
 * Give a JSON number as a Decimal; booleans, texts and what is beyond measure are none.
 * @param {unknown} number
 * @returns {Decimal | null}
 */
export function asDecimal(number) {
  const plain = typeof number === "bigint" || Number.isFinite(number);
  const exact = plain ? new Decimal(String(number)) : number;
  if (!(exact instanceof Decimal)) return null;
  const adjusted = exact.exponent + exact.digits.length - 1;
  return Math.abs(adjusted) <= LARGEST_EXPONENT && exact.digits.length <= MOST_DIGITS ? exact : null;
}

/** Give a JSON number as a count, its fraction cut off; null when it is none or below zero. */
export function asCount(number) {
  const exact = asDecimal(number);
  if (!exact || exact.units < 0n) return null;
  const { exponent, units } = exact;
  const power = 10n ** BigInt(Math.abs(exponent));
  const whole = exponent < 0 ? units / power : units * power;
  return whole < 2n ** 53n ? Number(whole) : null;
}

/** Count the digits after the point as written: 5.10 has two. */
export const decimalPlaces = (number) => Math.max(0, -number.exponent);

/** Give -1, 0 or 1. */
export const sign = (left, right) => (left > right) - (left < right);

/** Compare two Decimals: -1, 0 or 1. */
export function compareNumbers(left, right) {
  const low = Math.min(left.exponent, right.exponent);
  const scaled = ({ units, exponent }) => units * 10n ** BigInt(exponent - low);
  return sign(scaled(left), scaled(right));
}

/** Multiply a Decimal by a whole number. @param {bigint} factor */
export const times = ({ units, exponent }, factor) => new Decimal(`${units * factor}e${exponent}`);

/** Write a number as people do, without noughts at the end; very large and very small ones with an exponent. */
export function written(number) {
  const { digits, exponent, negative } = number;
  if (digits === "0") return "0";
  const sign = negative ? "-" : "";
  const adjusted = exponent + digits.length - 1;
  return sign + (Math.abs(adjusted) > WRITTEN_OUT ? scientific(digits, adjusted) : plain(digits, exponent));
}

function plain(digits, exponent) {
  if (exponent >= 0) return digits + "0".repeat(exponent);
  const padded = digits.padStart(1 - exponent, "0");
  return `${padded.slice(0, exponent)}.${padded.slice(exponent)}`.replace(/\.?0+$/, "");
}

function scientific(digits, power) {
  const rest = digits.slice(1).replace(/0+$/, "");
  return `${digits[0]}${rest && `.${rest}`}E${power > 0 ? "+" : ""}${power}`;
}
