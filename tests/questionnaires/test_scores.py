"""The scores of the scales: bands at their edges, answers that cannot be counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from webapp.questionnaires.rules.scores.auditc import auditc
from webapp.questionnaires.rules.scores.gad7 import gad7
from webapp.questionnaires.rules.scores.ipaq_short import Activity, ipaq_short
from webapp.questionnaires.rules.scores.phq9 import phq9
from webapp.questionnaires.rules.scores.pss10 import pss10
from webapp.questionnaires.rules.scores.self_care import SELECTABLE, self_care
from webapp.questionnaires.rules.scores.tcm33 import BIASED, tcm33

FORMS = Path(__file__).resolve().parents[3] / "shared" / "forms"
with_forms = pytest.mark.skipif(not FORMS.is_dir(), reason="../shared/forms is not here")


def spread(total: int, items: int, highest: int) -> list[int]:
    """Give answers that add up to `total`, the first items filled first."""
    return [min(highest, max(0, total - highest * place)) for place in range(items)]


class TestPhq9AndGad7:
    @pytest.mark.parametrize(
        ("total", "category"),
        [
            (0, "none-minimal"),
            (4, "none-minimal"),
            (5, "mild"),
            (9, "mild"),
            (10, "moderate"),
            (14, "moderate"),
            (15, "moderately-severe"),
            (19, "moderately-severe"),
            (20, "severe"),
            (27, "severe"),
        ],
    )
    def test_the_bands_of_phq9(self, total: int, category: str) -> None:
        answer = phq9(spread(total, 9, 3))
        assert (answer.value, answer.category) == (total, category)

    @pytest.mark.parametrize(
        ("total", "category"),
        [
            (4, "minimal"),
            (5, "mild"),
            (9, "mild"),
            (10, "moderate"),
            (14, "moderate"),
            (15, "severe"),
            (21, "severe"),
        ],
    )
    def test_the_bands_of_gad7(self, total: int, category: str) -> None:
        assert gad7(spread(total, 7, 3)).category == category

    def test_any_answer_but_never_to_the_ninth_calls_a_human(self) -> None:
        """Trap 11."""
        assert phq9([0] * 8 + [1]).parts["human_follow_up"] is True
        assert phq9([3] * 8 + [0]).parts["human_follow_up"] is False

    @pytest.mark.parametrize(
        "answers", [[0] * 8, [0] * 10, [0] * 8 + [4], [0] * 8 + [-1], [0] * 8 + [None], []]
    )
    def test_one_uncountable_answer_means_no_score(self, answers: list[Any]) -> None:
        answer = phq9(answers)
        assert answer.value is None
        assert answer.not_computed is not None


class TestPss10:
    def test_four_items_count_backwards(self) -> None:
        assert pss10([0] * 10).value == 16
        assert pss10([4, 4, 4, 0, 0, 4, 0, 0, 4, 4]).value == 40

    @pytest.mark.parametrize(
        ("extra", "category"), [(-2, "moderate"), (-3, "low"), (10, "moderate"), (11, "high")]
    )
    def test_its_bands(self, extra: int, category: str) -> None:
        answers = [0] * 10
        if extra < 0:
            answers[3] = -extra
        else:
            answers[:3] = spread(extra, 3, 4)
        assert pss10(answers).category == category


class TestAuditC:
    def test_women_are_positive_one_point_earlier(self) -> None:
        assert auditc([1, 1, 1], "male").category == "negative"
        assert auditc([1, 1, 1], "female").category == "positive"
        assert auditc([2, 1, 1], "male").category == "positive"
        assert auditc([1, 1, 0], "female").category == "negative"


class TestIpaq:
    def test_the_worked_example_is_moderate_because_a_day_is_cut_at_three_hours(self) -> None:
        answer = ipaq_short(
            {"vigorous": Activity(0, 0), "moderate": Activity(1, 720), "walking": Activity(6, 10)}
        )
        assert (answer.value, answer.category) == (pytest.approx(918), "moderate")

    def test_bouts_under_ten_minutes_count_nothing(self) -> None:
        answer = ipaq_short(
            {"vigorous": Activity(7, 9), "moderate": Activity(0, 0), "walking": Activity(0, 0)}
        )
        assert (answer.value, answer.category) == (0, "low")

    def test_hard_activity_on_three_days_with_1500_met_minutes_is_high(self) -> None:
        still = {"moderate": Activity(0, 0), "walking": Activity(0, 0)}
        assert ipaq_short({"vigorous": Activity(3, 62.5), **still}).category == "high"
        assert ipaq_short({"vigorous": Activity(3, 62), **still}).category == "moderate"
        assert ipaq_short({"vigorous": Activity(3, 19), **still}).category == "low"

    def test_more_than_16_hours_a_day_or_a_missing_time_gives_no_score(self) -> None:
        full = {"vigorous": Activity(1, 400), "moderate": Activity(1, 400), "walking": Activity(1, 161)}
        assert ipaq_short(full).not_computed is not None
        missing = ipaq_short({**full, "walking": None}).not_computed
        assert missing is not None
        assert missing.fields == ("walking",)


class TestSelfCare:
    @with_forms
    def test_the_cases_of_the_form(self) -> None:
        form = json.loads((FORMS / "self_care.json").read_text(encoding="utf-8"))
        for case in form["test_cases"]:
            answer = self_care(case["scores"])
            assert (answer.value, answer.category) == (case["total"], case["band"])
        for item in form["items"]:
            offered = tuple(level["score"] for level in item["levels"] if level["selectable"])
            assert SELECTABLE[item["key"]] == offered

    def test_a_level_the_form_does_not_offer_is_refused(self) -> None:
        for scores in ([1, 0, 0, 0, 0], [0, 0, 1, 0, 0], [0, 7, 0, 0, 7], [0, 0, 0, 0]):
            assert self_care(scores).not_computed is not None


class TestTcm33:
    @with_forms
    def test_the_questions_of_each_constitution_are_those_of_the_form(self) -> None:
        form = json.loads((FORMS / "tcm33.json").read_text(encoding="utf-8"))
        members = {entry["key"]: tuple(entry["items"]) for entry in form["constitutions"]}
        assert members == {**BIASED, "balanced": (1, 2, 4, 5, 13)}
        assert [*BIASED, "balanced"] == form["form_order"]

    @staticmethod
    def parts(**answers: int) -> dict[str, Any]:
        """Score a calm person (question 1 five, all others one) with changes like q3=5."""
        sheet = [5] + [1] * 32
        for name, answer in answers.items():
            sheet[int(name[1:]) - 1] = answer
        return dict(tcm33(sheet).parts)

    def test_a_calm_person_is_balanced(self) -> None:
        parts = self.parts()
        assert (parts["scores"]["balanced"], parts["results"]["balanced"]) == (25, "yes")
        assert (parts["primary"], parts["flags"]) == ("balanced", [])

    def test_reversed_questions_turn_round_for_balanced_only(self) -> None:
        parts = self.parts(q2=4)
        assert (parts["scores"]["balanced"], parts["scores"]["qi_deficiency"]) == (22, 7)

    @pytest.mark.parametrize(("score", "result"), [(8, "no"), (9, "tendency"), (10, "tendency"), (11, "yes")])
    def test_8_is_no_9_and_10_a_tendency_11_yes(self, score: int, result: str) -> None:
        extra = score - 4
        parts = self.parts(q15=1 + min(4, extra), q17=1 + max(0, extra - 4))
        assert parts["results"]["special_diathesis"] == result

    def test_a_tendency_beside_balanced_is_basically_balanced(self) -> None:
        parts = self.parts(q15=5, q17=2)
        assert (parts["results"]["balanced"], parts["primary"]) == ("basically_yes", "balanced")
        assert (parts["tendencies"], parts["flags"]) == (["special_diathesis"], [])

    def test_the_highest_yes_leads_and_the_others_are_listed_in_the_order_of_the_form(self) -> None:
        parts = self.parts(q19=5, q22=5, q24=5, q10=5, q21=5, q26=2)
        assert (parts["primary"], parts["also_yes"], parts["flags"]) == (
            "blood_stasis",
            ["yin_deficiency"],
            ["mixed"],
        )

    def test_equal_highest_are_left_to_a_practitioner(self) -> None:
        parts = self.parts(q19=5, q22=5, q10=5, q21=5)
        assert (parts["primary"], parts["also_yes"]) == (None, ["yin_deficiency", "blood_stasis"])
        assert parts["flags"] == ["mixed", "tie"]

    def test_yin_and_yang_together_ask_for_a_second_look(self) -> None:
        parts = self.parts(q10=5, q21=5, q11=5, q12=5, q29=5)
        assert "contradiction_yin_yang" in parts["flags"]
        assert parts["primary"] == "yang_deficiency"

    def test_only_a_tendency_leads_when_balanced_falls_short(self) -> None:
        parts = self.parts(q1=1, q2=4, q4=3, q5=2, q15=5, q17=2)
        assert (parts["results"]["balanced"], parts["primary"]) == ("no", None)
        assert parts["flags"] == ["tie", "tendency_only"]

    def test_when_nothing_fits_it_is_to_be_asked_again(self) -> None:
        parts = self.parts(q1=1, q2=3, q4=3, q5=4, q13=3)
        assert (parts["primary"], parts["flags"]) == (None, ["none_recheck"])

    @pytest.mark.parametrize("answers", [[1] * 32, [1] * 34, [1] * 32 + [6], [1] * 32 + [2.0], []])
    def test_one_blank_means_no_score_at_all(self, answers: list[Any]) -> None:
        answer = tcm33(answers)
        assert answer.parts == {}
        assert answer.not_computed is not None
