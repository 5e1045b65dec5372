// Texts of a definition in both languages. Twin of webapp/questionnaires/rules/texts.py.
import { isMap, maps, word } from "./answers.js";
import * as extensions from "./extensions.js";

/** @typedef {{"zh-Hans": string, en: string}} Bilingual */

const CHINESE = ["zh-Hans", "zh-CN", "zh"];
const TRADITIONAL = ["hant", "tw", "hk", "mo"];

/**
 * Read the string `key` of an element; `base` is the language of the definition itself.
 * @returns {Bilingual}
 */
export function bilingual(element, key, base) {
  const said = word(element[key]);
  const translated = translations(element[`_${key}`]);
  const [language, ...parts] = base.replaceAll("_", "-").toLowerCase().split("-");
  const own = parts.some((part) => TRADITIONAL.includes(part)) ? "" : language;
  const tag = CHINESE.find((one) => translated.has(one));
  const inBase = (tongue) => (own === tongue ? said : "");
  return { "zh-Hans": translated.get(tag) ?? inBase("zh"), en: translated.get("en") ?? inBase("en") };
}

/** Give the language in which a resource says its plain strings. */
export const baseLanguage = (resource) => word(resource.language) || "en";

function translations(shadow) {
  const found = new Map();
  for (const extension of isMap(shadow) ? maps(shadow.extension) : []) {
    if (extension.url !== extensions.TRANSLATION) continue;
    const said = word(extensions.value(extension, "lang"));
    const tag = said.startsWith("en") ? "en" : said;
    if (!found.has(tag)) found.set(tag, word(extensions.value(extension, "content")));
  }
  return found;
}
