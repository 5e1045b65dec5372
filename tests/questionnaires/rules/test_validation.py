"""Q4: the authority on answers, with its frozen issue codes."""

from __future__ import annotations

import base64
import json
from decimal import Decimal
from typing import Any

import pytest

from tests.questionnaires.rules.forms import answered, codes, coding, extension, issues, item, when
from webapp.questionnaires.rules import validation
from webapp.questionnaires.rules.validation.issues import sentences

SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
OPTIONS = [{"valueCoding": coding("a")}, {"valueCoding": coding("b")}]
NONE = {
    "extension": [extension("questionnaire-optionExclusive", valueBoolean=True)],
    "valueCoding": coding("none"),
}


def ucum(value: Any, code: str) -> dict[str, Any]:
    return {"value": value, "unit": code, "system": "http://unitsofmeasure.org", "code": code}


def attachment(
    size: int | None = None, kind: str = "image/png", data: bytes | None = b"abc"
) -> dict[str, Any]:
    found: dict[str, Any] = {"contentType": kind}
    if data is not None:
        found["data"] = base64.b64encode(data).decode()
    return found if size is None else {**found, "size": size}


class TestPresence:
    def test_a_required_question_must_be_answered(self) -> None:
        assert codes([item("q", "string", required=True)], []) == ["required"]

    def test_a_required_group_needs_an_answer_inside(self) -> None:
        form = [item("g", "group", required=True, item=[item("q", "string")])]
        assert codes(form, [{"linkId": "g", "item": [{"linkId": "q"}]}]) == ["required"]
        assert codes(form, [{"linkId": "g", "item": [answered("q", "x")]}]) == []

    def test_what_is_not_asked_is_not_required(self) -> None:
        form = [
            item("a", "boolean"),
            item("b", "string", required=True, enableWhen=[when("a", "=", answerBoolean=True)]),
        ]
        assert codes(form, [answered("a", False)]) == []
        assert codes(form, [answered("a", True)]) == ["required"]

    def test_an_unfinished_response_may_lack_answers_but_not_hold_wrong_ones(self) -> None:
        form = {"item": [item("q", "integer", required=True), item("r", "integer")]}
        found = issues(form, {"status": "in-progress", "item": [answered("r", "x")]})
        assert [(one.code, one.severity) for one in found] == [
            ("required", "warning"),
            ("invalidAnswerType", "fatal"),
        ]
        assert not validation.is_valid(found)


class TestCounts:
    def test_a_plain_question_takes_one_answer(self) -> None:
        assert codes([item("q", "integer")], [answered("q", 1, 2)]) == ["repeats"]

    def test_least_and_most_answers_are_kept(self) -> None:
        bounds = (
            extension("questionnaire-minOccurs", valueInteger=2),
            extension("questionnaire-maxOccurs", valueInteger=3),
        )
        form = [item("q", "integer", *bounds, repeats=True)]
        assert codes(form, [answered("q", 1)]) == ["minCount"]
        assert codes(form, [answered("q", 1, 2, 3, 4)]) == ["maxCount"]
        assert codes(form, [answered("q", 1, 2)]) == []


class TestStructure:
    def test_an_unknown_item_is_named(self) -> None:
        found = issues({"item": []}, {"item": [answered("ghost", 1)]})
        assert [(one.code, one.link_id, one.severity) for one in found] == [
            ("invalidLinkId", "ghost", "fatal")
        ]

    def test_a_text_to_read_takes_no_answer(self) -> None:
        assert codes([item("d", "display")], [answered("d", "x")]) == ["displayAnswer"]

    def test_a_group_takes_no_answer_of_its_own(self) -> None:
        assert codes([item("g", "group")], [answered("g", "x")]) == ["groupShouldNotHaveAnswers"]

    def test_items_stand_under_the_answer_of_a_question(self) -> None:
        form = [item("q", "boolean", item=[item("r", "string", required=True)])]
        below = {"linkId": "q", "answer": [{"valueBoolean": True, "item": [answered("r", "x")]}]}
        beside = {"linkId": "q", "item": [answered("r", "x")], "answer": [{"valueBoolean": True}]}
        assert codes(form, [below]) == []
        assert codes(form, [beside]) == ["invariant", "required"]
        assert codes(form, [{"linkId": "q", "item": [answered("r", "x")]}]) == ["invalidType"]

    def test_a_type_that_nobody_can_answer_is_named(self) -> None:
        assert codes([item("q", "question")], [answered("q", "x")]) == ["invalidType"]

    @pytest.mark.parametrize("odd", [{"item": 5}, {"resourceType": "Patient"}])
    def test_what_is_no_response_breaks_an_invariant(self, odd: dict[str, Any]) -> None:
        assert [one.code for one in issues({"item": []}, odd)] == ["invariant"]


