// Repeating groups rolled out. Twin of webapp/questionnaires/rules/repeating.py.
import { walk, withItems } from "./definition.js";
import * as extensions from "./extensions.js";

const MOST = 20;
const copyId = (linkId, turn) => `${linkId}--${turn}`;
const repeats = (group) => group.type === "group" && group.repeats && !group.hidden;
const bounds = ({ fewest, source }) => [fewest, Math.min(extensions.whole(source, extensions.MAX_OCCURS) ?? MOST, MOST)];
const counter = (groupId) => `${groupId}--n`;
const both = (act) => Object.fromEntries(["zh-Hans", "en"].map((tongue) => [tongue, act(tongue)]));

/** Give a definition whose repeating groups hold their repetitions; without any it is the same. */
export function rolledOut(definition) {
  if (!walk(definition.items).some(repeats)) return definition;
  let order = 0;
  const numbered = (items) => items.map((item) => ({ ...item, order: (order += 1), items: numbered(item.items) }));
  const rolled = (items) => items.map((item) => (repeats(item) ? container(item) : { ...item, items: rolled(item.items) }));
  const items = numbered(rolled(definition.items));
  const copies = new Map();
  for (const { linkId, turn } of walk(items)) if (turn) copies.set(turn.linkId, [...(copies.get(turn.linkId) ?? []), linkId]);
  return { ...withItems(definition, items), copies };
}

/** Give the group with its counter, its repetitions and the place to add one in it. */
function container(group) {
  const [least, most] = bounds(group);
  const bare = { ...group, repeats: false, required: false, fewest: 0, conditions: [], under: "", items: [], options: [], initial: [], counts: group.linkId };
  const extension = [{ url: extensions.MAX_VALUE, valueInteger: most }];
  const linkId = counter(group.linkId);
  const count = { ...bare, linkId, type: "integer", hidden: true, source: { linkId, type: "integer", extension } };
  const turns = Array.from({ length: most }, (_, at) => repetition(group, at + 1, at < least));
  const conditions = [{ question: linkId, operator: "exists", value: false }, { question: linkId, operator: "<", value: most }];
  const add = { ...bare, linkId: `${group.linkId}--add`, type: "display", conditions, anyCondition: true };
  return { ...group, required: false, items: [count, ...turns, ...(most > least ? [add] : [])] };
}

/** Give one repetition; one that need not be there waits for its number. */
function repetition(group, number, isSure) {
  const words = both((tongue) => (group.text[tongue] ? `${group.text[tongue]} ${number}` : `${number}`));
  const own = new Set(walk(group.items).map(({ linkId }) => linkId).filter(Boolean));
  const waits = { question: counter(group.linkId), operator: ">=", value: number };
  return {
    ...copied({ ...group, conditions: [], under: "" }, number, words, own),
    text: words,
    required: isSure,
    fewest: 0,
    repeats: false,
    conditions: isSure ? [] : [waits],
    anyCondition: false,
  };
}

/** Give an item of a repetition: its conditions look at this repetition where they can. */
function copied(item, number, words, own) {
  const here = (linkId) => (own.has(linkId) ? copyId(linkId, number) : linkId);
  return {
    ...item,
    linkId: copyId(item.linkId, number),
    under: here(item.under),
    conditions: item.conditions.map((one) => ({ ...one, question: here(one.question) })),
    items: item.items.map((child) => copied(child, number, words, own)),
    turn: { linkId: item.linkId, number, words },
  };
}

/** Say what an item is called away from its place: with the repetition that it belongs to. */
export const told = ({ text, turn }) =>
  turn && turn.words !== text ? both((tongue) => [turn.words[tongue], text[tongue]].filter(Boolean).join(" · ")) : text;

/** Give how many repetitions of a group stand on the page, by what was typed. */
function count(definition, groupId, raw) {
  const [least, most] = bounds(definition.index.get(groupId));
  return Math.max(least, Math.min(Number(raw[counter(groupId)]?.[0] ?? 0), most));
}

/**
 * Give what changes where a repetition is added, or the one with this number taken away: those behind it move up.
 * @returns {{raw: Record<string, string[]>, last: number}} what changes, and how many there are then
 */
export function turned(definition, groupId, raw, turn = 0) {
  const [least, most] = bounds(definition.index.get(groupId));
  const before = count(definition, groupId, raw);
  const last = turn ? Math.max(before - 1, least) : Math.min(before + 1, most);
  const changes = turn ? without(definition, groupId, turn, before, raw) : {};
  return { raw: { ...changes, [counter(groupId)]: [String(last)] }, last };
}

function without(definition, groupId, turn, last, raw) {
  const names = walk(definition.index.get(copyId(groupId, 1)).items).map((item) => item.turn.linkId);
  const changes = {};
  for (const name of names) {
    for (let at = turn; at <= last; at += 1) changes[copyId(name, at)] = at < last ? raw[copyId(name, at + 1)] ?? [] : [];
  }
  return changes;
}
