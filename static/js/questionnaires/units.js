// The fixed part of UCUM that questionnaires may use. Twin of webapp/questionnaires/rules/units.py.
import { add } from "./answers.js";
import { Decimal } from "./numbers.js";

export const UCUM = "http://unitsofmeasure.org";

const table = (text) => new Map(text.trim().split(/\s+/).map((entry) => entry.split("=")).map(([key, ...held]) => [key, held]));
const PREFIXES = table("G=1e9 M=1e6 k=1e3 h=1e2 da=1e1 d=1e-1 c=1e-2 m=1e-3 u=1e-6 n=1e-9 p=1e-12 f=1e-15");
const METRIC = table(`
  m=1=L g=1=M s=1=T mol=1=N L=0.001=LLL l=0.001=LLL Pa=1000=M/LTT J=1000=MLL/TT cal=4184=MLL/TT W=1000=MLL/TTT
  Hz=1=/T eq=1=N m[Hg]=133322000=M/LTT bar=1e8=M/LTT t=1e6=M [iU]=1=I [IU]=1=I`);
const PLAIN = table(`
  1=1= %=0.01= min=60=T h=3600=T d=86400=T wk=604800=T mo=2629800=T a=31557600=T [in_i]=0.0254=L [ft_i]=0.3048=L
  [mi_i]=1609.344=L [lb_av]=453.59237=M [oz_av]=28.349523125=M [st_av]=6350.29318=M Cel=1=C`);
const TERM = /^([a-zA-Z%[\]_]+|1)(-?[1-9])?$/;
const ANNOTATION = /\{[^{}]*\}/g;
const LONGEST = 40;

/** @typedef {{over: bigint, under: bigint}} Ratio */

/** Give a Decimal as an exact ratio. */
export function ratio({ units, exponent }) {
  const power = 10n ** BigInt(Math.abs(exponent));
  return exponent < 0 ? { over: units, under: power } : { over: units * power, under: 1n };
}

const times = (left, right) => ({ over: left.over * right.over, under: left.under * right.under });
const inverse = ({ over, under }) => ({ over: under, under: over });

/** Compare two ratios: -1, 0 or 1. */
export function compareRatios(left, right) {
  const difference = left.over * right.under - right.over * left.under;
  return Number(difference > 0n) - Number(difference < 0n);
}

function raise(factor, exponent) {
  const power = BigInt(Math.abs(exponent));
  const raised = { over: factor.over ** power, under: factor.under ** power };
  return exponent < 0 ? inverse(raised) : raised;
}

/** Give a value in another unit; null when either is unknown or they measure different things. */
export function convert(value, code, to) {
  const [here, there] = [parse(code), parse(to)];
  if (!here || !there || here.dimension !== there.dimension) return null;
  return times(times(ratio(value), here.factor), inverse(there.factor));
}

/** Read a UCUM code; null when it lies outside the list. */
export function parse(code) {
  if ([...code].length > LONGEST) return null;
  const powers = new Map();
  let [factor, sign] = [{ over: 1n, under: 1n }, 1];
  for (const part of code.replace(ANNOTATION, "").split(/([./])/)) {
    if (part === "." || part === "/") {
      sign = part === "/" ? -1 : 1;
      continue;
    }
    const matched = TERM.exec(part || "1");
    const found = matched && symbol(matched[1]);
    if (!found) return null;
    const exponent = sign * Number(matched[2] ?? 1);
    factor = times(factor, raise(found.factor, exponent));
    for (const [base, power] of found.powers) add(powers, base, [power * exponent]);
  }
  return { factor, dimension: dimension(powers) };
}

function symbol(text) {
  const whole = PLAIN.get(text) ?? METRIC.get(text);
  if (whole) return known(whole);
  for (const [prefix, [power]] of PREFIXES) {
    const metric = text.startsWith(prefix) && METRIC.get(text.slice(prefix.length));
    if (metric) return known(metric, power);
  }
  return null;
}

function known([factor, dimensions], prefix = "1") {
  const [above, below = ""] = dimensions.split("/");
  return {
    factor: times(ratio(new Decimal(factor)), ratio(new Decimal(prefix))),
    powers: [...[...above].map((base) => [base, 1]), ...[...below].map((base) => [base, -1])],
  };
}

/** Write powers so that equal ones read alike: `L1T-2`. */
function dimension(powers) {
  const sums = [...powers].map(([base, all]) => [base, all.reduce((sum, power) => sum + power, 0)]);
  return sums.filter(([, sum]) => sum).map(([base, sum]) => base + sum).sort().join("");
}
