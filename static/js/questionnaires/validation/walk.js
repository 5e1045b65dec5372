// The walk over a response along its definition. Twin of webapp/questionnaires/rules/validation/walk.py.
import { add, eachAnswer, givenIn, maps, valueOf, word } from "../answers.js";
import { VALUE_KEYS } from "../definition.js";
import { enabled } from "../enablement.js";
import { miscounts } from "./counts.js";
import { issue } from "./issues.js";
import { aboutTheQuestionnaire } from "./lifecycle.js";
import { outermost } from "./scopes.js";
import { checkValue } from "./values.js";

/**
 * Check a QuestionnaireResponse; give all findings in document order.
 * @param {import("../definition.js").Definition | null} definition
 * @param {object} response
 * @returns {import("./issues.js").Issue[]}
 */
export function validate(definition, response) {
  if (!definition) return [issue("questionnaireNotFound")];
  const found = aboutTheQuestionnaire(definition, response);
  if (found.some(({ code }) => ["questionnaireNotFound", "invariant"].includes(code))) return found;
  const walk = new Walk(definition, response.status === "in-progress");
  walk.items(maps(response.item), definition.items, outermost(definition, response));
  return [...found, ...walk.issues];
}

/** Whether an item of a response, or anything inside it, holds an answer. */
const isAnswered = (entry) => givenIn(entry).length > 0 || !eachAnswer(entry).next().done;
const hasItems = (entry) => maps(entry.item).length > 0;

/** Collects the findings of one response. */
class Walk {
  constructor(definition, isUnfinished) {
    Object.assign(this, { definition, isUnfinished, issues: [] });
  }

  /** Compare the items of one level with those that belong there. */
  items(given, expected, scope) {
    const byLink = new Map();
    for (const entry of given) add(byLink, word(entry.linkId), [entry]);
    for (const item of expected) {
      this.item(item, byLink.get(item.linkId) ?? [], scope);
      byLink.delete(item.linkId);
    }
    for (const linkId of byLink.keys()) this.say("invalidLinkId", linkId, linkId);
  }

  item(item, given, scope) {
    if (!enabled(item, (question) => scope.values(question, item))) {
      if (given.some(isAnswered)) this.say("disabledAnswer", item.linkId);
    } else if (item.type === "group") this.group(item, given, scope);
    else this.question(item, given, scope);
  }

  group(item, given, scope) {
    if (item.required && !given.some(isAnswered)) this.say("required", item.linkId);
    this.count(item, given.length);
    for (const entry of given) {
      this.list(item, entry);
      if (givenIn(entry).length) this.say("groupShouldNotHaveAnswers", item.linkId);
      this.items(maps(entry.item), item.items, scope.inside(item, entry));
    }
  }

  question(item, given, scope) {
    const answers = given.flatMap(givenIn);
    for (const entry of given) this.list(item, entry);
    scope.note(item.linkId, answers.map(valueOf).filter(Boolean).map(([, value]) => value));
    if (item.type === "display") {
      if (answers.length) this.say("displayAnswer", item.linkId);
      return;
    }
    if (item.required && !answers.length) this.say("required", item.linkId);
    this.count(item, answers.length);
    this.shape(item, given);
    for (const answer of answers) this.issues.push(...checkValue(this.definition, item, answer, answers.length === 1));
    for (const answer of given.flatMap((entry) => maps(entry.answer))) this.items(maps(answer.item), item.items, scope);
  }

  /** Items below a question belong to its answer: beside an answer they break a rule of FHIR (qrs-1). */
  shape(item, given) {
    const beside = given.filter(hasItems);
    if (beside.some((entry) => maps(entry.answer).length)) this.say("invariant", item.linkId, item.linkId);
    else if (given.length && (beside.length || !VALUE_KEYS.has(item.type))) this.say("invalidType", item.linkId, item.type);
  }

  /** Answers are a list of objects: in any other shape they would be passed over unseen. */
  list(item, { answer = [] }) {
    if (!Array.isArray(answer) || maps(answer).length < answer.length) this.say("invalidType", item.linkId, item.type);
  }

  count(item, count) {
    for (const [code, limit] of miscounts(item, count)) this.say(code, item.linkId, limit);
  }

  say(code, linkId, limit = "") {
    this.issues.push(issue(code, linkId, limit, this.isUnfinished));
  }
}
