"""A result sheet as lines to fill in or to read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from webapp.exams.models import Result
from webapp.exams.queries import Subject
from webapp.exams.rules.catalogue import Kind, LabItem, PackageItem, lab_items
from webapp.exams.rules.flags import Flag, Range, reference
from webapp.exams.rules.readings import Slip
from webapp.exams.rules.sheet import FINDING_ABNORMAL, FINDING_NORMAL, Typed
from webapp.kernel.i18n import _, lazy, number, say
from webapp.toolbox.units import printed

FLAG_WORDS = {
    Flag.NORMAL: lazy("in range"),
    Flag.LOW: lazy("low"),
    Flag.HIGH: lazy("high"),
    Flag.CRITICAL_LOW: lazy("critically low"),
    Flag.CRITICAL_HIGH: lazy("critically high"),
    Flag.ABNORMAL: lazy("abnormal"),
    Flag.UNRATED: lazy("no range"),
    Flag.NOT_DONE: lazy("not done"),
}
FLAG_TONES = {
    Flag.NORMAL: "good",
    Flag.LOW: "watch",
    Flag.HIGH: "watch",
    Flag.ABNORMAL: "watch",
    Flag.CRITICAL_LOW: "act",
    Flag.CRITICAL_HIGH: "act",
}
SLIP_WORDS = {
    Slip.NOT_A_NUMBER: lazy("This is not a number. Write figures only, like 5.2."),
    Slip.AMBIGUOUS_COMMA: lazy("A comma here could mean two things. Use a point for decimals, like 1.25."),
    Slip.NEGATIVE: lazy("This cannot be below zero."),
    Slip.TOO_LONG: lazy("This is too long. At most four decimals are kept, and 2000 letters of words."),
    Slip.UNKNOWN_UNIT: lazy("This unit does not belong to this item."),
    Slip.IMPOSSIBLE: lazy("No living person has this value. Check the figure and its unit."),
    Slip.NOT_ON_SCALE: lazy("Please choose one of the steps offered."),
    Slip.NEEDS_WORDS: lazy("Please write what was found."),
    Slip.NOT_IN_PACKAGE: lazy("This item is not part of the package."),
    Slip.CONTRADICTS_NOT_DONE: lazy("There is a value although the item is marked as not done."),
    Slip.MISSING: lazy("Please fill this in, or mark the item as not done."),
    Slip.LIMIT_ONLY: lazy(
        "This is a limit, not a figure. Ask the institution for the figure, or leave it out."
    ),
    Slip.NOT_FINAL: lazy("The laboratory has not finished this result."),
    Slip.WITHDRAWN: lazy("The laboratory has withdrawn this result."),
    Slip.TWICE: lazy("The file holds two different results for this item."),
}
FINDING_WORDS = ((FINDING_NORMAL, lazy("normal")), (FINDING_ABNORMAL, lazy("abnormal")))


@dataclass(frozen=True, slots=True)
class Line:
    """One lab item of the sheet."""

    code: str
    name: str
    kind: str
    required: bool
    typed: Typed
    unit: str
    units: tuple[str, ...]
    options: list[tuple[str, str]]
    range: str
    flag: str
    tone: str
    implausible: bool
    error: str


@dataclass(frozen=True, slots=True)
class Block:
    """One package item with its lines."""

    code: str
    name: str
    not_done: bool
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a sheet is drawn from. Flags are those of the kept results; problems go by lab item."""

    subject: Subject
    own_ranges: Mapping[str, tuple[Range, ...]]
    typed: Mapping[str, Typed]
    not_done: Collection[str] = ()
    results: Mapping[str, Result] = field(default_factory=dict)
    problems: Mapping[str, Slip] = field(default_factory=dict)


def blocks(drawn: Drawn) -> list[Block]:
    """Draw the sheet with what was typed."""
    return [
        Block(
            item.code,
            say(item.name),
            item.code in drawn.not_done,
            [_line(drawn, code, required=code in item.required) for code in item.lab_items],
        )
        for item in drawn.subject.items
    ]


