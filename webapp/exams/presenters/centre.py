"""What a client should know about her exam centre, in words: P7's guide, one institution of it."""

from __future__ import annotations

from webapp.exams.presenters.booking import Row
from webapp.exams.queries import Terms
from webapp.exams.rules.preparation import notes_for, to_bring
from webapp.kernel.i18n import _, ngettext, say

_BROUGHT = "IDENTITY"
"""The note that is said under what to bring."""


def agreed_rows(agreed: Terms) -> list[Row]:
    """Say until when one may change, and when the report comes."""
    return [
        Row("swap", _("Changing and cancelling"), cutoff_words(agreed)),
        Row("report", _("Your report"), _report_words(agreed)),
    ]


def cutoff_words(agreed: Terms) -> str:
    """Say the deadline of an agreement as a rule (B6)."""
    days, hours = agreed.deadline.working_days, agreed.deadline.hours
    if days is not None:
        return ngettext(
            "By yourself until the end of the working day before; later your branch decides",
            "By yourself until the end of the day %(n)s working days before; later your branch decides",
            days,
        )
    return ngettext(
        "By yourself until %(n)s hour before; later your branch decides",
        "By yourself until %(n)s hours before; later your branch decides",
        hours,
    )


def _report_words(agreed: Terms) -> str:
    if agreed.report_in_working_days:
        return ngettext("Within %(n)s working day", "Within %(n)s working days", agreed.report_days)
    return ngettext("Within %(n)s day", "Within %(n)s days", agreed.report_days)


def bring_rows() -> list[Row]:
    """Give what to bring."""
    return [Row(note.icon, say(note.title), say(note.detail)) for note in to_bring()]


def prepare_rows(items: tuple[str, ...], sex: str | None) -> list[Row]:
    """Give the preparation for a package, without what stands under what to bring."""
    return [
        Row(note.icon, say(note.title), say(note.detail))
        for note in notes_for(items, sex)
        if note.code != _BROUGHT
    ]
