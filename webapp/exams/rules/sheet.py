"""A result sheet read as a whole: which rows stand, which fields are wrong, what is still missing (X1)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from webapp.exams.rules.catalogue import Kind, LabItem, PackageItem, lab_items
from webapp.exams.rules.flags import Flag, Range, flag, graver, reference
from webapp.exams.rules.readings import Misread, Slip, read_figure
from webapp.exams.rules.units import UnknownUnit, in_own_unit

FINDING_NORMAL, FINDING_ABNORMAL = "NORMAL", "ABNORMAL"
MOST_WORDS = 2000


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in one line of the form: a figure or a choice, its unit, words to it.

    A file may bring the range and the mark that the institution printed, in the item's own unit.
    """

    text: str = ""
    unit: str = ""
    words: str = ""
    range: Range | None = None
    mark: Flag | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Whose results they are, as far as ranges ask: sex `male` or `female`, age in years."""

    sex: str | None
    age: int | None

    @classmethod
    def on(cls, day: date, *, sex: str | None, birth_date: date | None) -> Person:
        """Give the person as of the exam day; age in completed years."""
        if birth_date is None:
            return cls(sex, None)
        had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
        return cls(sex, day.year - birth_date.year - (0 if had_birthday else 1))


@dataclass(frozen=True, slots=True)
class Reading:
    """One accepted result. `value` is in the item's own `unit`; `written_*` is what was typed."""

    code: str
    flag: Flag
    value: Decimal | None = None
    unit: str = ""
    written_value: Decimal | None = None
    written_unit: str = ""
    choice: str = ""
    words: str = ""
    range: Range | None = None
    implausible: bool = False
    range_printed: bool = False
    printed_mark: str = ""


@dataclass(slots=True)
class Sheet:
    """The outcome. `problems` names a lab item (or package item) and why it was refused."""

    readings: list[Reading] = field(default_factory=list)
    problems: dict[str, Slip] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


OwnRanges = Mapping[str, tuple[Range, ...]]


def read_sheet(
    items: Iterable[PackageItem],
    typed: Mapping[str, Typed],
    *,
    not_done: Collection[str],
    person: Person,
    own_ranges: OwnRanges,
) -> Sheet:
    """Read the form of one exam.

    `typed` goes by lab item code; `not_done` holds package item codes that were not carried out.
    An empty required line is missing, never zero; the report cannot be handed in with it.
    """
    sheet, known = Sheet(), set[str]()
    for item in items:
        known.update(item.lab_items)
        if item.code in not_done:
            _leave_out(sheet, item, typed)
        else:
            _read_lines(sheet, item, typed, person, own_ranges)
    for code in typed.keys() - known:
        sheet.problems[code] = Slip.NOT_IN_PACKAGE
    sheet.readings.extend(body_mass_index(sheet.readings, person))
    return sheet


def _leave_out(sheet: Sheet, item: PackageItem, typed: Mapping[str, Typed]) -> None:
    for code in item.lab_items:
        if typed.get(code, Typed()).text.strip():
            sheet.problems[code] = Slip.CONTRADICTS_NOT_DONE
        else:
            sheet.readings.append(Reading(code, Flag.NOT_DONE))


def _read_lines(
    sheet: Sheet, item: PackageItem, typed: Mapping[str, Typed], person: Person, own_ranges: OwnRanges
) -> None:
    for code in item.lab_items:
        try:
            reading = read_line(lab_items()[code], typed.get(code, Typed()), person, own_ranges.get(code, ()))
        except Misread as misread:
            sheet.problems[code] = misread.slip
            continue
        if reading is not None:
            sheet.readings.append(reading)
        elif code in item.required:
            sheet.missing.append(code)


def read_line(item: LabItem, line: Typed, person: Person, own: tuple[Range, ...]) -> Reading | None:
    """Read one line; nothing typed is None. Raises Misread."""
    if item.kind is Kind.NUMBER:
        return _figure(item, line, person, own)
    if not (choice := line.text.strip()):
        return None
    return _finding(item, choice, line.words) if item.kind is Kind.FINDING else _step(item, choice)


def _figure(item: LabItem, line: Typed, person: Person, own: tuple[Range, ...]) -> Reading | None:
    written = read_figure(line.text)
    if written is None:
        return None
    unit = line.unit or item.unit
    try:
        value = in_own_unit(written, unit, own=item.unit, others=item.other_units)
    except UnknownUnit as unknown:
        raise Misread(Slip.UNKNOWN_UNIT) from unknown
    if not _inside(value, item.possible):
        raise Misread(Slip.IMPOSSIBLE)
    if line.range:
        own = (line.range, *own)
    reading = rated(item, value, person, own, written_value=written, written_unit=unit)
    if line.range is None and line.mark is None:
        return reading
    return replace(
        reading,
        flag=graver(reading.flag, line.mark or reading.flag),
        range_printed=line.range is not None,
        printed_mark=line.mark or "",
    )


def rated(
    item: LabItem,
    value: Decimal,
    person: Person,
    own: tuple[Range, ...],
    *,
    written_value: Decimal,
    written_unit: str,
) -> Reading:
    """Give the reading of a possible figure with its range, flag and plausibility."""
    range_ = reference(own, item.ranges, sex=person.sex, age=person.age)
    mark = flag(value, range_, critical_low=item.critical_low, critical_high=item.critical_high)
    return Reading(
        item.code,
        mark,
        value=value,
        unit=item.unit,
        written_value=written_value,
        written_unit=written_unit,
        range=range_,
        implausible=not _inside(value, item.plausible),
    )


def _step(item: LabItem, choice: str) -> Reading:
    if choice not in dict(item.scale):
        raise Misread(Slip.NOT_ON_SCALE)
    mark = Flag.NORMAL if choice == "NEGATIVE" else Flag.ABNORMAL
    return Reading(item.code, mark, choice=choice)


def _finding(item: LabItem, choice: str, words: str) -> Reading:
    if choice not in (FINDING_NORMAL, FINDING_ABNORMAL):
        raise Misread(Slip.NOT_ON_SCALE)
    said = words.strip()
    if choice == FINDING_ABNORMAL and not said:
        raise Misread(Slip.NEEDS_WORDS)
    if len(said) > MOST_WORDS:
        raise Misread(Slip.TOO_LONG)
    return Reading(item.code, Flag(choice), choice=choice, words=said)


def body_mass_index(readings: Iterable[Reading], person: Person) -> Iterator[Reading]:
    """Give the body mass index in kg/m², to one place, where height and weight are there."""
    by_code = {reading.code: reading.value for reading in readings}
    height, weight = by_code.get("height"), by_code.get("weight")
    if height is None or weight is None:
        return
    item = lab_items()["bmi"]
    value = (weight / (height / 100) ** 2).quantize(Decimal("0.1"), ROUND_HALF_UP)
    yield rated(item, value, person, (), written_value=value, written_unit=item.unit)


def _inside(value: Decimal, limits: tuple[Decimal, Decimal] | None) -> bool:
    return limits is None or limits[0] <= value <= limits[1]
