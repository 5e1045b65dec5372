// What can be wrong with a response. Twin of webapp/questionnaires/rules/validation/issues.py.
// The sentences come with the definition: webapp/questionnaires/data/issues.json is their one source.
import { plainWord } from "../definition.js";

/** @typedef {{severity: "fatal" | "error" | "warning", code: string, linkId: string, limit: string}} Issue */

const FATAL = [
  "invalidLinkId", "invalidType", "invalidAnswerType", "groupShouldNotHaveAnswers", "displayAnswer",
  "invalidNewLine", "attachmentSizeInconsistent",
];
const WARNING = ["questionnaireDraft", "questionnaireRetired", "questionnaireInactive"];
const LENIENT_IN_PROGRESS = ["required", "minCount", "maxCount", "repeats"];
const LONGEST_LIMIT = 80;

function severityOf(code, inProgress) {
  if (inProgress && LENIENT_IN_PROGRESS.includes(code)) return "warning";
  if (FATAL.includes(code)) return "fatal";
  return WARNING.includes(code) ? "warning" : "error";
}

/**
 * Make an issue with the severity of its code; an unfinished response may still lack answers.
 * @returns {Issue}
 */
export const issue = (code, linkId = "", limit = "", inProgress = false) => ({
  severity: severityOf(code, inProgress),
  code,
  linkId,
  limit: short([...plainWord(limit)]),
});

const short = (letters) =>
  letters.length <= LONGEST_LIMIT ? letters.join("") : `${letters.slice(0, LONGEST_LIMIT - 1).join("")}…`;

/** Tell whether a response stands: warnings alone do not hurt it. */
export const isValid = (issues) => issues.every(({ severity }) => severity === "warning");

/** Put an issue into words: `sentences` are code → language → sentence. */
export function worded({ limit, at, ...found }, sentences) {
  const said = Object.entries(sentences[found.code]);
  const message = Object.fromEntries(said.map(([tongue, words]) => [tongue, words.replaceAll("{limit}", () => limit)]));
  return { ...found, message };
}
