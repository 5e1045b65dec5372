// JSON text into values and back, numbers exactly as written. Twin of webapp/questionnaires/rules/reading.py.
import { Decimal } from "./numbers.js";

const TOKEN = /"[^"\\]*(?:\\[^][^"\\]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const MARK = "\0";
const WRITTEN = /"\\u0000(-?\d[^"]*)"/g;
const SAFE_LENGTH = 15;

/** Whether a double would not give a number back as it was written. */
const isDelicate = (token) => token[0] !== '"' && (token.length > SAFE_LENGTH || /[.eE]/.test(token));

const number = (text) => (/[.eE]/.test(text) ? new Decimal(text) : BigInt(text));

const revive = (_key, value) => (typeof value?.[MARK] === "string" ? number(value[MARK]) : value);

/**
 * Read any JSON value; numbers with a point become Decimals, very long ones BigInts.
 * @param {string} text
 * @throws {SyntaxError}
 */
export function load(text) {
  const marked = text.replace(TOKEN, (token) => (isDelicate(token) ? `{"\\u0000":"${token}"}` : token));
  return JSON.parse(marked, revive);
}

/** Write a value as JSON, its numbers as they were read. */
export function write(value) {
  const mark = (_key, held) =>
    held instanceof Decimal ? MARK + held.text : typeof held === "bigint" ? MARK + held : held;
  return JSON.stringify(value, mark).replace(WRITTEN, "$1");
}
