"""Why the plans room refuses."""

from __future__ import annotations

from decimal import Decimal

from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _, money
from webapp.plans.rules import Step


class EntitlementSpent(Refusal):
    """Nothing is left of this right in the service year (P6)."""

    def message(self) -> str:
        return _("This is already used up for the service year.")


class PackageNotInPlan(Refusal):
    """The plan does not contain this package (P2)."""

    def message(self) -> str:
        return _("This plan does not contain that exam package.")


class VersionInThePast(Refusal):
    """A version of the plans or fees cannot have been in force before it was published."""

    def message(self) -> str:
        return _("A new version can be in force from today on at the earliest.")


class ItemsFixed(Refusal):
    """The plan's items are fixed, a changed item does not fit the package, or the reason is missing (P2)."""

    def message(self) -> str:
        return _("These items cannot be changed in this plan, or the reason is missing.")


class InstitutionDoesNotFit(Refusal):
    """Not one of the branch's institutions, of another class, or without a valid agreement (P1, O1)."""

    def message(self) -> str:
        return _("That institution cannot be chosen for this plan.")


class InstitutionOfGroup(InstitutionDoesNotFit):
    """A member of a group is examined where the group's contract says (P1)."""

    def message(self) -> str:
        return _("The group's contract names the institution; its members cannot choose another.")


class InstitutionMoved(Refusal):
    """The client's institution was changed while she booked (P1)."""

    def message(self) -> str:
        return _("Your exam institution has just been changed. Please look at its free times.")


class AlreadyEnrolled(Refusal):
    """A year is bought already that runs then, or the next one is (P6)."""

    def message(self) -> str:
        return _("A plan is already bought for that time.")


class ExamIsBooked(EntitlementSpent):
    """The year's exam is booked, so its institution stays (P1)."""

    def message(self) -> str:
        return _("The exam of this year is booked: its institution can no longer be changed.")


class PlanNotOffered(Refusal):
    """No such plan, or not in this way: one year ahead at most, and up only to a higher plan (P5, P6)."""

    def message(self) -> str:
        return _("This plan cannot be chosen now. Please choose one of the list.")


class NoFee(Refusal):
    """The public schedule has no fee for this plan with this package (P4)."""

    def message(self) -> str:
        return _("There is no fee for this package yet. Please choose another, or call your branch.")


class FeeChanged(Refusal):
    """Another schedule is in force than the one that was shown (P4)."""

    def message(self) -> str:
        return _("The fee has changed meanwhile. Please look at it once more before you send.")


class DoctorNotFree(Refusal):
    """Nobody of that id is a family doctor of the branch who may take on new people now (P3, S1)."""

    def message(self) -> str:
        return _("This doctor cannot take on new people now. Please choose another.")


class StepOpen(Refusal):
    """A step of the application has no answer yet (P5)."""

    def __init__(self, step: Step) -> None:
        super().__init__(step)
        self.step = step

    def message(self) -> str:
        return _("One step has no answer yet. Please fill it in.")


class ApplicationMoved(Refusal):
    """Somebody else did something to this application first: it is not where it was (P5)."""

    def message(self) -> str:
        return _("This application has just been changed. Please look at it again.")


class WrongAmount(Refusal):
    """What was paid is not the fee: one public schedule, the same for everybody (P4)."""

    def __init__(self, yuan: Decimal) -> None:
        super().__init__(yuan)
        self.yuan = yuan

    def message(self) -> str:
        return _(
            "The fee is %(yuan)s. Please confirm the payment when all of it has come in.",
            yuan=money(self.yuan),
        )


class WishWaits(Refusal):
    """A wish for another institution already waits for the branch's answer (P1)."""

    def message(self) -> str:
        return _("You have already asked for another institution. Your branch will answer.")


class WishAnswered(Refusal):
    """The wish was answered or withdrawn meanwhile (P1)."""

    def message(self) -> str:
        return _("This wish has been answered or withdrawn meanwhile.")
