"""How far a plan was followed, in calm words: meals not marked are said apart, never as skipped (D6)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from webapp.diet_plans.rules.adherence import Adherence
from webapp.kernel.i18n import _, ngettext, number


@dataclass(frozen=True, slots=True)
class Following:
    """The past week: a headline, a quiet line, and the share in per cent ("" when nothing was marked)."""

    headline: str
    note: str
    share: str


def for_client(found: Adherence) -> Following | None:
    """Make the client's line; None before any meal was due."""
    if not found.due:
        return None
    if found.not_logged == found.due:
        return Following(_("No meal marked in the past week"), _("Mark one whenever it suits you."), "")
    words = _("The past week: %(eaten)s of %(due)s meals as planned", eaten=_eaten(found), due=found.due)
    return Following(words, _not_marked(found), "")


def for_nutritionist(found: Adherence) -> Following:
    """Make the lines beside the editor."""
    if found.share is None:
        return Following("", _("No meal was due in the past week."), "")
    percent = (100 * found.share).quantize(Decimal(1), ROUND_HALF_UP)
    note = _(
        "%(eaten)s of %(due)s meals as planned, %(missing)s not marked",
        eaten=_eaten(found),
        due=found.due,
        missing=found.not_logged,
    )
    return Following("", note, f"{percent}%")


def _eaten(found: Adherence) -> str:
    whole = found.followed == found.followed.to_integral_value()
    return number(found.followed, 0 if whole else 1)


def _not_marked(found: Adherence) -> str:
    if not found.not_logged:
        return _("Every meal was marked.")
    return ngettext("%(n)s meal was not marked.", "%(n)s meals were not marked.", found.not_logged)
