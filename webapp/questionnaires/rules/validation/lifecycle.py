"""Findings about the response as a whole: is it one, does it belong to this questionnaire, was that in use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from webapp.questionnaires.rules import periods
from webapp.questionnaires.rules.answers import Json
from webapp.questionnaires.rules.definition import Definition
from webapp.questionnaires.rules.validation.issues import Issue, issue


def about_the_questionnaire(definition: Definition, response: Json) -> Iterator[Issue]:
    """Give the findings that concern no single item."""
    if response.get("resourceType") not in (None, "QuestionnaireResponse"):
        yield issue("invariant", limit="resourceType")
        return
    if not isinstance(response.get("item", []), list):
        yield issue("invariant", limit="item")
        return
    if not _belongs(definition, response.get("questionnaire")):
        yield issue("questionnaireNotFound")
    if definition.status == "draft":
        yield issue("questionnaireDraft")
    if definition.status == "retired":
        yield issue("questionnaireRetired")
    if not _in_use(definition, response.get("authored")):
        yield issue("questionnaireInactive")


def _belongs(definition: Definition, canonical: object) -> bool:
    """Tell whether `url|version` names this definition; what is not said on either side does not contradict."""
    if not isinstance(canonical, str) or not definition.url or "://" not in canonical:
        return True
    url, _, version = canonical.partition("|")
    return url == definition.url and (not version or version == definition.version)


def _in_use(definition: Definition, authored: object) -> bool:
    period = definition.source.get("effectivePeriod")
    if not isinstance(period, Mapping) or not periods.is_datetime(authored):
        return True
    start, end = period.get("start"), period.get("end")
    too_early = periods.is_datetime(start) and periods.compare(str(authored), str(start)) < 0
    too_late = periods.is_datetime(end) and periods.compare(str(authored), str(end)) > 0
    return not (too_early or too_late)
