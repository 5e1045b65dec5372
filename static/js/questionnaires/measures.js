// Quantities as people enter them. Twin of webapp/questionnaires/rules/measures.py.
import { maps } from "./answers.js";
import { plainWord } from "./definition.js";
import * as extensions from "./extensions.js";
import { strip } from "./typed.js";
import { codePair } from "./valuesets.js";

/** Give the units that a quantity may be in: those to choose from, else its own, else those of a contained set. */
export function units(definition, { source }) {
  const listed = definition.valueSets.get(extensions.value(source, extensions.UNIT_VALUE_SET));
  const own = maps(extensions.values(source, extensions.UNIT)).slice(0, 1);
  const found = [maps(extensions.values(source, extensions.UNIT_OPTION)), own, listed?.codings ?? []];
  return found.find((some) => some.length) ?? [];
}

/** Give the word that stands for a unit in a form: its code, else what it is called. */
export const keyOf = (unit) => codePair(unit)[1] || plainWord(unit.display) || plainWord(unit.unit);

/** Cut "5 mg" into the figure and the unit; without a unit, the only one there is. A unit without a word is none. */
export function parted(definition, item, text) {
  const named = units(definition, item).filter(keyOf);
  const known = new Map(named.reverse().map((unit) => [keyOf(unit), unit]));
  const behind = [...known.keys()].filter((key) => ` ${text}`.endsWith(` ${key}`));
  if (!behind.length) return [text, known.size === 1 ? [...known.values()][0] : null];
  const key = behind.reduce((best, one) => (one.length > best.length ? one : best));
  return [strip(text.slice(0, text.length - key.length)), known.get(key)];
}

/** Make a Quantity of a figure, of a unit, or of both. */
export function quantity(value, unit) {
  const figure = value === null ? {} : { value };
  if (!unit) return figure;
  const [system, code] = codePair(unit);
  return { ...figure, unit: plainWord(unit.display) || code, system, code };
}
