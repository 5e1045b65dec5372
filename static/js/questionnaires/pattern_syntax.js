// Regular expressions read into a tree. Twin of webapp/questionnaires/rules/pattern_syntax.py.

/** The pattern cannot be followed: malformed, outside the part that is read, or too costly. */
export class Undecided extends Error {}

/** @typedef {(letter: string) => boolean} Holds */
/**
 * @typedef {{kind: "letter" | "start" | "end" | "choice" | "look" | "repeat", holds?: Holds, body?: Node,
 *   cost?: number, branches?: Node[][], least?: number, most?: number, wanted?: boolean}} Node
 */

const DEEPEST = 50;
const MOST_ROUNDS = 9999;
const LONGEST = 1000;
const SPACES = /^[\t\n\v\f\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]$/;
const CLASSES = { d: /^[0-9]$/, w: /^[A-Za-z0-9_]$/, s: SPACES };
const CONTROLS = { t: "\t", n: "\n", r: "\r", f: "\f", v: "\v", 0: "\0" };
const NEWLINE = /^[\n\r\u2028\u2029]$/;
const HEX = /x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})/y;
const CATEGORY = /([pP])\{(L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cfson]?)\}/y;
const BOUNDS = /\{([0-9]{1,6})(,([0-9]{1,6})?)?\}/y;
const GROUP = /\(\?(?::|<[A-Za-z_][A-Za-z0-9_]*>|P<[A-Za-z_][A-Za-z0-9_]*>)/y;
const SIGNS = [["*", [0, Infinity]], ["+", [1, Infinity]], ["?", [0, 1]]];

const fail = () => {
  throw new Undecided();
};
const only = (found) => (typeof found === "string" ? (letter) => letter === found : found);
const test = (form, wanted) => (letter) => form.test(letter) === wanted;

/** Read a pattern; throws Undecided. */
export function parse(pattern) {
  if ([...pattern].length > LONGEST) fail();
  const reader = new Reader(pattern);
  const tree = reader.choice(0);
  return reader.next() ? fail() : tree;
}

/** Reads a pattern from left to right. */
class Reader {
  constructor(pattern) {
    this.pattern = pattern;
    this.at = 0;
  }

  choice(depth) {
    if (depth > DEEPEST) fail();
    const branches = [this.sequence(depth)];
    while (this.take("|")) branches.push(this.sequence(depth));
    return { kind: "choice", branches };
  }

  sequence(depth) {
    const nodes = [];
    while (!["", "|", ")"].includes(this.next())) nodes.push(this.repeated(this.atom(depth)));
    return nodes;
  }

  atom(depth) {
    if (this.take("^")) return { kind: "start" };
    if (this.take("$")) return { kind: "end" };
    if (this.next() === "(") return this.group(depth + 1);
    return this.take("[") ? this.set() : { kind: "letter", holds: this.letter(), cost: 1 };
  }

  letter() {
    const letter = this.one();
    if (letter === ".") return test(NEWLINE, false);
    if (letter === "\\") return only(this.escaped());
    return "*+?{}])".includes(letter) ? fail() : only(letter);
  }

  group(depth) {
    if (this.take("(?=")) return { kind: "look", body: this.body(depth), wanted: true };
    if (this.take("(?!")) return { kind: "look", body: this.body(depth), wanted: false };
    if (!this.match(GROUP) && (!this.take("(") || this.next() === "?")) fail();
    return this.body(depth);
  }

  body(depth) {
    const body = this.choice(depth);
    return this.take(")") ? body : fail();
  }

  repeated(body) {
    const bounds = this.bounds();
    if (!bounds) return body;
    const [least, most] = bounds;
    if (["start", "end", "look"].includes(body.kind) || most < least || least > MOST_ROUNDS) fail();
    this.take("?");
    return this.bounds() ? fail() : { kind: "repeat", body, least, most };
  }

  bounds() {
    for (const [sign, bounds] of SIGNS) if (this.take(sign)) return bounds;
    const found = this.match(BOUNDS);
    if (!found) return null;
    const most = found[2] ? found[3] ?? Infinity : found[1];
    return [Number(found[1]), Number(most)];
  }

  set() {
    const wanted = !this.take("^");
    const members = [];
    while (!this.take("]")) members.push(this.member());
    return { kind: "letter", holds: (letter) => members.some((holds) => holds(letter)) === wanted, cost: members.length };
  }

  member() {
    const first = this.inSet();
    if (this.next() !== "-" || this.pattern[this.at + 1] === "]") return only(first);
    this.take("-");
    const last = this.inSet();
    if (typeof first !== "string" || typeof last !== "string") fail();
    const [low, high] = [first.codePointAt(0), last.codePointAt(0)];
    return low > high ? fail() : (letter) => low <= letter.codePointAt(0) && letter.codePointAt(0) <= high;
  }

  inSet() {
    const letter = this.one();
    if (letter === "[") fail();
    return letter === "\\" ? this.escaped() : letter;
  }

  escaped() {
    const coded = this.match(HEX);
    if (coded) return String.fromCharCode(parseInt(coded[1] ?? coded[2], 16));
    const category = this.match(CATEGORY);
    if (category) return test(new RegExp(`^\\p{${category[2]}}$`, "u"), category[1] === "p");
    const letter = this.one();
    const named = CLASSES[letter.toLowerCase()];
    if (named) return test(named, letter === letter.toLowerCase());
    return CONTROLS[letter] ?? (CLASSES.w.test(letter) ? fail() : letter);
  }

  next() {
    return this.pattern[this.at] ?? "";
  }

  one() {
    if (!this.next()) fail();
    const letter = String.fromCodePoint(this.pattern.codePointAt(this.at));
    this.at += letter.length;
    return letter;
  }

  take(sign) {
    const found = this.pattern.startsWith(sign, this.at);
    if (found) this.at += sign.length;
    return found;
  }

  match(form) {
    form.lastIndex = this.at;
    const found = form.exec(this.pattern);
    if (found) this.at = form.lastIndex;
    return found;
  }
}
