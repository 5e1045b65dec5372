"""What the desk of an institution hears on the day of the exam."""

from __future__ import annotations

from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _


class CodeUnknown(Refusal):
    """No booking of this institution has the code."""

    status = 422

    def message(self) -> str:
        return _("No booking here has this code. Please check the letters and figures.")


class NotToday(Refusal):
    """Check-in is for the day of the exam."""

    def message(self) -> str:
        return _("This booking is for another day. Nothing was changed.")


class NotExpected(Refusal):
    """The booking was cancelled, or somebody has already checked it in."""

    def message(self) -> str:
        return _("This booking has already been dealt with. Please look at the list again.")


class ReportBegun(Refusal):
    """Results were entered or a report was uploaded: somebody was examined under this booking."""

    def message(self) -> str:
        return _("Something of this exam has already been entered, so the check-in stays.")


class BookedAgain(Refusal):
    """After the no-show the year's exam was booked anew, so the old booking cannot come back (B3)."""

    def message(self) -> str:
        return _("This person has booked another time since. Please look for that appointment.")
