// A questionnaire as the engine sees it. Twin of webapp/questionnaires/rules/definition/.
import { isMap, maps, valueOf, word } from "./answers.js";
import * as extensions from "./extensions.js";
import { asCount, asDecimal, written } from "./numbers.js";
import { baseLanguage, bilingual } from "./texts.js";
import { codePair, containedValueSets } from "./valuesets.js";

/** @typedef {import("./texts.js").Bilingual} Bilingual */
/** @typedef {{question: string, operator: string, value: any}} Condition */
/** @typedef {{kind: string, value: any, words: Bilingual, exclusive: boolean, key: string}} Option */
/**
 * @typedef {object} Item
 * @property {string} linkId
 * @property {string} type
 * @property {number} order place in the document, from 1
 * @property {string} under linkId of the question whose answer the item hangs on
 * @property {number} fewest how many answers, or repetitions of a group, there must be
 * @property {boolean} hidden no page shows it, by itself or because of what it stands in
 * @property {Condition[]} conditions
 * @property {Option[]} options
 * @property {[string, any][]} initial
 * @property {Item[]} items
 */
/**
 * @typedef {object} Definition
 * @property {Item[]} items
 * @property {Map<string, Item>} index
 * @property {string[]} always linkIds that nothing can hide
 * @property {Item[]} gated the topmost of the others, in document order
 * @property {Map<string, import("./valuesets.js").ValueSet>} valueSets
 * @property {object} source
 */

/** The types of questions, and under which `value[x]` their answers stand. */
export const VALUE_KEYS = new Map(Object.entries({
  boolean: ["valueBoolean"],
  integer: ["valueInteger"],
  decimal: ["valueDecimal"],
  date: ["valueDate"],
  dateTime: ["valueDateTime"],
  time: ["valueTime"],
  string: ["valueString"],
  text: ["valueString"],
  url: ["valueUri"],
  choice: ["valueCoding"],
  "open-choice": ["valueCoding", "valueString"],
  quantity: ["valueQuantity"],
  attachment: ["valueAttachment"],
}));
export const CHOICES = ["choice", "open-choice"];
const SPOKEN = ["valueCoding", "valueString"];
const MAX_DEPTH = 40;

/** Whether an item can hold an answer. */
export const isQuestion = (item) => !["group", "display"].includes(item.type);

/** Whether other answers decide if an item is asked; ancestors are not looked at. */
const mayHide = (item) => item.conditions.length > 0 || item.under !== "";

/** Give items and their descendants in document order. */
export const walk = (items) => items.flatMap((item) => [item, ...walk(item.items)]);

/** Give items down to the first that can be hidden on each way. */
const ungated = (items) => items.flatMap((item) => [item, ...(mayHide(item) ? [] : ungated(item.items))]);

/** Give a text or a number as it is written in a form; anything else has no word. */
export function plainWord(value) {
  const number = asDecimal(value);
  return number ? written(number) : word(value);
}

/**
 * Read a Questionnaire resource.
 * @returns {Definition}
 */
export function read(resource) {
  const language = baseLanguage(resource);
  const definition = {
    url: word(resource.url),
    version: word(resource.version),
    status: word(resource.status),
    language,
    title: bilingual(resource, "title", language),
    copies: new Map(),
    valueSets: containedValueSets(resource),
    source: resource,
  };
  return withItems(definition, new Reader(language).items(resource.item, 1, "", false));
}

/** Give a definition with other items, and what is looked up about them. */
export const withItems = (definition, items) => ({
  ...definition,
  items,
  index: new Map(walk(items).reverse().map((item) => [item.linkId, item])),
  always: ungated(items).filter((item) => !mayHide(item)).map(({ linkId }) => linkId),
  gated: ungated(items).filter(mayHide),
});

/** Reads items in document order and numbers them. */
class Reader {
  constructor(language) {
    this.language = language;
    this.count = 0;
  }

  items(found, depth, question, isInside) {
    return depth > MAX_DEPTH ? [] : maps(found).map((source) => this.item(source, depth, question, isInside));
  }

  /** Read an item; `isInside` what no page shows. */
  item(source, depth, question, isInside) {
    this.count += 1;
    const [linkId, type] = [word(source.linkId), word(source.type)];
    const hidden = isInside || extensions.flag(source, extensions.HIDDEN);
    return {
      linkId,
      type,
      order: this.count,
      text: bilingual(source, "text", this.language),
      prefix: word(source.prefix),
      required: source.required === true,
      fewest: Math.max(Number(source.required === true), extensions.whole(source, extensions.MIN_OCCURS) ?? 0),
      repeats: source.repeats === true,
      readOnly: source.readOnly === true,
      hidden,
      under: type === "display" ? "" : question,
      conditions: maps(source.enableWhen).map(condition),
      anyCondition: source.enableBehavior === "any",
      options: maps(source.answerOption).filter(valueOf).map((option) => this.option(option)),
      valueSet: word(source.answerValueSet),
      maxLength: asCount(source.maxLength),
      initial: initial(source),
      source,
      items: this.items(source.item, depth + 1, VALUE_KEYS.has(type) ? linkId : "", hidden),
    };
  }

  option(option) {
    const [kind, value] = valueOf(option);
    const exclusive = extensions.flag(option, extensions.OPTION_EXCLUSIVE);
    if (isMap(value)) return { ...coded(value, this.language), kind, exclusive };
    const [key, words] = [plainWord(value), bilingual(option, kind, this.language)];
    const same = SPOKEN.includes(kind) ? "" : key;
    return { kind, value, words: { "zh-Hans": words["zh-Hans"] || same, en: words.en || same }, exclusive, key };
  }
}

/** Give a Coding as a choice. */
export const coded = (value, language) => ({
  kind: "valueCoding",
  value,
  words: bilingual(value, "display", language),
  exclusive: false,
  key: codePair(value)[1] ?? "",
});

function initial(source) {
  const ticked = maps(source.answerOption).filter((option) => option.initialSelected === true);
  return [...maps(source.initial), ...ticked].map(valueOf).filter(Boolean);
}

function condition(source) {
  const key = Object.keys(source).find((name) => name.startsWith("answer"));
  const value = key === undefined ? null : source[key];
  return { question: word(source.question), operator: word(source.operator), value };
}
