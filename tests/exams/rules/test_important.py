"""Which results are important, how soon somebody must be told, what may be noted (X1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from webapp.assessments.rules.report.alerts import DBP, GLUCOSE_HIGH, GLUCOSE_LOW, SBP
from webapp.exams.rules.catalogue import Kind, lab_items
from webapp.exams.rules.important import Act, Level, due_after, found_in, level_of, limits, may_note, tell_by

NOW = datetime(2026, 12, 3, 8, tzinfo=UTC)


@dataclass
class Line:
    code: str
    value: Decimal | None = None
    choice: str = ""


class TestLevel:
    @pytest.mark.parametrize(
        ("code", "value", "level"),
        [
            ("sbp", "180", Level.A),
            ("sbp", "179", Level.B),
            ("sbp", "159", None),
            ("fpg", "3.9", Level.A),
            ("fpg", "4.0", None),
            ("fpg", "7.0", Level.B),
            ("plt", "30", Level.A),
            ("hgb", "90", Level.B),
            ("height", "230", None),
        ],
    )
    def test_both_ends_count_and_the_graver_class_goes_first(self, code, value, level):
        assert level_of(Line(code, Decimal(value))) is level

    def test_a_step_of_a_scale_counts_and_what_was_not_done_does_not(self):
        lines = [Line("fobt", choice="POSITIVE"), Line("u_pro", choice="1+"), Line("sbp")]
        assert found_in(lines) == {"fobt": Level.B}

    def test_the_list_names_lab_items_and_steps_that_there_are(self):
        for code, found in limits().items():
            steps = {step for step, _mark in lab_items()[code].scale}
            for limit in found:
                assert limit.choices <= steps
                assert bool(limit.choices) == (lab_items()[code].kind is Kind.ORDINAL)

    def test_what_holds_a_report_back_is_followed_here_the_same_day(self):
        edges = {
            "sbp": [SBP],
            "dbp": [DBP],
            "fpg": [GLUCOSE_HIGH, GLUCOSE_LOW],
            "pbg2": [GLUCOSE_HIGH, GLUCOSE_LOW],
        }
        for code, values in edges.items():
            for value in values:
                assert level_of(Line(code, Decimal(str(value)))) is Level.A


class TestClock:
    def test_the_same_day_or_three_days_to_tell_then_one_or_fourteen_to_ask(self):
        assert tell_by(Level.A, NOW) == NOW + timedelta(hours=4)
        assert tell_by(Level.B, NOW) == NOW + timedelta(days=3)
        assert due_after(Act.TOLD, Level.A, due=NOW, now=NOW) == NOW + timedelta(days=1)
        assert due_after(Act.TOLD, Level.B, due=NOW, now=NOW) == NOW + timedelta(days=14)

    def test_a_call_without_an_answer_moves_no_clock(self):
        assert due_after(Act.NO_ANSWER, Level.A, due=NOW, now=NOW + timedelta(hours=9)) == NOW


class TestMayNote:
    def test_how_it_ended_is_known_only_from_who_was_told(self):
        for act in (Act.SAW_DOCTOR, Act.DECLINED):
            assert not may_note(act, told=False, unanswered=9)
            assert may_note(act, told=True, unanswered=0)

    def test_unreachable_is_who_did_not_answer_three_calls(self):
        assert not may_note(Act.UNREACHABLE, told=False, unanswered=2)
        assert may_note(Act.UNREACHABLE, told=False, unanswered=3)
        assert not may_note(Act.UNREACHABLE, told=True, unanswered=3)
