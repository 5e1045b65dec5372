"""X1: entered by one person, verified by another, never late unseen."""

from datetime import date

import pytest

from webapp.exams.rules.report import ReportAct, ReportStatus, days_late, may, may_check


class TestMay:
    def test_only_a_submitted_report_can_be_verified(self):
        assert may(ReportStatus.SUBMITTED, ReportAct.VERIFY)
        assert not may(ReportStatus.DRAFT, ReportAct.VERIFY)

    @pytest.mark.parametrize("act", list(ReportAct))
    def test_a_verified_report_stays_as_it_is(self, act):
        assert not may(ReportStatus.VERIFIED, act)

    def test_a_submitted_report_is_not_typed_over(self):
        assert not may(ReportStatus.SUBMITTED, ReportAct.SAVE)


class TestMayCheck:
    def test_nobody_verifies_what_they_entered(self):
        assert not may_check(entered_by="a", person="a")
        assert may_check(entered_by="a", person="b")


class TestDaysLate:
    @pytest.mark.parametrize(("day", "late"), [(9, 0), (10, 0), (11, 1), (12, 2)])
    def test_a_report_is_late_from_the_day_after_it_was_due(self, day, late):
        assert days_late(due=date(2026, 12, 10), today=date(2026, 12, day)) == late
