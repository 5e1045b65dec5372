"""A quarter's published figures, counted from the event log alone (complaints.md §7); small cells are not told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from statistics import median

from webapp.complaints.rules.appeals import Ruling
from webapp.complaints.rules.categories import DeclineReason
from webapp.complaints.rules.clocks import pauses
from webapp.complaints.rules.outcomes import Outcome
from webapp.complaints.rules.states import AFRESH, Action
from webapp.toolbox.calendar import WorkingDays

SMALL = 5  # a cell below this is told as "< 5"
TOO_FEW = "< 5"
FEW_FOR_LONGEST = 10  # of fewer, what nine in ten waited is the one person's who waited longest
TOO_FEW_FOR_LONGEST = "< 10"
UNTOLD = {TOO_FEW, TOO_FEW_FOR_LONGEST}
LATEST_COUNT = timedelta(days=2)  # the log is counted every day: by then surely once after a quarter's end
_ENDS = {"DECIDE", "SETTLE", "DECLINE", "SIGN_DECLINE", "WITHDRAW"}


@dataclass(frozen=True, slots=True)
class Told:
    """One event as the figures need it: which case, what, when (in our zone), and its subject."""

    case_id: str
    action: str
    day: date
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months. `last` is its last day."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, 3 * self.number, 31 if self.number in (1, 4) else 30)

    @property
    def shown_by(self) -> date:
        """The day on which its figures are shown at the latest."""
        return self.last + LATEST_COUNT

    def over(self, day: date) -> bool:
        """Tell whether it may be published as counted on `day`.

        Counted while it runs, two nights' figures would tell that a single complaint came in between.
        """
        return day > self.last

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


def quarter(text: str) -> Quarter | None:
    """Read `2026Q4`; None for anything else."""
    found = re.fullmatch(r"(20\d\d)Q([1-4])", text, re.ASCII)
    return Quarter(int(found[1]), int(found[2])) if found else None


def quarter_of(day: date) -> Quarter:
    """Give the quarter of a day."""
    return Quarter(day.year, (day.month + 2) // 3)


def before(one: Quarter) -> Quarter:
    """Give the quarter before."""
    return Quarter(one.year, one.number - 1) if one.number > 1 else Quarter(one.year - 1, 4)


@dataclass(slots=True)
class Figures:
    """What happened in one branch in one quarter, in whole numbers; nothing hidden yet."""

    received: int = 0
    accepted: int = 0
    declined: dict[DeclineReason, int] = field(default_factory=lambda: dict.fromkeys(DeclineReason, 0))
    decided: int = 0
    in_time: int = 0
    days: list[int] = field(default_factory=list)
    overdue_open: int = 0
    outcomes: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    appeals: int = 0
    appeals_decided: int = 0
    appeals_changed: int = 0
    marks: list[int] = field(default_factory=list)


def figures(events: Iterable[Told], asked: Quarter, calendar: WorkingDays) -> Figures:
    """Count a branch's events (oldest first within each case) in a quarter. Suggestions are not counted."""
    stories: dict[str, list[Told]] = {}
    for one in events:
        stories.setdefault(one.case_id, []).append(one)
    counted = Figures()
    for story in stories.values():
        add(counted, story, asked, calendar)
    return counted


def add(into: Figures, story: Sequence[Told], asked: Quarter, calendar: WorkingDays) -> None:
    """Add one case (its events, oldest first) to a quarter's figures."""
    known = [one for one in story if one.day <= asked.last]
    if known and known[0].action == "SUBMIT" and known[0].subject != "SUGGESTION":
        _count(into, known, asked, calendar)


def written(counted: Figures) -> str:
    """Write figures down as JSON: counts by the names of the figures, nobody's name."""
    return json.dumps(asdict(counted), sort_keys=True)


def read(text: str) -> Figures:
    """Read what `written` wrote."""
    found = json.loads(text)
    found["declined"] = {DeclineReason(name): number for name, number in found["declined"].items()}
    found["outcomes"] = {Outcome(name): number for name, number in found["outcomes"].items()}
    return Figures(**found)


def _count(into: Figures, story: Sequence[Told], asked: Quarter, calendar: WorkingDays) -> None:
    for one in story:
        if one.day >= asked.first:
            _count_event(into, one)
    decided = next((one for one in story if one.action in ("DECIDE", "SETTLE")), None)
    before = story[: story.index(decided)] if decided else story
    late = any(one.action == "BREACH" and one.subject == "RESULT" for one in before)
    if decided and decided.day >= asked.first:
        into.decided += 1
        into.in_time += not late
        into.days.append(_worked(before, decided.day, calendar))
    into.overdue_open += _open_and_late(story)


