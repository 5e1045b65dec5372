"""What booking says no to, each with its sentence."""

from __future__ import annotations

from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _, ngettext


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


class YearOver(Refusal):
    """The client's service year has ended by that day (P5)."""

    def message(self) -> str:
        return _("Your plan has ended by that day. Please choose an earlier one, or ask your branch.")


class OnRequest(Refusal):
    """A client cannot move a booking by herself to a time that the branch confirms (B7)."""

    def message(self) -> str:
        return _("This time is confirmed by your branch. Call it to move there, or choose another time.")


class NoAgreement(Refusal):
    """No agreement with the institution is valid on that day (O1)."""

    def message(self) -> str:
        return _("Our agreement with this exam centre does not cover that day. Please choose another one.")


class AlreadyBooked(Refusal):
    """The year's exam has a live booking (B3)."""

    def message(self) -> str:
        return _("Your exam of this year is already booked. You can change its time instead.")


class BookingMoved(Refusal):
    """The booking's status no longer lets this happen, or somebody else came first."""

    def message(self) -> str:
        return _("This booking has changed in the meantime. Please look at it again; nothing was changed.")


class HoldOver(Refusal):
    """The place was held until a moment that has come (B7, B8)."""

    def message(self) -> str:
        return _("The time that was held is no longer held. Please choose another one.")


class StillOpen(Refusal):
    """Before the cut-off a client changes the booking herself; there is nothing to ask for (B6)."""

    def message(self) -> str:
        return _("You can still change or cancel this yourself: the time for changes has not passed.")


class CallMoved(Refusal):
    """The change was confirmed by somebody else, or the booking has changed once more since (B6)."""

    def message(self) -> str:
        return _("This was confirmed, or has changed again, in the meantime. Please look at the list again.")


class BookingClosed(Refusal):
    """The cut-off has passed (B6); for staff, the session has begun."""

    def message(self) -> str:
        return _("The time for changes has passed. Please call your branch; nothing was changed.")


class SameTime(Refusal):
    """A change to the session that the booking already has."""

    def message(self) -> str:
        return _("This is the time you already have. Please choose another one.")


class PlacesHeld(Refusal):
    """A session cannot be closed or made smaller than the people who are at the institution already (B9)."""

    def message(self) -> str:
        return _("People have already arrived for this time, so it cannot be closed or made that small.")


class MorePeople(Refusal):
    """Taking places back would concern more people than the page said; `people` says how many (B9)."""

    def __init__(self, people: int) -> None:
        super().__init__()
        self.people = people

    def message(self) -> str:
        return ngettext(
            "Now %(n)s person would have to choose again. Nothing was changed yet.",
            "Now %(n)s people would have to choose again. Nothing was changed yet.",
            self.people,
        )


class WindowThere(Refusal):
    """The institution already has this weekly window for the same packages."""

    def message(self) -> str:
        return _("This window is already there.")


class ExamStillBooked(Refusal):
    """A higher plan cannot take the place of a year whose exam is booked and not yet over (P6)."""

    def message(self) -> str:
        return _(
            "An exam of the running year is still booked. Cancel it, or change the plan after it is over."
        )