def _line(drawn: Drawn, code: str, *, required: bool) -> Line:
    lab = lab_items()[code]
    result, slip = drawn.results.get(code), drawn.problems.get(code)
    flag = Flag(result.flag) if result else None
    return Line(
        code=code,
        name=item_name(lab),
        kind=lab.kind.value,
        required=required,
        typed=drawn.typed.get(code, Typed()),
        unit=printed(lab.unit),
        units=lab.units if lab.other_units else (),
        options=line_options(lab),
        range=result.range.in_words() if result and result.range_printed else _range_words(drawn, lab),
        flag=flag_words(flag, lab) if flag else "",
        tone=FLAG_TONES.get(flag, "") if flag else "",
        implausible=bool(result and result.implausible),
        error=str(SLIP_WORDS[slip]) if slip else "",
    )


def faults(sheet: Iterable[Block], problems: Mapping[str, Slip]) -> list[tuple[str, str]]:
    """List what is wrong as (field id, sentence), in the order of the page; "" for a line it lacks."""
    lines = {line.code: line for block in sheet for line in block.lines}
    found = [(f"v-{code}", line) for code, line in lines.items() if line.error]
    elsewhere = [(code, slip) for code, slip in problems.items() if code not in lines]
    return [
        (field, _("%(label)s: %(message)s", label=line.name, message=line.error)) for field, line in found
    ] + [
        ("", _("%(label)s: %(message)s", label=item_name(lab_items()[code]), message=SLIP_WORDS[slip]))
        for code, slip in elsewhere
    ]


def item_name(lab: LabItem) -> str:
    """Say the item's name with its abbreviation, unless the name is little else (CA 19-9)."""
    name = say(lab.name)
    known = not lab.abbreviation or _letters(lab.abbreviation) in _letters(name)
    return name if known else f"{name} {lab.abbreviation}"


def _letters(words: str) -> str:
    return words.replace(" ", "").replace("-", "")


def typed_of(results: Iterable[Result]) -> dict[str, Typed]:
    """Give the lines of a kept draft as they were typed."""
    return {row.code: row.line for row in results if row.flag != Flag.NOT_DONE}


def not_done_of(items: Iterable[PackageItem], results: Mapping[str, Result]) -> set[str]:
    """Give the package items that a kept draft marks as not done."""
    missing = {code for code, row in results.items() if row.flag == Flag.NOT_DONE}
    return {item.code for item in items if missing.issuperset(item.required)}


def flag_words(flag: Flag, lab: LabItem) -> str:
    """Say a flag; what a doctor looked at has no range to be in."""
    if lab.kind is Kind.FINDING and flag is Flag.NORMAL:
        return _("nothing unusual")
    return str(FLAG_WORDS[flag])


def value_words(row: Result) -> str:
    """Say a result as the institution printed it: figure with unit, step, or finding."""
    lab = lab_items()[row.code]
    if row.flag == Flag.NOT_DONE:
        return str(FLAG_WORDS[Flag.NOT_DONE])
    if row.written_value is not None:
        return f"{_plain(row)} {printed(row.written_unit or '')}".strip()
    words = dict(line_options(lab)).get(row.choice, row.choice)
    return _("%(finding)s: %(words)s", finding=words, words=row.words) if row.words else words


def own_unit_words(row: Result) -> str:
    """Say the figure in the item's own unit where the printed one was another."""
    if row.value is None or row.written_unit == row.unit:
        return ""
    return f"{number(row.value, lab_items()[row.code].places)} {printed(row.unit)}".strip()


def _plain(row: Result) -> str:
    return format(row.written_value, "f") if row.written_value is not None else ""


def choice_words(lab: LabItem, choice: str) -> str:
    """Say a chosen step or finding; a figure stays as it is."""
    return dict(line_options(lab)).get(choice, choice)


def line_options(lab: LabItem) -> list[tuple[str, str]]:
    """Give what may be chosen in a line that holds no figure: (code, words)."""
    if lab.kind is Kind.FINDING:
        return [(code, str(words)) for code, words in FINDING_WORDS]
    return [(code, f"{mark} {_step_words(code)}".strip()) for code, mark in lab.scale]


def _step_words(code: str) -> str:
    return {"NEGATIVE": _("negative"), "POSITIVE": _("positive"), "TRACE": _("trace")}.get(code, "")


def _range_words(drawn: Drawn, lab: LabItem) -> str:
    person, own = drawn.subject.person, drawn.own_ranges.get(lab.code, ())
    found = reference(own, lab.ranges, sex=person.sex, age=person.age)
    return found.in_words() if found else ""
