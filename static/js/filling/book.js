// A questionnaire as the phone holds it: the pack's pieces and sentences, and the engine over its definition.
import { isMap } from "../questionnaires/answers.js";
import * as engine from "../questionnaires/asking.js";
import * as extensions from "../questionnaires/extensions.js";
import { bilingual } from "../questionnaires/texts.js";
import { wrongPart } from "../questionnaires/typed.js";
import { bring } from "./packs.js";
import { bytes, fill } from "./words.js";

const rowOf = (field, { at, raw }) => (at > 1 && raw.length > 1 ? `${field}-${at}` : field);
const NUMBERS = ["decimal", "quantity"];

/** Open a questionnaire by its pack (see packs.js). */
export const open = async (vault, which) => new Book(await bring(vault, which));

class Book {
  constructor(pack) {
    this.pack = pack;
    this.phrases = pack.phrases;
    this.definition = engine.rolledOut(engine.read(engine.load(pack.definition)));
    this.sections = engine.sections(this.definition);
    const pieces = pack.sections.flatMap((section) => section.pieces);
    this.linkIds = new Map(pieces.map(({ field, linkId }) => [field, linkId]));
    this.fields = new Map(pieces.map(({ field, linkId }) => [linkId, field]));
  }

  /** Read what was typed, as the server does. @returns {{values: Map<string, any[]>, issues: Map<string, object>}} */
  read(raw) {
    const [values, issues] = [new Map(), new Map()];
    for (const [linkId, given] of Object.entries(raw)) {
      const item = this.definition.index.get(linkId);
      if (!item || ["group", "display"].includes(item.type)) continue;
      const entry = engine.enter(this.definition, item, given);
      values.set(linkId, entry.values);
      if (entry.issue) issues.set(linkId, { ...entry.issue, raw: entry.raw });
    }
    return { values, issues };
  }

  /** Give the linkIds of what is asked now. */
  asked(raw) {
    return engine.asked(this.definition, this.read(raw).values);
  }

  /** Add a repetition of a group, or take one away: what changes, in which fields, and where to go on. */
  turned(counter, turn, before) {
    const { counts } = this.definition.index.get(counter);
    const { raw, last } = engine.turned(this.definition, counts, before, turn);
    const names = Object.keys(raw).map((linkId) => [this.fields.get(linkId), linkId]);
    const focus = this.fields.get(`${counts}--${turn ? Math.max(turn - 1, 1) : last}`) ?? "";
    return { raw, names, focus };
  }

  /** Give of each section the questions that are open or wrong: `[{number, title, items}]`, complete ones left out. */
  gaps(raw) {
    const { values, issues } = this.read(raw);
    const visible = engine.asked(this.definition, values);
    const open = new Set(engine.openQuestions(this.definition, values).map(({ linkId }) => linkId));
    const lacks = ({ linkId }) => open.has(linkId) || (issues.has(linkId) && visible.has(linkId));
    return this.sections
      .map(({ number, questions }) => ({ number, title: this.pack.sections[number - 1].title, items: questions.filter(lacks) }))
      .filter(({ items }) => items.length);
  }

  /** Say what is wrong with a question's entry, and what looks unusual about it. */
  remarks(linkId, raw) {
    const item = this.definition.index.get(linkId);
    const { values, issue, raw: given } = engine.enter(this.definition, item, raw);
    if (issue) return { error: this.#wrong(item, { ...issue, raw: given }) };
    const doubt = engine.doubt(item, values);
    return { doubt: doubt ? this.#doubted(doubt) : "" };
  }

  /** Say what is wrong, with which of several answers. */
  #wrong(item, { at, raw, ...issue }) {
    if (!at || raw.length < 2) return this.#wrongWith(item, { ...issue, raw });
    return fill(this.phrases.at, { n: at, message: this.#wrongWith(item, { ...issue, raw: raw.slice(at - 1) }) });
  }

  #wrongWith(item, { code, limit, raw }) {
    if (item.type === "quantity" && code.startsWith("invalidUnit")) return this.phrases.unit_too;
    if (item.type === "quantity" && code === "required") return this.phrases.figure_too;
    if (code !== "invalidAnswerType") return fill(this.phrases.issues[code], { limit });
    if (item.type === "date") return this.phrases.parts[wrongPart(raw[0])];
    const figure = engine.example(item);
    if (item.type === "integer") return fill(this.phrases.whole, { figure });
    return NUMBERS.includes(item.type) ? fill(this.phrases.figure, { figure }) : this.phrases.unfit;
  }

  #doubted({ figure: exact, low, asHours }) {
    const { hours, little, much } = this.phrases;
    const figure = engine.written(exact);
    if (asHours !== null) return fill(hours, { figure, minutes: asHours });
    return fill(low ? little : much, { figure });
  }

  /** Say the first thing that is wrong in a section: `[[field, sentence]]`. */
  faults(number, raw) {
    const { values, issues } = this.read(raw);
    const visible = engine.asked(this.definition, values);
    return this.sections[number - 1].questions
      .filter(({ linkId }) => issues.has(linkId) && visible.has(linkId))
      .map((item) => [rowOf(this.fields.get(item.linkId), issues.get(item.linkId)), `${this.told(item)} ${this.#wrong(item, issues.get(item.linkId))}`]);
  }

  /** Give only what is asked: what is hidden is not sent (Q3). */
  sent(raw) {
    const visible = this.asked(raw);
    return Object.fromEntries(Object.entries(raw).filter(([linkId]) => visible.has(linkId)));
  }

  /** Give a text in the pack's language; an empty half falls back to the other. */
  words(text) {
    return text[this.pack.language] || text.en || text["zh-Hans"];
  }

  /** Name a question away from its place. */
  told(item) {
    return this.words(engine.told(item));
  }

  /** Say an answer in words; an empty text where there is none. */
  inWords(item, values) {
    return values.map((value) => this.#word(item, value)).join(this.phrases.joint);
  }

  #word(item, value) {
    if (typeof value === "boolean") return value ? this.phrases.yes : this.phrases.no;
    if (item.type === "attachment") return `${value.title} (${bytes(value.size)})`;
    const [plain] = engine.shown([value]);
    if (item.type === "quantity") return `${plain} ${this.#unitOf(item, value)}`.trim();
    if (typeof value === "number") return `${plain} ${this.#unit(item)}`.trim();
    const option = engine.offered(this.definition, item).find(({ key }) => key === plain);
    if (option) return this.words(option.words);
    return item.type === "date" && plain.length === 10 ? this.#day(plain) : plain;
  }

  #unitOf(item, value) {
    const unit = engine.units(this.definition, item).find((one) => engine.unitKey(one) === engine.unitKey(value));
    return (unit && this.words(bilingual(unit, "display", this.definition.language))) || (value.unit ?? "");
  }

  #unit(item) {
    const unit = extensions.value(item.source, extensions.UNIT);
    return isMap(unit) ? this.words(bilingual(unit, "display", this.definition.language)) : "";
  }

  #day(iso) {
    const language = this.pack.language === "en" ? "en-GB" : this.pack.language;
    return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(iso));
  }
}
