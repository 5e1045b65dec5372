"""What the waiting list says no to (B8)."""

from __future__ import annotations

from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _


class AlreadyInLine(Refusal):
    """The year's exam stands in the waiting list, or a place is held for it (B8)."""

    def message(self) -> str:
        return _("You are in the waiting list already. To wait for other days, leave it first.")


class PlacesFree(Refusal):
    """There are free places on the days somebody wants to wait for (B8)."""

    def message(self) -> str:
        return _("There are free times on these days: you need not wait. Please choose one.")


class OfferOver(Refusal):
    """The place is not held any longer, or was taken or let go already (B8)."""

    def message(self) -> str:
        return _("This place is not held for you any longer. You can line up again or choose another time.")
