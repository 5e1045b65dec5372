// Value sets that a questionnaire carries inside itself. Twin of webapp/questionnaires/rules/valuesets.py.
import { isMap, maps, word } from "./answers.js";

/** Give the part of a Coding that counts in comparisons: [system, code], null for what is no text. */
export function codePair(coding) {
  const part = (key) => (isMap(coding) && typeof coding[key] === "string" ? coding[key] : null);
  return [part("system"), part("code")];
}

const keyOf = (coding) => JSON.stringify(codePair(coding));
const keys = (codings) => new Set(codings.map(keyOf));

/** What a contained value set allows: listed codes and whole code systems, less what is taken out. */
export class ValueSet {
  constructor({ codings = [], systems = [], without = [], withoutSystems = [], decidable = true }) {
    this.codes = keys(codings);
    this.systems = new Set(systems);
    this.without = keys(without);
    this.withoutSystems = new Set(withoutSystems);
    this.decidable = decidable;
    this.codings = codings.filter((coding) => !decidable || this.holds(coding));
  }

  /** Tell whether a Coding belongs to the set; a set built by filters cannot tell, and lets it pass. */
  holds(coding) {
    if (!this.decidable) return true;
    const [system, code] = codePair(coding);
    const inside = this.codes.has(keyOf(coding)) || (this.systems.has(system) && Boolean(code));
    return inside && !this.without.has(keyOf(coding)) && !this.withoutSystems.has(system);
  }
}

/** Read the contained value sets of a questionnaire: `#id` → set. */
export function containedValueSets(resource) {
  const sets = maps(resource.contained).filter(
    ({ resourceType, id }) => resourceType === "ValueSet" && typeof id === "string",
  );
  return new Map(sets.map((set) => [`#${set.id}`, read(set)]));
}

function read({ expansion, compose }) {
  if (isMap(expansion)) return new ValueSet({ codings: expanded(maps(expansion.contains)) });
  return isMap(compose) ? composed(compose) : new ValueSet({ decidable: false });
}

function composed(compose) {
  const [included, excluded] = [maps(compose.include), maps(compose.exclude)];
  return new ValueSet({
    codings: listed(included),
    systems: whole(included),
    without: listed(excluded),
    withoutSystems: whole(excluded),
    decidable: ![...included, ...excluded].some(isComputed),
  });
}

const listed = (parts) =>
  parts.flatMap((part) => maps(part.concept).map((concept) => ({ system: part.system, ...concept })));

/** Name the code systems that are meant as a whole: those of which no code is listed. */
const whole = (parts) =>
  parts.filter((part) => !maps(part.concept).length && typeof part.system === "string").map(({ system }) => system);

const isComputed = (part) => [part.filter, part.valueSet].some((by) => Array.isArray(by) && by.length);

const expanded = (entries) =>
  entries.flatMap((entry) => [
    ...(entry.abstract !== true && word(entry.code) ? [entry] : []),
    ...expanded(maps(entry.contains)),
  ]);
