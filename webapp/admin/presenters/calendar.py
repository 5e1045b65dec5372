"""The working calendar in words: its days, and what a notice would change of a year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from webapp.admin.presenters.words import WEEKDAY_WORDS
from webapp.kernel.i18n import _, day, say
from webapp.organisation.rules import Difference, NoticeDay, NoticeUnreadable
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day; `change` is what a notice does to it, empty in the table itself."""

    day: str
    state: str
    tone: str
    occasion: str
    change: str = ""


def day_rows(days: Iterable[Any]) -> list[DayRow]:
    """Draw days of the table."""
    return [_row(one) for one in days]


def comparison_rows(found: Difference) -> list[DayRow]:
    """Draw what taking a notice in would change, in order of days."""
    lines = [(one, _("new")) for one in found.added]
    lines += [(after, _("other than before")) for _before, after in found.changed]
    lines += [(one, _("goes")) for one in found.removed]
    return [_row(one, change) for one, change in sorted(lines, key=lambda line: line[0].day)]


def _row(one: NoticeDay, change: str = "") -> DayRow:
    name = say(Bilingual(zh=one.name_zh, en=one.name_en))
    if not one.works:
        return DayRow(day(one.day), _("holiday"), "watch", name, change)
    weekday = WEEKDAY_WORDS[str(one.stands_for)] if one.stands_for else ""
    instead = _("instead of %(weekday)s", weekday=weekday) if weekday else ""
    return DayRow(day(one.day), _("make-up day"), "good", name or instead, change)


def unreadable_words(error: NoticeUnreadable) -> str:
    """Say which line of a notice cannot be read, and which part of it."""
    if not error.field:
        return _("Line %(line)s is not in the shape described here.", line=error.line)
    return _("Line %(line)s: “%(field)s” cannot be read.", line=error.line, field=error.field)
