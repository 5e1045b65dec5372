"""What results and their files say no to."""

from __future__ import annotations

from webapp.exams.rules.readings import Slip
from webapp.exams.rules.sheet import Sheet
from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _


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