def _open_and_late(story: Sequence[Told]) -> bool:
    """Tell whether a case waits for its result past the promised day; one looked into anew since it began anew."""
    anew = max((at for at, one in enumerate(story) if one.action in AFRESH), default=0)
    now = story[anew:]
    late = any(one.action == "BREACH" and one.subject == "RESULT" for one in now)
    return late and not any(one.action in _ENDS for one in now)


def _count_event(into: Figures, one: Told) -> None:
    if one.action == "SUBMIT":
        into.received += 1
    elif one.action == "ACCEPT":
        into.accepted += 1
    elif one.action in ("DECLINE", "SIGN_DECLINE"):
        into.declined[DeclineReason(one.subject)] += 1
    elif one.action == "DECIDE":
        for outcome, number in zip(Outcome, one.subject.split("."), strict=False):
            into.outcomes[outcome] += int(number or 0)
    elif one.action == "APPEAL":
        into.appeals += 1
    elif one.action in ("DECIDE_APPEAL", "REMAND"):
        into.appeals_decided += 1
        into.appeals_changed += one.subject != Ruling.UPHELD
    elif one.action == "CLOSE" and one.subject:
        into.marks.append(int(one.subject))


def outcome_counts(found: Iterable[Outcome]) -> str:
    """Write how many people got each outcome as a signed result's event keeps it: `1.0.2.0`."""
    listed = list(found)
    return ".".join(str(listed.count(outcome)) for outcome in Outcome)


def _worked(story: Sequence[Told], decided: date, calendar: WorkingDays) -> int:
    """Count the working days from receipt to the result, without those on which the client was waited for."""
    known = [(Action(one.action), one.day) for one in story if one.action in Action.__members__]
    stood = sum(calendar.between(one.since, one.until or decided) for one in pauses(known))
    return max(0, calendar.between(story[0].day, decided) - stood)


def publish(counted: Figures) -> dict[str, str]:
    """Give the figures as they may be told: small cells hidden, and a second one where a sum would tell it."""
    told = {
        "received": _cell(counted.received),
        "accepted": _cell(counted.accepted),
        **_hidden({f"declined_{reason.lower()}": n for reason, n in counted.declined.items()}),
        "decided": _cell(counted.decided),
        "in_time_percent": _share(counted.in_time, counted.decided),
        "median_days": _of_days(counted.days, 50),
        "p90_days": _of_days(counted.days, 90),
        "overdue_open": _cell(counted.overdue_open),
        **_hidden({f"outcome_{outcome.lower()}": n for outcome, n in counted.outcomes.items()}),
        "appeals": _cell(counted.appeals),
        "appeals_changed_percent": _share(counted.appeals_changed, counted.appeals_decided),
        "satisfaction_n": _cell(len(counted.marks)),
        "satisfaction": f"{sum(counted.marks) / len(counted.marks):.1f}"
        if len(counted.marks) >= SMALL
        else TOO_FEW,
    }
    return told


def _cell(number: int) -> str:
    return str(number) if number >= SMALL else TOO_FEW


def _hidden(group: Mapping[str, int]) -> dict[str, str]:
    """Hide the small cells of a group, and the next smallest when only one would be hidden."""
    hidden = {name for name, number in group.items() if number < SMALL}
    if len(hidden) == 1 and len(group) > 1:
        hidden.add(min((name for name in group if name not in hidden), key=lambda name: group[name]))
    return {name: TOO_FEW if name in hidden else str(number) for name, number in group.items()}


def _share(part: int, whole: int) -> str:
    """Give a percentage unless the few on either side of it would be told by it."""
    few = whole < SMALL or 0 < part < SMALL or 0 < whole - part < SMALL
    return TOO_FEW if few else str(round(100 * part / whole))


def _of_days(days: Sequence[int], hundredth: int) -> str:
    ordered = sorted(days)
    if hundredth == 50:
        return f"{median(ordered):g}" if len(days) >= SMALL else TOO_FEW
    if len(days) < FEW_FOR_LONGEST:
        return TOO_FEW_FOR_LONGEST
    return str(ordered[min(len(ordered) - 1, -(-len(ordered) * hundredth // 100) - 1)])
