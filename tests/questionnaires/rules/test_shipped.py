"""The questionnaires that come with the house: whole, in both languages, scored from their own answers."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from webapp.questionnaires.rules import definition, importing, publishing, reading, texts
from webapp.questionnaires.rules.entry import enter, offered
from webapp.questionnaires.rules.filling import respond
from webapp.questionnaires.rules.hashing import canonical
from webapp.questionnaires.rules.scoring import SCALES, scored
from webapp.questionnaires.rules.validation import validate
from webapp.questionnaires.services.shipped import SHIPPED
from webapp.toolbox.packaged import data, text
from webapp.toolbox.words import Language

CHINESE = "\u2e80"  # the letters from here on


@cache
def form(code: str) -> definition.Definition:
    return definition.read(json.loads(text("questionnaires", code)))


def response(code: str, place: int, *, leave: str = "") -> dict[str, Any]:
    """Answer every item of a scale with its choice at a place (from either end)."""
    answers = {}
    for item in form(code).walk():
        if item.is_question and item.link_id != leave:
            answers[item.link_id] = list(
                enter(form(code), item, [offered(form(code), item)[place].key]).values
            )
    return respond(form(code), answers, status="completed", authored="2026-11-22T08:00:00Z")


@pytest.mark.parametrize("code", SHIPPED)
class TestDefinition:
    def test_may_be_published_as_it_is(self, code: str) -> None:
        imported = importing.take_in(text("questionnaires", code))
        assert publishing.blockers(imported.definition) == []
        assert imported.definition.id == code

    def test_says_where_it_comes_from(self, code: str) -> None:
        assert len(json.loads(text("questionnaires", code))["copyright"]) > 20

    def test_every_choice_has_words_in_both_languages(self, code: str) -> None:
        choices = [one for item in form(code).walk() for one in offered(form(code), item)]
        assert all(one.words.zh and one.words.en and max(one.words.en) < CHINESE for one in choices)


@pytest.mark.parametrize("code", SHIPPED)
class TestVersion:
    def test_other_words_under_a_shipped_version_are_refused_until_the_version_rises(self, code: str) -> None:
        shipped = data("questionnaires", "shipped")[code]
        found = importing.take_in(text("questionnaires", code))
        version = found.definition.version
        assert version in shipped, f"{code} {version} is new: add its hash {found.content_hash}"
        assert found.content_hash == shipped[version], f"{code} was changed: raise its version over {version}"

    def test_versions_only_rise_and_the_newest_is_the_one_that_is_shipped(self, code: str) -> None:
        versions = list(data("questionnaires", "shipped")[code])
        assert versions == sorted(versions, key=lambda one: [int(part) for part in one.split(".")])
        assert form(code).version == versions[-1]


class TestScored:
    @pytest.mark.parametrize(
        ("code", "place", "value", "category"),
        [
            ("phq9", 0, 0, "none-minimal"),
            ("phq9", -1, 27, "severe"),
            ("gad7", 0, 0, "minimal"),
            ("gad7", 2, 14, "moderate"),
            ("self_care", 0, 0, "independent"),
            ("self_care", -1, 37, "unable"),
        ],
    )
    def test_from_the_answers_of_its_own_form(self, code: str, place: int, value: int, category: str) -> None:
        found = scored(code, response(code, place))
        assert found
        assert (found.result.value, found.result.category) == (value, category)

    def test_33_questions_give_nine_constitutions(self) -> None:
        found = scored("tcm33", response("tcm33", 2))
        assert found
        assert found.result.parts["scores"]["balanced"] == 15
        assert found.result.parts["flags"]

    @pytest.mark.parametrize("code", SCALES)
    def test_one_blank_and_there_is_no_score_and_the_question_is_named(self, code: str) -> None:
        found = scored(code, response(code, 1, leave=f"{code}-3"))
        assert found
        assert found.result.value is None
        assert found.result.not_computed
        assert found.result.not_computed.fields == (f"{code}-3",)
        assert found.inputs[f"{code}-3"] is None

    @pytest.mark.parametrize("code", SCALES)
    def test_a_scale_knows_all_items_of_its_form(self, code: str) -> None:
        assert [item.link_id for item in form(code).walk() if item.is_question] == [
            f"{code}-{number}" for number in range(1, SCALES[code][1] + 1)
        ]

    @pytest.mark.parametrize("code", SCALES)
    def test_a_whole_response_is_valid(self, code: str) -> None:
        assert validate(form(code), response(code, 0)) == []

    def test_a_form_without_a_score_of_its_own_has_none(self) -> None:
        assert scored("personal_info", {"item": []}) is None


class TestSpoken:
    """A form as a phone gets it: one language's words, the same questions and rules."""

    @pytest.mark.parametrize("code", SHIPPED)
    @pytest.mark.parametrize("language", ["zh-Hans", "en"])
    def test_asks_the_same_in_one_language_with_a_fraction_of_the_bytes(
        self, code: str, language: Language
    ) -> None:
        whole = text("questionnaires", code)
        said = canonical(texts.spoken(reading.load(whole), language))
        one, both = definition.read(json.loads(said)), form(code)
        assert [_asked(item, language) for item in one.walk()] == [
            _asked(item, language) for item in both.walk()
        ]
        assert one.title.in_language(language) == both.title.in_language(language)
        assert len(said) < len(whole) * 0.7
        assert language != "en" or not any(letter >= CHINESE for letter in str(json.loads(said)["item"]))

    def test_an_answer_is_nobodys_words(self) -> None:
        option = {"valueString": "tea", "_valueString": {"extension": []}}
        source = {"language": "en", "item": [{"text": "Drink?", "answerOption": [option]}]}
        assert texts.spoken(source, "zh-Hans")["item"][0]["answerOption"] == [option]


def _asked(item: definition.Item, language: Language) -> tuple[Any, ...]:
    words = [(one.key, one.words.in_language(language), one.exclusive) for one in item.options]
    return item.link_id, item.type, item.text.in_language(language), item.conditions, item.required, words
