"""Why the plans room refuses."""

from __future__ import annotations

from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _


class EntitlementSpent(Refusal):
    """Nothing is left of this right in the service year (P6)."""

    def message(self) -> str:
        return _("This is already used up for the service year.")


class PackageNotInPlan(Refusal):
    """The plan does not contain this package (P2)."""

    def message(self) -> str:
        return _("This plan does not contain that exam package.")


class MatrixInThePast(Refusal):
    """A version of the plans cannot have been in force before it was published."""

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


class InstitutionMoved(Refusal):
    """The client's institution was changed while she booked (P1)."""

    def message(self) -> str:
        return _("Your exam institution has just been changed. Please look at its free times.")


class AlreadyEnrolled(Refusal):
    """A year is bought already that runs then, or the next one is (P6)."""

    def message(self) -> str:
        return _("A plan is already bought for that time.")
