"""What this room says no to, each with its sentence."""

from __future__ import annotations

from webapp.exams.rules.readings import Slip
from webapp.exams.rules.sheet import Sheet
from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _


class NoExamInPlan(Refusal):
    """There is no running plan with an exam to book."""

    def message(self) -> str:
        return _("Your plan has no exam to book at the moment. Your branch will gladly help you.")


class SessionFull(Refusal):
    """All places of the session are taken (B1)."""

    def message(self) -> str:
        return _("This time has just been taken. Please choose another one.")


class SessionGone(Refusal):
    """The session was closed, or lies too near for the institution's list (B6)."""

    def message(self) -> str:
        return _("This time can no longer be booked. Please choose another one.")


class NotContracted(Refusal):
    """The session belongs to an institution that is not the client's contracted one (B3)."""

    def message(self) -> str:
        return _("This time belongs to another exam centre. Please choose one at yours.")


class PackageNotTaken(Refusal):
    """The session is for another group of packages (B3)."""

    def message(self) -> str:
        return _("This time is for another exam package. Please choose another one.")


class NoAgreement(Refusal):
    """No agreement with the institution is valid on that day (O1)."""

    def message(self) -> str:
        return _("Our agreement with this exam centre does not cover that day. Please choose another one.")


class AlreadyBooked(Refusal):
    """The year's exam has a live booking (B3)."""

    def message(self) -> str:
        return _("Your exam of this year is already booked. You can change its time instead.")


class BookingClosed(Refusal):
    """The cut-off has passed, or the booking is no longer in a state that lets this happen (B6)."""

    def message(self) -> str:
        return _("The time for changes has passed. Please call your branch; nothing was changed.")


class SameTime(Refusal):
    """A change to the session that the booking already has."""

    def message(self) -> str:
        return _("This is the time you already have. Please choose another one.")


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


class BookedAgain(Refusal):
    """After the no-show the year's exam was booked anew, so the old booking cannot come back (B3)."""

    def message(self) -> str:
        return _("This person has booked another time since. Please look for that appointment.")


class PlacesHeld(Refusal):
    """A session cannot be closed or made smaller than the places already held (B9)."""

    def message(self) -> str:
        return _("People are booked for this time, so it cannot be closed or made that small.")


class WindowThere(Refusal):
    """The institution already has this weekly window for the same packages."""

    def message(self) -> str:
        return _("This window is already there.")


class NotAgreed(Refusal):
    """The client does not agree, or no longer, that we get the exam report (A5)."""

    def message(self) -> str:
        return _(
            "This client has not agreed that we get the exam report. Please ask them to agree under "
            "“Me”, “My consents”; until then no results are entered."
        )


class ReportMoved(Refusal):
    """The report changed since the page was opened, or is past this step."""

    def message(self) -> str:
        return _("Somebody changed this report in the meantime. Please open it again.")


class ImportMoved(Refusal):
    """The import is past this step, or the page showed another reading of the file."""

    def message(self) -> str:
        return _("This import has moved on in the meantime. Please look at it again.")


class SecondPersonNeeded(Refusal):
    """Who entered figures cannot verify them (X1)."""

    def message(self) -> str:
        return _("You entered figures of this report, so another person has to verify it.")


class CorrectionMisread(Refusal):
    """What a line should say instead cannot be read; `slip` says why."""

    status = 422

    def __init__(self, slip: Slip) -> None:
        super().__init__()
        self.slip = slip

    def message(self) -> str:
        return _("The correction cannot be read.")


class NothingCorrected(Refusal):
    """The correction says what the report says already."""

    status = 422

    def message(self) -> str:
        return _("This is what the report says already.")


class CorrectionWaits(Refusal):
    """A correction of the same line waits for a second person, or the line may not be corrected."""

    def message(self) -> str:
        return _("A correction of this line is already waiting for a second person.")


class CorrectionMoved(Refusal):
    """Somebody has decided about the correction in the meantime."""

    def message(self) -> str:
        return _("Somebody has already decided about this correction. Please look at the list again.")


class OwnCorrection(Refusal):
    """Who asked for a correction cannot confirm it (X1)."""

    def message(self) -> str:
        return _("You asked for this correction, so another person has to decide about it.")


class StepOutOfPlace(Refusal):
    """The step does not fit what was done so far, or somebody has closed the matter."""

    def message(self) -> str:
        return _("This step does not fit here, or somebody has closed the matter. Please look at it again.")


class PromiseNeedsDay(Refusal):
    """A promise of the institution without a day to come."""

    status = 422

    def message(self) -> str:
        return _("Please write the day it was promised for, today or later.")


class NotDeliveredSo(Refusal):
    """A group's reports go out in print, each in a sealed envelope (X1)."""

    status = 422

    def message(self) -> str:
        return _(
            "Through the contact person of a group a report goes out in print only, in a sealed envelope."
        )


class OriginalGone(Refusal):
    """Somebody has taken this file back already."""

    def message(self) -> str:
        return _("This file has already been taken back. Please look at the list again.")


class SheetIncomplete(Refusal):
    """A report cannot be handed in while a required line is empty or wrong."""

    status = 422

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.sheet = sheet

    def message(self) -> str:
        return _("Some lines are empty or cannot be read. Please fill them in or mark them as not done.")


class ExamStillBooked(Refusal):
    """A higher plan cannot take the place of a year whose exam is booked and not yet over (P6)."""

    def message(self) -> str:
        return _(
            "An exam of the running year is still booked. Cancel it, or change the plan after it is over."
        )
