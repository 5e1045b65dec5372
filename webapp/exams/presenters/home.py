"""A reading's form and what is said after it was kept (R3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from webapp.exams.presenters.sheet import FLAG_TONES, FLAG_WORDS, SLIP_WORDS, item_name
from webapp.exams.rules.catalogue import lab_items
from webapp.exams.rules.home import CODES, OPTIONAL, Doubt, HomeReading, Kind
from webapp.exams.rules.readings import Slip
from webapp.exams.rules.sheet import Reading, Typed
from webapp.kernel.i18n import _, lazy, number
from webapp.records.queries import Measurement
from webapp.toolbox.units import printed

KIND_WORDS = {
    Kind.PRESSURE: lazy("Blood pressure"),
    Kind.WEIGHT: lazy("Weight"),
    Kind.WAIST: lazy("Waist"),
    Kind.FASTING_GLUCOSE: lazy("Glucose, fasting"),
    Kind.MEAL_GLUCOSE: lazy("Glucose, two hours after a meal"),
}
KIND_ICONS = {
    Kind.PRESSURE: "pressure",
    Kind.WEIGHT: "scale",
    Kind.WAIST: "me",
    Kind.FASTING_GLUCOSE: "drop",
    Kind.MEAL_GLUCOSE: "drop",
}
DOUBT_WORDS = {
    Doubt.UPPER_NOT_ABOVE_LOWER: lazy("The lower pressure has to be below the upper one."),
    Doubt.IN_THE_FUTURE: lazy("This moment is still to come."),
    Doubt.TOO_LONG_AGO: lazy("This is more than a year ago. Please choose a later day."),
}
CRITICAL_WORDS = {
    "bp_critical": lazy(
        "Sit down, rest for five minutes and measure again. If it stays this high, see a doctor today; with chest "
        "pain, a severe headache or slurred speech call 120 at once."
    ),
    "glucose_very_high": lazy("Drink water, do not exercise now, and see a doctor today."),
    "glucose_very_low": lazy(
        "Take something sweet now and measure again after fifteen minutes. If you feel faint or it stays low, "
        "ask somebody for help and call a doctor."
    ),
}


def address_word(kind: Kind) -> str:
    """Give a kind as it stands in an address."""
    return kind.value.lower().replace("_", "-")


def kind_rows(ask: Callable[[str], str]) -> list[dict[str, str]]:
    """Give what can be written down, each with the way to its form."""
    return [
        {"icon": KIND_ICONS[kind], "words": str(words), "href": ask(address_word(kind))}
        for kind, words in KIND_WORDS.items()
    ]


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure of the form."""

    code: str
    label: str
    unit: str
    units: tuple[tuple[str, str], ...]
    chosen: str
    value: str
    error: str
    mode: str


def entries(kind: Kind, typed: Mapping[str, Typed], found: HomeReading | None = None) -> list[Entry]:
    """Give the fields of a reading with what was typed."""
    return [_entry(code, typed.get(code, Typed()), found) for code in CODES[kind]]


def _entry(code: str, typed: Typed, found: HomeReading | None) -> Entry:
    item = lab_items()[code]
    label = item_name(item)
    return Entry(
        code=code,
        label=_("%(name)s, if shown", name=label) if code in OPTIONAL else label,
        unit=printed(item.unit),
        units=tuple((unit, printed(unit)) for unit in item.units) if code in _BOTH_UNITS else (),
        chosen=typed.unit or item.unit,
        value=typed.text,
        error=problem_words(found.problems.get(code)) if found else "",
        mode="numeric" if not item.places else "decimal",
    )


_BOTH_UNITS = ("fpg", "pbg2")
"""Meters show either unit; nobody reads a pressure in kPa at home."""


def problem_words(problem: Slip | Doubt | None) -> str:
    """Say why a figure was refused."""
    if problem is None:
        return ""
    if problem is Slip.MISSING:
        return _("Please fill this in.")
    return str(DOUBT_WORDS[problem] if isinstance(problem, Doubt) else SLIP_WORDS[problem])


def doubt_words(found: HomeReading) -> str:
    """Ask again about figures that are possible but rare."""
    figures = [one for one in found.figures if one.implausible]
    if not figures:
        return ""
    named = _(", ").join(f"{item_name(lab_items()[one.code])} {_written(one)}" for one in figures)
    return _("%(figures)s: this is unusual. Please look at the device once more.", figures=named)


def _written(one: Reading) -> str:
    return f"{number(one.written_value or 0)} {printed(one.written_unit)}"


@dataclass(frozen=True, slots=True)
class Said:
    """One kept figure with its verdict."""

    name: str
    value: str
    verdict: str
    tone: str
    range: str


def said(figures: Sequence[Reading], rows: Sequence[Measurement]) -> list[Said]:
    """Say kept figures in the order in which they were asked."""
    written = {row.code: row for row in rows}
    order = {code: at for at, code in enumerate(code for codes in CODES.values() for code in codes)}
    return [_said(one, written[one.code]) for one in sorted(figures, key=lambda one: order[one.code])]


def _said(one: Reading, row: Measurement) -> Said:
    value = f"{number(row.written_value or row.value)} {printed(row.written_unit or row.unit)}"
    rated = one.flag in FLAG_TONES
    return Said(
        item_name(lab_items()[one.code]),
        value,
        str(FLAG_WORDS[one.flag]) if rated else "",
        FLAG_TONES.get(one.flag, ""),
        one.range.in_words() if one.range else "",
    )
