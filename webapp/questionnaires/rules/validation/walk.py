"""The walk over a response along its definition: structure, presence, counts, skip logic."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from webapp.questionnaires.rules.answers import Json, each_answer, given_in, link_id_of, maps, value_of
from webapp.questionnaires.rules.definition import TYPES, Definition, Item
from webapp.questionnaires.rules.enablement import enabled
from webapp.questionnaires.rules.validation.counts import miscounts
from webapp.questionnaires.rules.validation.issues import Issue, issue
from webapp.questionnaires.rules.validation.lifecycle import about_the_questionnaire
from webapp.questionnaires.rules.validation.scopes import Scope, outermost
from webapp.questionnaires.rules.validation.values import check_value


def validate(definition: Definition | None, response: Json) -> list[Issue]:
    """Check a QuestionnaireResponse; give all findings in document order.

    Without a definition the only finding is `questionnaireNotFound`.
    """
    if definition is None:
        return [issue("questionnaireNotFound")]
    found = list(about_the_questionnaire(definition, response))
    if any(finding.code in ("questionnaireNotFound", "invariant") for finding in found):
        return found
    walk = _Walk(definition, unfinished=response.get("status") == "in-progress")
    walk.items(maps(response.get("item")), definition.items, outermost(definition, response))
    return found + walk.issues


class _Walk:
    """Collects the findings of one response."""

    def __init__(self, definition: Definition, *, unfinished: bool) -> None:
        self.definition = definition
        self.issue = partial(issue, in_progress=unfinished)
        self.issues: list[Issue] = []

    def items(self, given: list[Json], expected: tuple[Item, ...], scope: Scope) -> None:
        """Compare the items of one level with those that belong there."""
        by_link: dict[str, list[Json]] = {}
        for entry in given:
            by_link.setdefault(link_id_of(entry), []).append(entry)
        for item in expected:
            self._item(item, by_link.pop(item.link_id, []), scope)
        for link_id in by_link:
            self._say("invalidLinkId", link_id, limit=link_id)

    def _item(self, item: Item, given: list[Json], scope: Scope) -> None:
        if not enabled(item, lambda question: scope.values(question, item)):
            if any(_answered(entry) for entry in given):
                self._say("disabledAnswer", item.link_id)
            return
        if item.type == "group":
            self._group(item, given, scope)
        else:
            self._question(item, given, scope)

    def _group(self, item: Item, given: list[Json], scope: Scope) -> None:
        if item.required and not any(_answered(entry) for entry in given):
            self._say("required", item.link_id)
        self._count(item, len(given))
        for entry in given:
            self._list(item, entry)
            if given_in(entry):
                self._say("groupShouldNotHaveAnswers", item.link_id)
            self.items(maps(entry.get("item")), item.items, scope.inside(item, entry))

    def _question(self, item: Item, given: list[Json], scope: Scope) -> None:
        answers = [answer for entry in given for answer in given_in(entry)]
        for entry in given:
            self._list(item, entry)
        scope.note(item.link_id, [held[1] for held in map(value_of, answers) if held is not None])
        if item.type == "display":
            if answers:
                self._say("displayAnswer", item.link_id)
            return
        if item.required and not answers:
            self._say("required", item.link_id)
        self._count(item, len(answers))
        self._shape(item, given)
        for answer in answers:
            self.issues.extend(check_value(self.definition, item, answer, alone=len(answers) == 1))
        for answer in (one for entry in given for one in maps(entry.get("answer"))):
            self.items(maps(answer.get("item")), item.items, scope)

    def _shape(self, item: Item, given: list[Json]) -> None:
        """Items below a question belong to its answer: beside an answer they break a rule of FHIR (qrs-1)."""
        beside = [entry for entry in given if maps(entry.get("item"))]
        if any(maps(entry.get("answer")) for entry in beside):
            self._say("invariant", item.link_id, limit=item.link_id)
        elif given and (beside or item.type not in TYPES):
            self._say("invalidType", item.link_id, limit=item.type)

    def _list(self, item: Item, entry: Json) -> None:
        """Answers are a list of objects: in any other shape they would be passed over unseen."""
        listed = entry.get("answer", [])
        if not isinstance(listed, list) or len(maps(listed)) < len(listed):
            self._say("invalidType", item.link_id, limit=item.type)

    def _count(self, item: Item, count: int) -> None:
        for code, limit in miscounts(item, count):
            self._say(code, item.link_id, limit=limit)

    def _say(self, code: str, link_id: str, *, limit: object = "") -> None:
        self.issues.append(self.issue(code, link_id, limit=limit))


def _answered(entry: Json) -> bool:
    """Tell whether an item of a response, or anything inside it, holds an answer."""
    return bool(given_in(entry)) or any(True for _ in _inside(entry))


def _inside(entry: Json) -> Iterator[object]:
    return (found for found in each_answer({"item": maps(entry.get("item"))}))
