"""Every rule of data quality, at its edge: one step before there is no doubt."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from webapp.questionnaires.rules import definition as reading
from webapp.questionnaires.rules import quality
from webapp.questionnaires.rules.quality import Person, Remark, remarks, score_remark
from webapp.toolbox import packaged

USUAL = "https://kangyue.example/fhir/StructureDefinition/usual-range"
PERSON = Person(sex="MALE", birth_date=date(1968, 5, 4), day=date(2026, 5, 3), height_cm=175)


def number(link_id: str, **more: Any) -> dict[str, Any]:
    return {"linkId": link_id, "type": "decimal", "text": link_id, **more}


def form(*items: dict[str, Any]) -> reading.Definition:
    return reading.read({"resourceType": "Questionnaire", "item": list(items)})


def doubts(answers: dict[str, Any], *items: dict[str, Any], person: Person = PERSON) -> list[str]:
    held = {link_id: value if isinstance(value, list) else [value] for link_id, value in answers.items()}
    asked = items or tuple(number(link_id) for link_id in answers)
    return [one.rule for one in remarks(form(*asked), held, person)]


class TestRemarks:
    def test_a_question_that_must_be_answered_and_is_blank(self) -> None:
        assert doubts({}, number("a", required=True)) == ["blank"]
        assert doubts({"a": 1}, number("a", required=True)) == []

    def test_a_figure_outside_the_hard_limits(self) -> None:
        most = [{"url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueDecimal": 7}]
        assert doubts({"a": 7.5}, number("a", extension=most)) == ["range"]
        assert doubts({"a": 7}, number("a", extension=most)) == []

    def test_an_unusual_figure_by_the_company_s_limits_is_marked_as_the_company_s_own(self) -> None:
        found = remarks(form(number("sbp")), {"sbp": [221]}, PERSON)
        assert [one.rule for one in found] == ["outlier"]
        assert "70–220, the company's own" in found[0].sentence.en
        assert "公司自定" in found[0].sentence.zh
        assert doubts({"sbp": 220}) == []

    def test_the_questionnaire_s_own_limits_come_first(self) -> None:
        own = [{"url": USUAL, "valueRange": {"low": {"value": 100}, "high": {"value": 140}}}]
        found = remarks(form(number("sbp", extension=own)), {"sbp": [150]}, PERSON)
        assert "100–140, set by the questionnaire" in found[0].sentence.en

    def test_an_answer_to_a_question_that_is_not_asked(self) -> None:
        when = [{"question": "a", "operator": "=", "answerDecimal": 1}]
        asked = number("a"), number("b", enableWhen=when)
        assert doubts({"a": 2, "b": 5}, *asked) == ["hidden"]
        assert doubts({"a": 1, "b": 5}, *asked) == []

    @pytest.mark.parametrize(
        ("rule", "doubtful", "fine"),
        [
            ("height_shrunk", {"height": 170}, {"height": 170.5}),
            ("pressure_order", {"sbp": 80, "dbp": 80}, {"sbp": 81, "dbp": 80}),
            ("waist_over_height", {"height": 150.5, "waist": 151}, {"waist": 150, "height": 175}),
            ("years_over_age", {"smoking-years": 58}, {"smoking-years": 57}),
            ("before_birth", {"diabetes-year": 1967}, {"diabetes-year": 1968}),
            ("in_future", {"diabetes-year": 2027}, {"diabetes-year": 2026}),
            (
                "day_too_long",
                {"sleep-hours": 12.5, "ipaq-sitting-minutes": 720},
                {"sleep-hours": 12, "ipaq-sitting-minutes": 720},
            ),
        ],
    )
    def test_figures_that_contradict_each_other_or_the_record(
        self, rule: str, doubtful: dict[str, float], fine: dict[str, float]
    ) -> None:
        assert rule in doubts(doubtful)
        assert rule not in doubts(fine)

    def test_a_man_is_not_pregnant(self) -> None:
        woman = Person(sex="FEMALE", birth_date=date(1990, 1, 1), day=date(2026, 5, 3))
        item = {"linkId": "pregnant", "type": "boolean", "text": "Pregnant?"}
        assert doubts({"pregnant": True}, item) == ["man_pregnant"]
        assert doubts({"pregnant": False}, item) == []
        assert doubts({"pregnant": True}, item, person=woman) == []

    def test_sex_and_birth_date_are_those_of_the_record(self) -> None:
        sex = {"linkId": "gender", "type": "string", "text": "Sex"}
        born = {"linkId": "birth-date", "type": "date", "text": "Born"}
        assert doubts({"gender": "female", "birth-date": "1968-05-05"}, sex, born) == [
            "sex_differs",
            "birth_date_differs",
        ]
        assert doubts({"gender": "male", "birth-date": "1968-05-04"}, sex, born) == []

    def test_what_is_not_known_is_no_contradiction(self) -> None:
        unknown = Person(sex="FEMALE", birth_date=date(1990, 1, 1), day=date(2026, 5, 3))
        assert doubts({"height": 150}, person=unknown) == []
        assert doubts({"sbp": 120}) == []


class TestScoreRemark:
    def test_a_kept_score_is_what_the_answers_give_today(self) -> None:
        kept = {"model": {"name": "phq9", "version": "1"}, "value": 5, "category": "mild"}
        assert score_remark(kept, dict(kept)) == []
        assert [one.rule for one in score_remark(kept, kept | {"value": 6})] == ["score"]
        assert score_remark(kept, kept | {"value": 6, "model": {"name": "phq9", "version": "2"}}) == []

    def test_of_a_score_without_a_total_the_parts_are_compared(self) -> None:
        card = {"name": "tcm33", "version": "2017"}
        kept = {"model": card, "value": None, "category": None, "parts": {"primary": "balanced"}}
        assert score_remark(kept, dict(kept)) == []
        assert [one.rule for one in score_remark(kept, kept | {"parts": {"primary": "qi_deficiency"}})] == [
            "score"
        ]


class TestSentences:
    def test_every_rule_has_a_sentence_in_both_languages(self) -> None:
        for rule in quality.RULES:
            said = Remark(rule, "a").sentence
            assert said.zh
            assert said.en.isascii() or "–" in said.en

    def test_the_names_of_the_data_file_are_linkids_or_the_house_s_own_words(self) -> None:
        names = packaged.data("questionnaires", "quality")["names"]
        assert set(packaged.data("questionnaires", "quality")["limits"]) <= set(names)
