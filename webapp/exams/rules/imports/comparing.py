"""What a row of the file would do to what is there: new, equal, changed, in conflict, refused (X1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from webapp.exams.rules.catalogue import PackageItem, lab_items
from webapp.exams.rules.flags import Flag
from webapp.exams.rules.imports.document import Entry
from webapp.exams.rules.imports.values import is_not_done, line_of
from webapp.exams.rules.readings import Misread, Slip
from webapp.exams.rules.report import ReportStatus
from webapp.exams.rules.sheet import OwnRanges, Person, Reading, Sheet, Typed, read_sheet
from webapp.toolbox.sheets import Spot

COMPUTED = "bmi"
"""What is worked out from other lines and never taken from a file."""


class State(StrEnum):
    """What becomes of one person's row, or of one of its cells."""

    NEW = "NEW"
    EQUAL = "EQUAL"
    CHANGED = "CHANGED"
    CONFLICT = "CONFLICT"
    REFUSED = "REFUSED"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a report holds of an item now: its line, and the same as comparable facts."""

    line: Typed
    facts: tuple[object, ...]
    done: bool = True


@dataclass(slots=True)
class Proposal:
    """The sheet that would be kept, what was refused in the file, and what differs from now."""

    sheet: Sheet
    slips: list[tuple[str, Slip, Spot]] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    equal: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    def state(self, status: str) -> State:
        """Give what would happen to a report in `status`, "" for none (a verified one is never overwritten)."""
        if not (self.new or self.changed):
            return State.EQUAL if self.equal else State.REFUSED
        if status not in ("", ReportStatus.DRAFT):
            return State.CONFLICT
        return State.CHANGED if status else State.NEW

    @property
    def complete(self) -> bool:
        """Tell whether the sheet can be handed in: no cell of the package refused, nothing required empty."""
        return not self.sheet.missing and all(
            slip is Slip.NOT_IN_PACKAGE for _code, slip, _spot in self.slips
        )


def facts(reading: Reading) -> tuple[object, ...]:
    """Give what makes two results the same result."""
    return (reading.value, reading.choice, reading.words, reading.flag == Flag.NOT_DONE)


def propose(
    items: tuple[PackageItem, ...],
    entries: Iterable[Entry],
    kept: Mapping[str, Kept],
    *,
    person: Person,
    own_ranges: OwnRanges,
) -> Proposal:
    """Lay a person's entries over what is there; nothing that the file does not name is touched."""
    found, slips, left_out = _lines(entries)
    known = {code for item in items for code in item.lab_items}
    slips += [(code, Slip.NOT_IN_PACKAGE, spot) for code, (_line, spot) in found.items() if code not in known]
    lines = {
        code: one.line for code, one in kept.items() if one.done and code in known and code not in left_out
    }
    lines |= {code: line for code, (line, _spot) in found.items() if code in known}
    sheet, refused = _read(items, lines, kept, found, left_out, person=person, own_ranges=own_ranges)
    return _told(Proposal(sheet, slips + refused), kept, set(found) | left_out)


def _lines(
    entries: Iterable[Entry],
) -> tuple[dict[str, tuple[Typed, Spot]], list[tuple[str, Slip, Spot]], set[str]]:
    found: dict[str, tuple[Typed, Spot]] = {}
    slips: list[tuple[str, Slip, Spot]] = []
    left_out: set[str] = set()
    for entry in entries:
        if entry.code == COMPUTED:
            continue
        if is_not_done(entry):
            left_out.add(entry.code)
            continue
        try:
            line = line_of(entry, lab_items()[entry.code])
        except Misread as misread:
            slips.append((entry.code, misread.slip, entry.spot))
            continue
        if found.setdefault(entry.code, (line, entry.spot))[0] != line:
            slips.append((entry.code, Slip.TWICE, entry.spot))
    for code in {code for code, slip, _spot in slips if slip is Slip.TWICE}:
        del found[code]
    return found, slips, left_out - found.keys()


def _read(
    items: tuple[PackageItem, ...],
    lines: dict[str, Typed],
    kept: Mapping[str, Kept],
    found: Mapping[str, tuple[Typed, Spot]],
    left_out: set[str],
    *,
    person: Person,
    own_ranges: OwnRanges,
) -> tuple[Sheet, list[tuple[str, Slip, Spot]]]:
    """Read the whole sheet; a cell of the file that it refuses is taken out, and what was there stays."""
    absent = left_out | {code for code, one in kept.items() if not one.done}
    not_done = {
        item.code
        for item in items
        if absent.issuperset(item.required) and not any(code in lines for code in item.lab_items)
    }
    sheet = read_sheet(items, lines, not_done=not_done, person=person, own_ranges=own_ranges)
    refused = [(code, slip, found[code][1]) for code, slip in sheet.problems.items() if code in found]
    if sheet.problems:
        before = {code: kept[code].line for code in sheet.problems if code in kept and code in found}
        rest = {code: line for code, line in lines.items() if code not in sheet.problems} | before
        sheet = read_sheet(items, rest, not_done=not_done, person=person, own_ranges=own_ranges)
    return sheet, refused


def _told(proposal: Proposal, kept: Mapping[str, Kept], named: set[str]) -> Proposal:
    for reading in proposal.sheet.readings:
        if reading.code not in named:
            continue
        before = kept.get(reading.code)
        if before is None:
            proposal.new.append(reading.code)
        elif before.facts == facts(reading):
            proposal.equal.append(reading.code)
        else:
            proposal.changed.append(reading.code)
    return proposal