class TestTypes:
    WRONG = {
        "boolean": {"valueString": "true"},
        "integer": {"valueDecimal": 1.5},
        "decimal": {"valueString": "1"},
        "date": {"valueDate": "2023-02-30"},
        "dateTime": {"valueDateTime": "2023-01-01T10:00:00"},
        "time": {"valueTime": "10:00"},
        "string": {"valueInteger": 1},
        "text": {},
        "url": {"valueString": "http://a.example"},
        "choice": {"valueString": "a"},
        "open-choice": {"valueInteger": 1},
        "quantity": {"valueDecimal": 1},
        "attachment": {"valueString": "x"},
    }
    RIGHT = {
        "boolean": {"valueBoolean": False},
        "integer": {"valueInteger": 0},
        "decimal": {"valueDecimal": 5},
        "date": {"valueDate": "2024-02-29"},
        "dateTime": {"valueDateTime": "2023-01-01T10:00:00+08:00"},
        "time": {"valueTime": "10:00:00"},
        "string": {"valueString": "x"},
        "text": {"valueString": "x\ny"},
        "url": {"valueUri": "http://a.example"},
        "choice": {"valueCoding": coding("a")},
        "open-choice": {"valueString": "a"},
        "quantity": {"valueQuantity": {"value": 1}},
        "attachment": {"valueAttachment": {"contentType": "image/png"}},
    }

    @pytest.mark.parametrize("kind", WRONG)
    def test_an_answer_of_another_type_is_refused(self, kind: str) -> None:
        assert codes([item("q", kind)], [{"linkId": "q", "answer": [self.WRONG[kind]]}]) == [
            "invalidAnswerType"
        ]

    @pytest.mark.parametrize("kind", RIGHT)
    def test_an_answer_of_the_type_passes(self, kind: str) -> None:
        assert codes([item("q", kind)], [{"linkId": "q", "answer": [self.RIGHT[kind]]}]) == []

    @pytest.mark.parametrize("number", [10**400, True, None, [1]])
    def test_a_number_that_is_no_whole_number_of_32_bits_is_refused(self, number: Any) -> None:
        given = [{"linkId": "q", "answer": [{"valueInteger": number}]}]
        assert codes([item("q", "integer")], given) == ["invalidAnswerType"]


class TestLimits:
    def test_numbers_keep_their_range(self) -> None:
        form = [
            item("q", "decimal", extension("minValue", valueDecimal=1), extension("maxValue", valueDecimal=2))
        ]
        for value, expected in ((0.9, ["minValue"]), (1.0, []), (2.0, []), (2.01, ["maxValue"])):
            assert codes(form, [answered("q", value)]) == expected

    def test_partial_dates_compare_as_periods(self) -> None:
        form = [item("q", "date", extension("maxValue", valueDate="2022-06"))]
        assert codes(form, [answered("q", "2022-06-30", kind="valueDate")]) == []
        assert codes(form, [answered("q", "2022-07", kind="valueDate")]) == ["maxValue"]

    def test_times_of_day_keep_their_range(self) -> None:
        form = [item("q", "time", extension("minValue", valueTime="08:00:00"))]
        assert codes(form, [answered("q", "07:59:59", kind="valueTime")]) == ["minValue"]

    def test_digits_after_the_point_are_counted_as_written(self) -> None:
        form = [item("q", "decimal", extension("maxDecimalPlaces", valueInteger=1))]
        written = [{"linkId": "q", "answer": [{"valueDecimal": Decimal("5.10")}]}]
        assert codes(form, written) == ["maxDecimalPlaces"]
        assert codes(form, [answered("q", 5.1)]) == []

    def test_texts_keep_their_length_form_and_line(self) -> None:
        form = [
            item(
                "q",
                "string",
                extension("minLength", valueInteger=2),
                extension("regex", valueString="[a-z]+"),
                maxLength=4,
            )
        ]
        for text, expected in (
            ("a", ["minLength"]),
            ("abcde", ["maxLength"]),
            ("AB", ["regex"]),
            ("abc", []),
        ):
            assert codes(form, [answered("q", text)]) == expected
        assert codes([item("q", "string")], [answered("q", "a\nb")]) == ["invalidNewLine"]

    def test_a_pattern_that_cannot_be_followed_is_only_a_warning(self) -> None:
        form = {"item": [item("q", "string", extension("regex", valueString="(a"))]}
        found = issues(form, {"item": [answered("q", "a")]})
        assert [(one.code, one.severity) for one in found] == [("regex", "warning")]


