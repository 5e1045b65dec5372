"""When a report is due, when somebody asks again, how a report may be handed over (X1, O1)."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.exams.rules.chasing import Outcome, next_chase, report_due
from webapp.exams.rules.delivery import Form, Receiver, may_deliver
from webapp.toolbox.calendar import WorkingDays

THURSDAY = date(2026, 12, 3)
WORKING = WorkingDays({date(2026, 12, 7): False})  # a Monday off


class TestReportDue:
    def test_days_are_calendar_days_unless_the_agreement_says_working_days(self):
        assert report_due(THURSDAY, 3, in_working_days=False, working=WORKING) == date(2026, 12, 6)
        assert report_due(THURSDAY, 3, in_working_days=True, working=WORKING) == date(2026, 12, 9)


class TestNextChase:
    @pytest.mark.parametrize(
        ("outcome", "again"),
        [
            (Outcome.NO_ANSWER, date(2026, 12, 4)),
            (Outcome.SAYS_SENT, date(2026, 12, 8)),
            (Outcome.PROBLEM, date(2026, 12, 8)),
        ],
    )
    def test_somebody_asks_again_after_one_or_two_working_days(self, outcome, again):
        assert next_chase(outcome, day=THURSDAY, promised=None, working=WORKING) == again

    def test_a_promise_is_checked_on_the_working_day_after_it(self):
        friday = date(2026, 12, 4)
        assert next_chase(Outcome.PROMISED, day=THURSDAY, promised=friday, working=WORKING) == date(
            2026, 12, 8
        )

    @pytest.mark.parametrize("outcome", [Outcome.NO_ANSWER, Outcome.SAYS_SENT])
    def test_a_day_counts_only_where_it_was_promised(self, outcome):
        week_later = date(2026, 12, 10)
        days = {
            next_chase(outcome, day=THURSDAY, promised=one, working=WORKING) for one in (None, week_later)
        }
        assert len(days) == 1

    def test_a_promise_without_a_day_is_asked_again_on_the_next_working_day(self):
        again = next_chase(Outcome.PROMISED, day=THURSDAY, promised=None, working=WORKING)
        assert again == date(2026, 12, 4)


class TestMayDeliver:
    def test_through_a_group_only_printed_and_sealed(self):
        for form, sealed, may in (
            (Form.PRINTED, True, True),
            (Form.PRINTED, False, False),
            (Form.ELECTRONIC, True, False),
        ):
            assert may_deliver(form, Receiver.GROUP_CONTACT, sealed=sealed) is may
        assert may_deliver(Form.ELECTRONIC, Receiver.CLIENT, sealed=False)
