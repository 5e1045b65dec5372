"""For whom, by whom, between what: the rules of the yearly TCM record (T1)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from webapp.questionnaires.rules.scores.tcm33 import tcm33
from webapp.tcm.rules import constitution, record
from webapp.tcm.rules.record import Act, Status

CALM = {1: 5, 2: 1, 4: 1, 5: 1, 13: 1}
"""Balanced by its own five questions; the rest are answered with 1."""


def parts(**changed: int) -> dict[str, Any]:
    """Score 33 answers: balanced, with the questions named `q3=5` changed."""
    answers = [CALM.get(no, 1) for no in range(1, 34)]
    for name, value in changed.items():
        answers[int(name[1:]) - 1] = value
    return dict(tcm33(answers).parts)


class TestDue:
    @pytest.mark.parametrize(
        ("born", "day", "due"),
        [
            (date(1961, 11, 22), date(2026, 11, 22), True),
            (date(1961, 11, 23), date(2026, 11, 22), False),
            (date(1963, 2, 28), date(2028, 2, 29), True),
            (date(1963, 3, 1), date(2028, 2, 29), False),
        ],
    )
    def test_from_the_sixty_fifth_birthday_on(self, born: date, day: date, due: bool) -> None:
        assert record.is_due(born, day) is due


class TestMoves:
    def test_draft_signed_confirmed_and_back_once_to_be_mended(self) -> None:
        assert record.after(Act.SIGN, "DRAFT") is Status.SIGNED
        assert record.after(Act.CONFIRM, "SIGNED") is Status.CONFIRMED
        assert record.after(Act.SEND_BACK, "SIGNED") is Status.DRAFT

    @pytest.mark.parametrize(
        ("act", "status"),
        [
            (Act.FILL, "SIGNED"),
            (Act.FILL, "CONFIRMED"),
            (Act.CONFIRM, "DRAFT"),
            (Act.SEND_BACK, "CONFIRMED"),
            (Act.DECIDE, "CONFIRMED"),
        ],
    )
    def test_what_is_signed_is_not_filled_and_what_is_confirmed_stays(self, act: Act, status: str) -> None:
        assert record.after(act, status) is None


class TestSecondLook:
    @pytest.mark.parametrize(
        ("confirmer", "role", "allowed"),
        [
            ("b", "FAMILY_DOCTOR", True),
            ("b", "BRANCH_MANAGER", True),
            ("b", "HEALTH_MANAGER", False),
            ("a", "FAMILY_DOCTOR", False),
            ("d", "FAMILY_DOCTOR", False),
            ("b", "NUTRITIONIST", False),
        ],
    )
    def test_is_another_persons_in_another_role(self, confirmer: str, role: str, allowed: bool) -> None:
        assert (
            record.may_confirm(
                hands=("a", "d"), filler_role="HEALTH_MANAGER", confirmer=confirmer, confirmer_role=role
            )
            is allowed
        )

    def test_only_a_practitioner_decides(self) -> None:
        assert record.may_decide("FAMILY_DOCTOR")
        assert not record.may_decide("HEALTH_MANAGER")


class TestConclusion:
    def test_a_plain_result_stands_by_itself(self) -> None:
        found = constitution.conclude(parts())
        assert (found.primary, found.needs_decision, found.fitting) == ("balanced", False, ["balanced"])

    def test_several_constitutions_are_guided_by_the_highest(self) -> None:
        found = constitution.conclude(parts(q3=5, q14=5, q10=5, q21=5, q26=5))
        assert found.primary == "yin_deficiency"
        assert found.fitting == ["qi_deficiency", "yin_deficiency"]
        assert not found.needs_decision

    def test_a_tie_is_the_practitioners_between_those_that_tie(self) -> None:
        tied = parts(q3=5, q14=5, q10=5, q21=5, q26=1, q31=1)
        found = constitution.conclude(tied)
        assert (found.primary, found.needs_decision) == (None, True)
        assert found.candidates == ["qi_deficiency", "yin_deficiency"]
        decided = constitution.conclude(tied, "yin_deficiency")
        assert (decided.primary, decided.needs_decision) == ("yin_deficiency", False)

    def test_yin_and_yang_deficiency_together_wait_even_without_a_tie(self) -> None:
        both = parts(q10=5, q21=5, q26=5, q11=5, q12=5, q29=1)
        found = constitution.conclude(both)
        assert both["primary"] == "yin_deficiency"
        assert (found.primary, found.needs_decision) == (None, True)
        assert found.candidates == ["yang_deficiency", "yin_deficiency"]

    def test_where_none_fits_the_practitioner_may_name_any(self) -> None:
        found = constitution.conclude(parts(q1=1, q2=3, q4=2, q5=2, q13=2))
        assert found.needs_decision
        assert len(found.candidates) == 9

    def test_other_guidance_is_written_out(self) -> None:
        ticks = {"balanced": ["OTHER"], "qi_deficiency": ["DIET"]}
        assert constitution.lacks_words(ticks, {}) == ["balanced"]
        assert constitution.lacks_words(ticks, {"balanced": " "}) == ["balanced"]
        assert constitution.lacks_words(ticks, {"balanced": "Sun in the morning"}) == []