class TestChoices:
    def test_a_code_must_be_offered(self) -> None:
        form = [item("q", "choice", answerOption=OPTIONS)]
        assert codes(form, [answered("q", coding("a", display="anything"))]) == []
        assert codes(form, [answered("q", coding("z"))]) == ["invalidAnswerOption"]
        assert codes(form, [answered("q", coding("a", system="t"))]) == ["invalidAnswerOption"]

    def test_an_open_choice_takes_free_text_beside_its_codes(self) -> None:
        form = [item("q", "open-choice", answerOption=OPTIONS)]
        assert codes(form, [answered("q", "my own words")]) == []
        assert codes(form, [answered("q", coding("z"))]) == ["invalidAnswerOption"]

    def test_a_partial_date_is_not_the_day_that_is_offered(self) -> None:
        form = [item("q", "date", answerOption=[{"valueDate": "2022-01-01"}])]
        assert codes(form, [answered("q", "2022-01", kind="valueDate")]) == ["invalidAnswerOption"]

    def test_a_choice_may_offer_plain_texts(self) -> None:
        form = [item("q", "choice", answerOption=[{"valueString": "x"}])]
        assert codes(form, [answered("q", "x")]) == []

    def test_none_of_these_stands_alone(self) -> None:
        form = [item("q", "choice", repeats=True, answerOption=[*OPTIONS, NONE])]
        assert codes(form, [answered("q", coding("none"))]) == []
        assert codes(form, [answered("q", coding("a"), coding("none"))]) == ["exclusiveAnswerOption"]

    def test_a_contained_list_decides_and_a_distant_one_does_not(self) -> None:
        colours = {
            "resourceType": "ValueSet",
            "id": "v",
            "compose": {"include": [{"system": "s", "concept": [{"code": "a"}]}]},
        }
        given = {"item": [answered("q", coding("z"))]}
        near = {"contained": [colours], "item": [item("q", "choice", answerValueSet="#v")]}
        far = {"item": [item("q", "choice", answerValueSet="http://lists.example/v")]}
        assert [one.code for one in issues(near, given)] == ["invalidCoding"]
        assert issues(far, given) == []

    def test_what_a_list_takes_out_is_not_in_it(self) -> None:
        compose = {
            "include": [{"system": "s"}, {"system": "t", "concept": [{"code": "a"}]}],
            "exclude": [{"system": "s", "concept": [{"code": "x"}]}, {"system": "t"}],
        }
        form = {
            "contained": [{"resourceType": "ValueSet", "id": "v", "compose": compose}],
            "item": [item("q", "choice", answerValueSet="#v")],
        }
        for found, expected in (
            (("s", "y"), []),
            (("s", "x"), ["invalidCoding"]),
            (("t", "a"), ["invalidCoding"]),
        ):
            given = {"item": [answered("q", coding(found[1], system=found[0]))]}
            assert [one.code for one in issues(form, given)] == expected


class TestQuantities:
    def test_the_unit_must_be_offered(self) -> None:
        unit = extension(
            "questionnaire-unitOption", valueCoding={"system": "http://unitsofmeasure.org", "code": "kg"}
        )
        form = [item("q", "quantity", unit)]
        assert codes(form, [answered("q", ucum(1, "kg"), kind="valueQuantity")]) == []
        assert codes(form, [answered("q", ucum(1, "g"), kind="valueQuantity")]) == ["invalidUnit"]

    def test_the_range_holds_across_units_of_one_kind(self) -> None:
        form = [item("q", "quantity", extension(SDC + "maxQuantity", valueQuantity=ucum(1, "kg")))]
        assert codes(form, [answered("q", ucum(1001, "g"), kind="valueQuantity")]) == ["maxValue"]
        assert codes(form, [answered("q", ucum(1000, "g"), kind="valueQuantity")]) == []

    def test_units_of_different_kinds_cannot_be_compared(self) -> None:
        limits = (
            extension(SDC + "minQuantity", valueQuantity=ucum(1, "kg")),
            extension(SDC + "maxQuantity", valueQuantity=ucum(1, "kg")),
        )
        form = [item("q", "quantity", *limits)]
        given = [answered("q", ucum(1, "cm"), kind="valueQuantity")]
        assert codes(form, given) == ["minValueIncompatUnits", "maxValueIncompatUnits"]

    def test_a_unit_without_a_code_is_in_no_list(self) -> None:
        form = [item("q", "quantity", extension("questionnaire-unitValueSet", valueCanonical="#v"))]
        given = [answered("q", {"value": 1, "unit": "cup"}, kind="valueQuantity")]
        assert codes(form, given) == ["invalidUnitValueSet"]


