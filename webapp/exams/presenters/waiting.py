"""The waiting list in words: how many came earlier, which days, since when (B8)."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.exams.queries import InLine
from webapp.kernel.i18n import _, day, moment, ngettext


@dataclass(frozen=True, slots=True)
class Line:
    """What the page says to somebody who waits."""

    ahead: str
    days: str
    since: str


def line(own: InLine, zone: str) -> Line:
    """Say where somebody stands; everybody counted before her came earlier and waits for some of the same days."""
    first, last = day(own.first_day, "short"), day(own.last_day, "short")
    return Line(
        ahead=ngettext("%(n)s person came before you", "%(n)s people came before you", own.before)
        if own.before
        else _("You are the first in line"),
        days=first if first == last else _("%(first)s to %(last)s", first=first, last=last),
        since=_("In line since %(moment)s", moment=moment(own.since, zone, "short")),
    )
