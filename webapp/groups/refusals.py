"""What this room says no to, each with its sentence."""

from __future__ import annotations

from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _


class YearsOverlap(Refusal):
    """A contract year begins before the one before it has ended."""

    status = 422

    def message(self) -> str:
        return _("The group's last contract has not ended by this day.")


class NotAgreedPlace(Refusal):
    """No agreement with the institution on the first day (O1), or it is not of the plan's class (P1)."""

    status = 422

    def message(self) -> str:
        return _(
            "This plan cannot be examined there: no agreement is valid on the first day, or the class differs."
        )


class PackagesNotInPlan(Refusal):
    """Somebody would get a package that the plan does not have for groups (P2)."""

    status = 422

    def message(self) -> str:
        return _("This plan does not have these packages for groups.")


class TermsMoved(Refusal):
    """Somebody else agreed on other terms since the page was opened."""

    def message(self) -> str:
        return _("Other terms were recorded in the meantime. Please look at the contract again.")


class OnARoster(Refusal):
    """The client is on this or another group's roster already."""

    def message(self) -> str:
        return _("This client is already on a group's roster.")


class ContractOver(Refusal):
    """The contract year has ended: nobody joins it any more."""

    def message(self) -> str:
        return _("This contract year is over.")


class RosterMoved(Refusal):
    """The file is past this step, or the page showed another file."""

    def message(self) -> str:
        return _("This file has moved on in the meantime. Please look at it again.")


class NoDays(Refusal):
    """None of the chosen days has a free place (B11)."""

    status = 422

    def message(self) -> str:
        return _("Please choose at least one day with free places.")


class AssignmentRuns(Refusal):
    """Places of this contract year are being assigned already."""

    def message(self) -> str:
        return _("Places are being assigned already. Please wait until that is done.")


class RemindedLately(Refusal):
    """Members were reminded a short time ago, or are being reminded now (B11)."""

    def message(self) -> str:
        return _("Members were reminded less than 7 days ago. Please wait a little.")


class TooFew(Refusal):
    """Fewer people are assessed than any table needs (S6)."""

    def message(self) -> str:
        return _("At least 10 members need a released assessment before anything can be told of the group.")


class ReportMoved(Refusal):
    """Somebody else moved the report on, or this year's report is released already."""

    def message(self) -> str:
        return _("This report has moved on in the meantime. Please look at it again.")


class TooClose(Refusal):
    """Since it was prepared, another year was released whose people differ by fewer than five (S6)."""

    def message(self) -> str:
        return _("Another year's report was released in the meantime. Please prepare this one again.")
