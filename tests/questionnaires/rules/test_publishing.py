"""Taking a definition in, and what stops it from being published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.questionnaires.rules.forms import item, when
from webapp.questionnaires.rules import extensions, importing, publishing
from webapp.questionnaires.rules.definition import read
from webapp.questionnaires.rules.hashing import content_hash
from webapp.questionnaires.rules.reading import Unusable

HRA = (Path(__file__).parents[3] / "webapp/questionnaires/data/hra.json").read_text("utf-8")
TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"


def said(english: str, chinese: str, key: str = "text") -> dict[str, Any]:
    parts = [{"url": "lang", "valueCode": "zh-Hans"}, {"url": "content", "valueString": chinese}]
    return {key: english, "_" + key: {"extension": [{"url": TRANSLATION, "extension": parts}]}}


def form(*items: dict[str, Any]) -> dict[str, Any]:
    return {"resourceType": "Questionnaire", **said("Form", "表", "title"), "item": list(items)}


def question(link_id: str, **more: Any) -> dict[str, Any]:
    return {**item(link_id, "boolean", **more), **said("Really?", "真的吗？")}


def blockers(*items: dict[str, Any], **more: Any) -> list[tuple[str, str]]:
    return [(found.code, found.link_id) for found in publishing.blockers(read({**form(*items), **more}))]


class TestBlockers:
    def test_nothing_stands_against_the_standard_questionnaire(self) -> None:
        assert publishing.blockers(importing.take_in(HRA).definition) == []

    def test_a_link_id_is_used_once(self) -> None:
        assert blockers(question("a"), question("a")) == [("duplicateLinkId", "a")]

    def test_a_condition_looks_back(self) -> None:
        later = question("a", enableWhen=[when("b", "=", answerBoolean=True)])
        assert blockers(later, question("b")) == [("forwardReference", "a")]

    def test_a_condition_waits_only_for_a_choice_that_is_offered(self) -> None:
        choices = [
            {"valueCoding": {"system": "s", "code": code, **said(code, "选项", "display")}} for code in "xy"
        ]
        asked = {**question("a"), "type": "choice", "answerOption": choices}
        free = {**asked, "linkId": "o", "type": "open-choice"}

        def waiting(link_id: str, value: Any, kind: str = "answerCoding") -> dict[str, Any]:
            return question("b", enableWhen=[when(link_id, "=", **{kind: value})])

        never = waiting("a", {"system": "s", "code": "z"})
        assert blockers(asked, waiting("a", {"system": "s", "code": "y"})) == []
        assert blockers(asked, never) == [("unofferedCode", "b")]
        assert blockers(asked, waiting("a", {"code": "y"})) == [("unofferedCode", "b")]
        assert blockers(free, waiting("o", "own words", "answerString")) == []
        found = publishing.blockers(read(form(asked, never)))
        assert all("b \u2192 a: s|z" in words for words in (found[0].message.en, found[0].message.zh))

    def test_a_circle_is_named(self) -> None:
        a = question("a", enableWhen=[when("b", "=", answerBoolean=True)])
        b = question("b", enableWhen=[when("a", "=", answerBoolean=True)])
        assert ("cycle", "a") in blockers(a, b)
        assert ("cycle", "b") in blockers(a, b)

    def test_the_words_name_the_whole_circle_and_not_what_hangs_on_it(self) -> None:
        a = question("a", enableWhen=[when("b", "=", answerBoolean=True)])
        b = question("b", enableWhen=[when("a", "=", answerBoolean=True)])
        c = question("c", enableWhen=[when("b", "=", answerBoolean=True)])
        found = [one for one in publishing.blockers(read(form(a, b, c))) if one.code == "cycle"]
        assert {one.link_id for one in found} == {"a", "b"}
        assert all(
            "a \u2192 b \u2192 a" in one.message.en and "a \u2192 b \u2192 a" in one.message.zh
            for one in found
        )

    def test_every_blocker_names_what_it_is_about(self) -> None:
        late = question("early", enableWhen=[when("late", "=", answerBoolean=True)])
        found = publishing.blockers(
            read(form(late, question("late"), question("late"), item("bare", "boolean")))
        )
        said = {one.code: one.message.en for one in found}
        assert "early \u2192 late" in said["forwardReference"]
        assert "late" in said["duplicateLinkId"]
        assert "bare" in said["missingTranslation"]

    def test_what_must_be_answered_can_be_answered(self) -> None:
        assert blockers(question("a", required=True, readOnly=True)) == [("cannotBeAnswered", "a")]
        assert blockers(question("a", required=True, readOnly=True, initial=[{"valueBoolean": True}])) == []

    def test_what_stands_in_something_hidden_is_hidden_too(self) -> None:
        hidden = {"url": extensions.HIDDEN, "valueBoolean": True}
        group = {**item("g", "group", hidden, item=[question("a", required=True)]), **said("G", "\u7ec4")}
        assert ("cannotBeAnswered", "a") in blockers(question("b"), group)
        assert blockers({**group, "item": [question("a")]}) == [("noQuestions", "")]

    def test_what_no_page_has_a_field_for_is_named(self) -> None:
        kilo = {
            "url": extensions.UNIT,
            "valueCoding": {"code": "kg", **said("kg", "\u516c\u65a4", "display")},
        }
        film = {"url": extensions.MIME_TYPE, "valueCode": "video/mp4"}
        photo = {**item("a", "attachment", film), **said("A film", "\u7535\u5f71")}
        bare, weight = ({**item("b", "quantity", *unit), **said("Q", "\u95ee")} for unit in ((), (kilo,)))
        assert blockers(photo, bare) == [("noField", "a"), ("noField", "b")]
        assert blockers(weight) == []

    def test_units_of_a_contained_set_are_a_choice(self) -> None:
        listed = {"url": extensions.UNIT_VALUE_SET, "valueCanonical": "#u"}
        dose = {**item("a", "quantity", listed), **said("Dose", "剂量")}
        codes = [{"system": "s", "code": code, **said(code, code, "display")} for code in ("mg", "g")]
        held = {"resourceType": "ValueSet", "id": "u", "expansion": {"contains": codes}}
        assert blockers(dose, contained=[held]) == []
        assert blockers(dose) == [("noField", "a")]

    def test_units_are_told_apart_by_their_codes(self) -> None:
        mg = [
            {"url": extensions.UNIT_OPTION, "valueCoding": {"code": "mg", **said(words, "毫克", "display")}}
            for words in ("mg", "milligram")
        ]
        dose = {**item("a", "quantity", *mg), **said("Dose", "剂量")}
        assert blockers(dose) == [("reusedOptionCode", "a")]

    def test_a_file_is_taken_where_one_of_its_kinds_is_kept(self) -> None:
        def photo(*kinds: str, most: int = 10, **more: Any) -> dict[str, Any]:
            named = [{"url": extensions.MIME_TYPE, "valueCode": kind} for kind in kinds]
            size = {"url": extensions.MAX_SIZE, "valueDecimal": most}
            return {**item("a", "attachment", *named, size, **more), **said("A photo", "\u7167\u7247")}

        assert blockers(photo()) == blockers(photo("video/mp4", "IMAGE/*")) == []
        assert blockers(photo("image/gif")) == blockers(photo(most=0)) == [("noField", "a")]
        two = {"url": extensions.MIN_OCCURS, "valueInteger": 2}
        assert blockers({**photo(repeats=True), "extension": [two]}) == []
        assert blockers({**photo(), "extension": [two]}) == [("oneAnswerOnly", "a")]

    def test_several_answers_are_required_only_where_several_can_be_given(self) -> None:
        two = {"url": extensions.MIN_OCCURS, "valueInteger": 2}
        options = [{"valueCoding": {"code": code, **said(code, "\u9879", "display")}} for code in "xyz"]
        ticks = {**item("a", "choice", two, repeats=True, answerOption=options), **said("Q", "\u95ee")}
        words = {**item("a", "string", two, repeats=True), **said("Q", "\u95ee")}
        group = {**item("g", "group", two, repeats=True, item=[question("a")]), **said("G", "\u7ec4")}
        assert blockers(ticks) == []
        assert blockers(words) == []
        crowd = {"url": extensions.MIN_OCCURS, "valueInteger": 51}
        assert blockers({**words, "extension": [crowd]}) == [("oneAnswerOnly", "a")]
        assert blockers({**words, "repeats": False}) == [("oneAnswerOnly", "a")]
        assert blockers(group) == []
        assert blockers({**group, "extension": [crowd]}) == [("oneAnswerOnly", "g")]

    def test_a_group_repeats_in_no_other_that_repeats_and_its_repetitions_have_names_of_their_own(
        self,
    ) -> None:
        inner = {**item("h", "group", repeats=True, item=[question("a")]), **said("H", "内")}
        group = {**item("g", "group", repeats=True, item=[inner]), **said("G", "组")}
        assert blockers(group) == [("nestedGroups", "g")]
        plain = {**item("g", "group", repeats=True, item=[question("a")]), **said("G", "组")}
        assert blockers(plain, question("a--3")) == [("duplicateLinkId", "a--3")]

    def test_a_group_that_waits_for_its_own_question_is_a_circle(self) -> None:
        group = {**item("g", "group", item=[question("a")]), **said("G", "组")}
        group["enableWhen"] = [when("a", "=", answerBoolean=True)]
        assert ("cycle", "g") in blockers(group)

    def test_a_condition_names_a_question_that_exists_and_compares_with_something(self) -> None:
        assert blockers(question("a", enableWhen=[when("z", "=", answerBoolean=True)])) == [
            ("unknownQuestion", "a")
        ]
        assert blockers(question("a"), question("b", enableWhen=[when("a", "=")])) == [
            ("malformedCondition", "b")
        ]
        assert blockers(question("a"), question("b", enableWhen=[when("a", "~", answerBoolean=True)])) == [
            ("unknownOperator", "b")
        ]

    def test_every_text_has_both_languages(self) -> None:
        assert blockers(item("a", "boolean")) == [("missingTranslation", "a")]

    def test_choices_and_units_of_a_contained_value_set_have_both_languages_too(self) -> None:
        concepts = [{"code": "x", **said("X", "某", "display")}, {"code": "y", "display": "Only English"}]
        contained = [{"resourceType": "ValueSet", "id": "v", "compose": {"include": [{"concept": concepts}]}}]
        choice = {**item("a", "choice", answerValueSet="#v"), **said("Q", "问")}
        unit = {"url": extensions.UNIT_VALUE_SET, "valueCanonical": "#v"}
        quantity = {**item("b", "quantity", unit), **said("Q", "问")}
        found = publishing.blockers(read(form(choice, quantity) | {"contained": contained}))
        assert [one.detail for one in found if one.code == "missingTranslation"] == ["a: y", "b: y"]

    def test_choices_of_plain_text_have_both_languages_and_figures_need_none(self) -> None:
        often = said("Often", "\u7ecf\u5e38", "valueString")
        offers = [often, {"valueString": "Never"}, {"valueInteger": 3}]
        choice = {**item("a", "choice", answerOption=offers), **said("Q", "\u95ee")}
        found = publishing.blockers(read(form(choice)))
        assert [(one.code, one.detail) for one in found] == [("missingTranslation", "a: Never")]

    def test_a_third_language_is_neither_of_the_two(self) -> None:
        french = {**form(question("a")), "language": "fr"}
        missing = {(one.code, one.detail) for one in publishing.blockers(read(french))}
        assert missing == {("missingTranslation", "title"), ("missingTranslation", "a")}
        assert publishing.blockers(read(form(question("a")) | {"language": "en-GB"})) == []

    def test_two_choices_never_share_a_code(self) -> None:
        option = {"valueCoding": {"system": "s", "code": "x", **said("X", "某", "display")}}
        choice = {**item("a", "choice", answerOption=[option, option]), **said("Q", "问")}
        assert blockers(choice) == [("reusedOptionCode", "a")]

    def test_nor_do_two_codes_of_a_contained_value_set(self) -> None:
        concepts = [{"code": "x", **said("X", "\u67d0", "display")}]
        include = [{"system": system, "concept": concepts} for system in "st"]
        contained = [{"resourceType": "ValueSet", "id": "v", "compose": {"include": include}}]
        choice = {**item("a", "choice", answerValueSet="#v"), **said("Q", "\u95ee")}
        found = publishing.blockers(read(form(choice) | {"contained": contained}))
        assert [(one.code, one.detail) for one in found] == [("reusedOptionCode", "a: x")]

    def test_a_choice_without_a_code_is_named(self) -> None:
        option = {"valueCoding": {"system": "s", **said("X", "\u67d0", "display")}}
        choice = {**item("a", "choice", answerOption=[option]), **said("Q", "\u95ee")}
        assert blockers(choice) == [("optionWithoutCode", "a")]

    def test_a_choice_offers_something(self) -> None:
        assert blockers({**item("a", "choice"), **said("Q", "问")}) == [("noChoices", "a")]

    def test_a_pattern_can_be_followed(self) -> None:
        regex = {"url": "http://hl7.org/fhir/StructureDefinition/regex", "valueString": "("}
        assert blockers({**item("a", "string", regex), **said("Q", "问")}) == [("unusablePattern", "a")]

    def test_each_remark_speaks_both_languages(self) -> None:
        for found in publishing.blockers(read({"item": [item("a", "choice"), item("a", "x")]})):
            assert found.message.zh
            assert found.message.en


class TestTakeIn:
    def test_a_missing_status_and_an_odd_id_are_only_remarked(self) -> None:
        taken = importing.take_in(json.dumps({"item": [item("a b", "boolean")]}))
        assert [found.code for found in taken.warnings] == ["missingStatus", "missingUrl", "oddLinkId"]

    def test_unknown_extensions_are_listed_and_kept_byte_for_byte(self) -> None:
        text = '{"resourceType":"Questionnaire",  "status":"active","url":"u",\n"extension":[{"url":"http://x.example/e","valueDecimal":1.10}],"item":[]}'
        taken = importing.take_in(text)
        assert [(found.code, found.detail) for found in taken.warnings] == [
            ("unknownExtension", "http://x.example/e")
        ]
        assert taken.text == text

    @pytest.mark.parametrize(
        "text", ["", "[]", "nonsense", '{"resourceType":"Patient"}', '{"a": NaN}', "[" * 100_000]
    )
    def test_what_is_no_questionnaire_is_refused_with_a_reason(self, text: str) -> None:
        with pytest.raises(Unusable):
            importing.take_in(text)

    def test_five_thousand_items_in_conditions_come_to_an_end(self) -> None:
        chain = [question("q0")] + [
            question(f"q{n}", enableWhen=[when(f"q{n - 1}", "=", answerBoolean=True)]) for n in range(1, 5000)
        ]
        assert publishing.blockers(importing.take_in(json.dumps(form(*chain))).definition) == []


class TestContentHash:
    def test_spacing_and_order_of_keys_do_not_change_it(self) -> None:
        assert content_hash({"a": 1, "b": [2.50]}) == content_hash({"b": [2.5], "a": 1})

    def test_one_letter_changes_it(self) -> None:
        assert content_hash({"a": "x"}) != content_hash({"a": "y"})


class TestUnknownExtensions:
    def test_are_listed_once_each_whatever_their_address_and_their_parts_are_not(self) -> None:
        strange = {"url": "urn:x", "extension": [{"url": "part", "valueString": "a"}]}
        short = {"url": "short", "valueString": "a"}
        text = json.dumps(form({**question("a"), "extension": [strange, short, strange]}))
        warnings = importing.take_in(text).warnings
        found = [one.detail for one in warnings if one.code == "unknownExtension"]
        assert found == ["urn:x", "short"]
