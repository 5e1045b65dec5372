"""How full the times are, as rows of a table with bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.exams.rules.utilisation import Places, SessionUse, Span, added
from webapp.kernel import clock
from webapp.kernel.i18n import _, day, time_of_day


@dataclass(frozen=True, slots=True)
class Bar:
    """Taken of there, in words, and how long its bar is out of 100."""

    words: str
    length: int
    full: bool = False


def bar(places: Places | None) -> Bar | None:
    """Draw the places of a time or a day; None where there are none."""
    if places is None or places.percent is None:
        return None
    words = _("%(taken)s of %(there)s", taken=places.taken, there=places.there)
    return Bar(words, min(places.percent, 100), full=places.taken >= places.there)


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day: the bar of each time (None where that time is not held), and of the whole day."""

    day: str
    iso: str
    times: list[Bar | None]
    whole: Bar | None


@dataclass(frozen=True, slots=True)
class Utilisation:
    """The table: its times across, its days down, the sum; links to the span before and after."""

    times: list[str]
    rows: list[DayRow]
    whole: Bar | None
    words: str
    earlier: str
    later: str


def utilisation(uses: Sequence[SessionUse], *, span: Span, shown: date, zone: str) -> Utilisation:
    """Draw the days of a week or month that have sessions; times are the institution's wall clock."""
    at = {one.session_id: clock.local(one.starts_at, zone).time() for one in uses}
    words = {at[one.session_id]: time_of_day(one.starts_at, zone) for one in uses}
    cells = added(((one.day, at[one.session_id]), one.places) for one in uses)
    days = added((one.day, one.places) for one in uses)
    first, last = span.days(shown)
    return Utilisation(
        times=[words[each] for each in sorted(words)],
        rows=[
            DayRow(
                day(each, "short"),
                each.isoformat(),
                [bar(cells.get((each, at))) for at in sorted(words)],
                bar(days[each]),
            )
            for each in sorted(days)
        ],
        whole=bar(sum(days.values(), Places())),
        words=day(first, "month") if span is Span.MONTH else f"{day(first, 'short')} – {day(last, 'short')}",
        earlier=(first - timedelta(days=1)).isoformat(),
        later=(last + timedelta(days=1)).isoformat(),
    )