class TestAttachments:
    FORM = [
        item(
            "q",
            "attachment",
            extension("maxSize", valueDecimal=4),
            extension("mimeType", valueCode="image/png"),
        )
    ]

    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            (attachment(3), []),
            (attachment(), []),
            (attachment(4), ["attachmentSizeInconsistent"]),
            (attachment(5, data=b"abcde"), ["maxAttachmentSize"]),
            (attachment(3, kind="text/html"), ["invalidAttachmentType"]),
            ({"contentType": "image/png", "url": "http://files.example/1", "size": 9}, ["maxAttachmentSize"]),
            ({"contentType": "image/png", "data": "a"}, ["invalidAnswerType"]),
        ],
    )
    def test_size_and_kind_are_checked_on_the_data_itself(
        self, given: dict[str, Any], expected: list[str]
    ) -> None:
        assert codes(self.FORM, [answered("q", given, kind="valueAttachment")]) == expected


class TestAddresses:
    @pytest.mark.parametrize(
        "text", ["http://a.example/b?c#d", "relative/path", "urn:oid:1.2.3", "mailto:a@b.example"]
    )
    def test_well_formed_ones_pass(self, text: str) -> None:
        assert codes([item("q", "url")], [answered("q", text, kind="valueUri")]) == []

    @pytest.mark.parametrize(
        "text", ["", "two words", "http://", "urn:uuid:123", "http://a.example:port/", "a%zz"]
    )
    def test_malformed_ones_do_not(self, text: str) -> None:
        assert codes([item("q", "url")], [answered("q", text, kind="valueUri")]) == ["invalidUrlValue"]


class TestLifecycle:
    def test_no_questionnaire_no_verdict(self) -> None:
        assert [one.code for one in validation.validate(None, {})] == ["questionnaireNotFound"]

    @pytest.mark.parametrize(
        ("status", "code"), [("draft", "questionnaireDraft"), ("retired", "questionnaireRetired")]
    )
    def test_a_form_not_in_use_is_a_warning(self, status: str, code: str) -> None:
        found = issues({"status": status, "item": []}, {})
        assert [(one.code, one.severity) for one in found] == [(code, "warning")]

    @pytest.mark.parametrize(
        ("day", "expected"),
        [("2021", []), ("2020-12", ["questionnaireInactive"]), ("2022-02", ["questionnaireInactive"])],
    )
    def test_answers_belong_to_the_time_of_the_form(self, day: str, expected: list[str]) -> None:
        form = {"effectivePeriod": {"start": "2021", "end": "2022-01"}, "item": []}
        assert [one.code for one in issues(form, {"authored": day})] == expected

    def test_answers_to_another_questionnaire_are_not_judged(self) -> None:
        form = {"url": "http://a.example/Q", "version": "1", "item": []}
        for canonical in ("http://a.example/R", "http://a.example/Q|2"):
            assert [one.code for one in issues(form, {"questionnaire": canonical})] == [
                "questionnaireNotFound"
            ]
        assert issues(form, {"questionnaire": "http://a.example/Q|1"}) == []


class TestMessages:
    def test_every_code_speaks_both_languages(self) -> None:
        for code in sentences():
            message = validation.Issue(code, "error", "q", "7").message
            assert message.zh
            assert message.en
            assert "{" not in message.zh + message.en

    def test_an_issue_prints_as_the_profile_says(self) -> None:
        (found,) = issues({"item": [item("q", "string", required=True)]}, {})
        assert json.loads(json.dumps(found.as_json())).keys() == {"severity", "code", "linkId", "message"}


class TestBounds:
    def test_a_thousand_nested_groups_come_to_an_end(self) -> None:
        form: dict[str, Any] = item("deep", "group")
        given: dict[str, Any] = {"linkId": "deep"}
        for _ in range(400):
            form, given = item("deep", "group", item=[form]), {"linkId": "deep", "item": [given]}
        assert "invalidLinkId" in codes([form], [given])

    def test_ten_thousand_answers_come_to_an_end(self) -> None:
        form = [
            item("q", "integer", repeats=True),
            item("r", "integer", enableWhen=[when("q", "=", answerInteger=-1)]),
        ]
        assert codes(form, [answered("q", *range(10_000))]) == []
