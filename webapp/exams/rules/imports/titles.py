"""Column titles: which person's fact or which lab item, in which unit, a column holds (X1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from webapp.exams.rules.catalogue import LabItem, lab_items
from webapp.exams.rules.imports.words import item_names, person_titles, unit_of
from webapp.toolbox.sheets import key

_IN_BRACKETS = re.compile(r"^(.+?)[(\[（【]([^()\[\]（）【】]*)[)\]）】]\s*$")
IGNORED = "ignored"
MOST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: `fact` of a person (or of a long list), or a lab item `code` in `unit`.

    `unit` None: the title names none. All empty: nobody knows.
    """

    fact: str = ""
    code: str = ""
    unit: str | None = None

    @property
    def known(self) -> bool:
        """Tell whether the column is understood."""
        return bool(self.fact or self.code)


Memory = Mapping[str, str]
"""An institution's own titles → what a person confirmed: `code|unit`, or `ignored`."""


def column_of(title: str, memory: Memory) -> Column:
    """Give what a title means; what a person confirmed for the institution comes first."""
    plain = title[:MOST_TITLE]
    if (remembered := memory.get(key(plain))) is not None:
        return read_choice(remembered)
    if fact := person_titles().get(key(plain)):
        return Column(fact=fact)
    if code := item_names().get(key(plain)):
        return Column(code=code)
    return _with_unit(plain)


def _with_unit(title: str) -> Column:
    """Read `Total cholesterol (mmol/L)`; a unit that the item lacks is kept, to be refused cell by cell."""
    parted = _IN_BRACKETS.match(title)
    code = item_names().get(key(parted[1])) if parted else None
    if parted is None or code is None:
        return Column()
    return Column(code=code, unit=parted[2].strip())


def read_choice(choice: str) -> Column:
    """Read `tc|mg/dL` or `ignored`; what no item fits is unknown."""
    code, _, unit = choice.partition("|")
    if code == IGNORED:
        return Column(fact=IGNORED)
    item = lab_items().get(code)
    return Column(code=code, unit=unit_of(item, unit)) if item else Column()


def sure(column: Column) -> Column:
    """Give an item's column its unit where the item has only one; several are never guessed."""
    item = lab_items().get(column.code)
    if item is None or column.unit is not None or item.other_units:
        return column
    return Column(code=column.code, unit=item.unit)


def needs_unit(column: Column) -> bool:
    """Tell whether somebody has to say in which unit the column is."""
    return bool(column.code) and column.unit is None and _has_units(lab_items()[column.code])


def _has_units(item: LabItem) -> bool:
    return bool(item.other_units)
