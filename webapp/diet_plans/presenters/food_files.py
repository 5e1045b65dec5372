"""Files with foods in words: what each row would change, and why one is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from webapp.diet_plans.presenters.foods import facts, figures, odd, origins
from webapp.diet_plans.rules.foods import Food
from webapp.diet_plans.rules.foods.checks import same_names
from webapp.diet_plans.rules.foods.files import COLUMNS, MOST_FOODS, Read, RowFault, RowState, cells, titles
from webapp.kernel.i18n import _, language, lazy, number
from webapp.kernel.sheets.words import FILE_WORDS, refusal_words, table_spot
from webapp.toolbox.sheets import ImportStatus, Unreadable

AT_ONCE = 50
STATUS_WORDS = {
    ImportStatus.SHOWN.value: lazy("Waits to be confirmed"),
    ImportStatus.DONE.value: lazy("Written"),
    ImportStatus.DROPPED.value: lazy("Thrown away"),
}
STATE_WORDS = {
    RowState.FAULTY: lazy("Not taken in"),
    RowState.NEW: lazy("New food"),
    RowState.CHANGED: lazy("Food changed"),
    RowState.SAME: lazy("As before"),
}
STATE_TONES = {
    RowState.FAULTY: "act",
    RowState.NEW: "good",
    RowState.CHANGED: "watch",
    RowState.SAME: "good",
}
FAULT_WORDS = {
    RowFault.MISSING: lazy("This must be filled in."),
    RowFault.TOO_LONG: lazy("This is too long."),
    RowFault.UNKNOWN_WORD: lazy("The table does not know this word."),
    RowFault.NO_FIGURE: lazy("This is no figure that can be meant here."),
    RowFault.NO_UNIT: lazy("Write units as Chinese name, English name, grams, with semicolons between them."),
    RowFault.NOT_CITED: lazy("The figures are not those of the source that is named."),
    RowFault.TWICE: lazy("This food stands in the file twice. Only the first row is taken."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file."""

    number: int
    name: str
    state: str
    tone: str
    what: list[str]
    warnings: list[str]


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a file; `writes` of all of them would change the table."""

    lines: list[Line]
    states: list[tuple[str, str, bool]]
    after: str
    state: str
    writes: int


def page(found: list[Read], state: str, after: str) -> Page:
    """Make a page of the rows in one state, those with faults first when all are shown."""
    counts = Counter(one.state for one in found)
    begin = int(after) if after.isascii() and after.isdigit() and len(after) < 8 else 0
    wanted = [one for one in found if not state or one.state == state]
    shown = list(islice((one for one in wanted if one.number > begin), AT_ONCE + 1))
    twins = same_names(one.food for one in found if one.food)
    states = [("", _("All rows (%(n)s)", n=len(found)), not state)]
    states += [
        (one.value, f"{words} ({counts[one]})", one == state)
        for one, words in STATE_WORDS.items()
        if counts[one]
    ]
    return Page(
        [_line(one, twins) for one in shown[:AT_ONCE]],
        states,
        str(shown[AT_ONCE - 1].number) if len(shown) > AT_ONCE else "",
        state,
        counts[RowState.NEW] + counts[RowState.CHANGED],
    )


def _line(one: Read, twins: dict[str, list[str]]) -> Line:
    warnings = odd(one.food) if one.food else []
    if one.food and (one.food.name.zh in twins or one.food.name.en.casefold() in twins):
        warnings.append(_("Another row of the file bears the same name."))
    return Line(
        one.number, one.name, str(STATE_WORDS[one.state]), STATE_TONES[one.state], _what(one), warnings
    )


def _what(one: Read) -> list[str]:
    if one.fault:
        chinese, english = COLUMNS[one.column]
        column = chinese if language() == "zh-Hans" else english
        return [_("%(column)s: %(fault)s", column=column, fault=FAULT_WORDS[one.fault])]
    if one.food is None or one.before is None:
        return []
    return _changes(one.before, one.food)


def _changes(before: Food, after: Food) -> list[str]:
    """Say each value that would be another one."""
    pairs = zip(_said(before), _said(after), strict=False)
    return [
        _("%(label)s: %(before)s → %(after)s", label=label, before=old, after=new)
        for (label, old), (_label, new) in pairs
        if old != new
    ] or [_("Names or origins")]


def _said(food: Food) -> list[tuple[str, str]]:
    told = [(label, f"{source} ({state})") for label, source, state in origins(food)[:1]]
    return [*figures(food), *facts(food), *told]


def table_rows(foods: Iterable[Food]) -> list[list[str]]:
    """Give the table as rows of a file, with its head."""
    return [titles(), *(cells(food) for food in foods)]


def refusal(fault: Unreadable) -> str:
    """Say why a whole file is refused."""
    return refusal_words(str(FILE_WORDS[fault.fault]), table_spot(fault.spot))


def limit() -> str:
    """Say how much one file may hold."""
    return _("At most %(n)s foods in one file.", n=number(MOST_FOODS))
