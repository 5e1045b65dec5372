// A questionnaire being filled, and the response it becomes. Twin of webapp/questionnaires/rules/filling.py.
import { CHOICES, VALUE_KEYS, isQuestion, walk } from "./definition.js";
import { asked } from "./enablement.js";
import { copied, firstIssue, keyOf } from "./entry.js";

/** @typedef {import("./definition.js").Definition} Definition */
/** @typedef {Map<string, any[]>} Answers linkId → FHIR values */

/** Cut a questionnaire into pages: each top-level item that asks something is one, numbered from 1. */
export function sections(definition) {
  const pages = definition.items.map((group) => ({ group, questions: walk([group]).filter(isQuestion) }));
  return pages.filter(({ questions }) => questions.some(({ hidden }) => !hidden)).map((page, at) => ({ number: at + 1, ...page }));
}

/** Give the answers that a new draft begins with: what the definition fills in and would accept. */
export function initialAnswers(definition) {
  const begun = new Map();
  for (const item of walk(definition.items)) {
    if (item.type === "attachment" && !item.readOnly) continue; // a person brings it
    const initial = item.repeats ? item.initial : item.initial.slice(0, 1);
    const values = initial.map(([, value]) => (CHOICES.includes(item.type) ? copied(value) : value));
    if (values.length && isQuestion(item) && !firstIssue(definition, item, values)) begun.set(item.linkId, values);
  }
  return begun;
}

/**
 * Give the questions that are asked and need more answers than they have (Q9). Where a group needs an answer and none is
 * in it, that is its first question.
 */
export function openQuestions(definition, answers) {
  const visible = asked(definition, answers);
  const here = walk(definition.items).filter(({ linkId }) => visible.has(linkId));
  const count = ({ linkId }) => answers.get(linkId)?.length ?? 0;
  const firstOf = (group) => {
    const questions = walk(group.items).filter((item) => isQuestion(item) && visible.has(item.linkId));
    return questions.some((item) => !item.counts && count(item)) ? [] : questions.filter(({ hidden, readOnly }) => !(hidden || readOnly)).slice(0, 1);
  };
  const short = here.filter((item) => isQuestion(item) && count(item) < item.fewest);
  const firsts = here.filter(({ type, required }) => type === "group" && required).flatMap(firstOf);
  const lacking = new Set([...short, ...firsts].map(({ linkId }) => linkId));
  return here.filter((item) => isQuestion(item) && lacking.has(item.linkId));
}

/**
 * Put answers into a QuestionnaireResponse: asked items only, in document order.
 * @param {Definition} definition
 * @param {Answers} answers
 * @param {{status: string, authored: string}} about a FHIR code and an ISO 8601 moment
 */
export function respond(definition, answers, { status, authored }) {
  const visible = asked(definition, answers);
  const version = definition.version ? `|${definition.version}` : "";
  return {
    resourceType: "QuestionnaireResponse",
    questionnaire: definition.url + version,
    status,
    authored,
    item: respondAll(definition.items, answers, visible),
  };
}

const respondAll = (items, answers, visible) =>
  items.filter(({ linkId, counts }) => visible.has(linkId) && !counts).flatMap((item) => {
    if (item.items[0]?.counts) return respondAll(turnsWithAnswers(item, answers, visible), answers, visible);
    return respondOne(item, answers, visible) ?? [];
  });

/** Give the repetitions that say something, or would have to. */
function turnsWithAnswers({ items }, answers, visible) {
  const says = (item) => visible.has(item.linkId) && isQuestion(item) && (item.required || (answers.get(item.linkId) ?? []).length);
  return items.filter((turn) => turn.type === "group" && walk([turn]).some(says));
}

function respondOne(item, answers, visible) {
  const { type, items } = item;
  const linkId = item.turn?.linkId ?? item.linkId;
  if (type === "group") return { linkId, item: respondAll(items, answers, visible) };
  const values = answers.get(item.linkId) ?? [];
  if (!VALUE_KEYS.has(type) || !values.length) return null;
  const answer = values.map((value) => ({ [keyOf(item, value)]: value }));
  const below = respondAll(items, answers, visible);
  if (below.length) answer[0].item = below;
  return { linkId, answer };
}
