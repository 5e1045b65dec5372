"""How far a plan was followed, in calm words: meals not marked are said apart, never as skipped (D6)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from webapp.diet_plans.rules.adherence import Adherence
from webapp.diet_plans.rules.rounding import percent, percent_reached
from webapp.kernel.i18n import _, number


@dataclass(frozen=True, slots=True)
class Following:
    """The past week in one sentence, and the share in per cent ("" before any meal was due).

    `ring`: how much of a hundred the ring fills, rounded down: it never shows more than was eaten.
    """

    words: str
    share: str = ""
    ring: str = ""


def for_client(found: Adherence) -> Following | None:
    """Make the client's line, without a per cent; None before any meal was due."""
    if not found.due:
        return None
    if found.not_logged == found.due:
        return Following(_("No meal was marked. Mark one whenever it suits you."))
    ring = percent_reached(found.share or Decimal(0))
    return Following(_counts(found), ring=str(ring))


def for_nutritionist(found: Adherence) -> Following:
    """Make the lines beside the editor."""
    if found.share is None:
        return Following(_("No meal was due in the past week."))
    return Following(_counts(found), f"{percent(found.share)}%")


def _counts(found: Adherence) -> str:
    whole = found.followed == found.followed.to_integral_value()
    eaten = number(found.followed, 0 if whole else 1)
    if not found.not_logged:
        return _("%(eaten)s of %(due)s meals as planned", eaten=eaten, due=found.due)
    return _(
        "%(eaten)s of %(due)s meals as planned, %(missing)s not marked",
        eaten=eaten,
        due=found.due,
        missing=found.not_logged,
    )
