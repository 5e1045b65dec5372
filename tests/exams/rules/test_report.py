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
    def test_a_report_is_late_from_the_day_after_the_agreed_days(self):
        exam = date(2026, 12, 3)
        assert days_late(exam_day=exam, report_days=7, today=date(2026, 12, 10)) == 0
        assert days_late(exam_day=exam, report_days=7, today=date(2026, 12, 12)) == 2
