// Findings about the response as a whole. Twin of webapp/questionnaires/rules/validation/lifecycle.py.
import { isMap } from "../answers.js";
import { comparePeriods, isDateTime } from "../periods.js";
import { issue } from "./issues.js";

/** Give the findings that concern no single item. */
export function aboutTheQuestionnaire(definition, response) {
  if (![undefined, null, "QuestionnaireResponse"].includes(response.resourceType)) {
    return [issue("invariant", "", "resourceType")];
  }
  if (response.item !== undefined && !Array.isArray(response.item)) return [issue("invariant", "", "item")];
  const { status } = definition;
  return [
    !belongs(definition, response.questionnaire) && "questionnaireNotFound",
    status === "draft" && "questionnaireDraft",
    status === "retired" && "questionnaireRetired",
    !inUse(definition, response.authored) && "questionnaireInactive",
  ].filter(Boolean).map((code) => issue(code));
}

/** Tell whether `url|version` names this definition; what is not said on either side does not contradict. */
function belongs(definition, canonical) {
  if (typeof canonical !== "string" || !definition.url || !canonical.includes("://")) return true;
  const bar = canonical.indexOf("|");
  const [url, version] = bar < 0 ? [canonical, ""] : [canonical.slice(0, bar), canonical.slice(bar + 1)];
  return url === definition.url && (!version || version === definition.version);
}

function inUse({ source }, authored) {
  const period = source.effectivePeriod;
  if (!isMap(period) || !isDateTime(authored)) return true;
  const tooEarly = isDateTime(period.start) && comparePeriods(authored, period.start) < 0;
  const tooLate = isDateTime(period.end) && comparePeriods(authored, period.end) > 0;
  return !tooEarly && !tooLate;
}
