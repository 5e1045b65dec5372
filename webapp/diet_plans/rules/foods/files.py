"""The food table as a file: one food a row, taken in by its titles in either language, and given out again.

A column that is missing changes nothing; an empty cell of a figure means that nobody knows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from webapp.diet_plans.rules.foods import typed
from webapp.diet_plans.rules.foods.food import Food, Nutrient, Origin, Part, Table
from webapp.toolbox.packaged import data
from webapp.toolbox.sheets import FileFault, Spot, Unreadable, key
from webapp.toolbox.words import Bilingual

MOST_FOODS = 2000
_HEAD_WITHIN = 10
COLUMNS: Mapping[str, tuple[str, str]] = data("diet_plans", "food_columns")["columns"]
_TITLES = {key(title): name for name, titles in COLUMNS.items() for title in (*titles, name)}
_Value = TypeVar("_Value")
_YES = frozenset(data("diet_plans", "food_columns")["yes"])
_LONGEST = {"zh": 60, "en": 120, "source": 120}


class RowState(StrEnum):
    """What a row would do."""

    NEW = "NEW"
    CHANGED = "CHANGED"
    SAME = "SAME"
    FAULTY = "FAULTY"


class RowFault(StrEnum):
    """Why a row cannot be taken in."""

    MISSING = "MISSING"
    TOO_LONG = "TOO_LONG"
    UNKNOWN_WORD = "UNKNOWN_WORD"
    NO_FIGURE = "NO_FIGURE"
    NO_UNIT = "NO_UNIT"
    NOT_CITED = "NOT_CITED"
    TWICE = "TWICE"


class _Refused(Exception):
    def __init__(self, column: str, fault: RowFault) -> None:
        super().__init__(fault.value)
        self.column, self.fault = column, fault


@dataclass(frozen=True, slots=True)
class Read:
    """A row of a file: the food it means, or the column and the fault that stop it."""

    number: int
    name: str
    state: RowState
    food: Food | None = None
    before: Food | None = None
    column: str = ""
    fault: RowFault | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The codes a file may use."""

    groups: frozenset[str]
    exchanges: frozenset[str]
    allergens: frozenset[str]


def titles() -> list[str]:
    """Give the head of a file, in Chinese."""
    return [titles[0] for titles in COLUMNS.values()]


def cells(food: Food) -> list[str]:
    """Give a food as a row of a file."""
    at = food.origin(Part.FIGURES)
    said = {
        "code": food.code,
        "zh": food.name.zh,
        "en": food.name.en,
        "aliases": ", ".join(food.aliases),
        "group": food.group,
        **{nutrient.value: _text(food.per_100g[nutrient]) for nutrient in Nutrient},
        "saturated_fat_g": _text(food.saturated_fat),
        "edible_percent": _text(food.edible_percent),
        "source": at.source,
        "verified": "yes" if at.verified else "no",
        "allergens": ", ".join(sorted(food.allergens)),
        "exchange_group": food.exchange_group,
        "exchange_grams": _text(food.exchange_grams),
        "units": "; ".join(typed.write_units(food.units).splitlines()),
    }
    return [said[name] for name in COLUMNS]


def read(rows: Sequence[Sequence[str]], known: Table, words: Words) -> list[Read]:
    """Read a sheet against the foods that are known. Raises Unreadable for a file that is no food table."""
    head, body = _head(rows)
    by_name = {(food.name.zh, food.name.en.casefold()): food for food in known.values()}
    seen: set[str] = set()
    found = []
    for number, row in body:
        said = {name: row[at].strip() for name, at in head.items() if at < len(row)}
        if any(said.values()):
            found.append(_row(number, said, _meant(said, known, by_name), words, seen))
    if len(found) > MOST_FOODS:
        raise Unreadable(FileFault.TOO_MANY)
    return found


def _head(
    rows: Sequence[Sequence[str]],
) -> tuple[dict[str, int], Iterable[tuple[int, Sequence[str]]]]:
    for number, row in enumerate(rows[:_HEAD_WITHIN], start=1):
        named = [(_TITLES[key(cell)], at) for at, cell in enumerate(row) if key(cell) in _TITLES]
        if {"zh", "en"} <= {name for name, _ in named}:
            if len({name for name, _ in named}) < len(named):
                raise Unreadable(FileFault.TITLE_TWICE, Spot("TABLE", "", number))
            return dict(named), enumerate(rows[number:], start=number + 1)
    raise Unreadable(FileFault.NO_HEAD)


def _meant(said: Mapping[str, str], known: Table, by_name: Mapping[tuple[str, str], Food]) -> Food | None:
    """Give the food a row is about: by its code, else by both names."""
    if said.get("code"):
        return known.get(said["code"])
    return by_name.get((said.get("zh", ""), said.get("en", "").casefold()))


def _row(number: int, said: Mapping[str, str], before: Food | None, words: Words, seen: set[str]) -> Read:
    name = said.get("zh", "") or said.get("code", "")
    try:
        if said.get("code") and before is None:
            raise _Refused("code", RowFault.UNKNOWN_WORD)
        food = _food(said, before, words)
        mark = food.code or f"{food.name.zh} {food.name.en.casefold()}"
        if mark in seen:
            raise _Refused("zh", RowFault.TWICE)
        seen.add(mark)
    except _Refused as refused:
        return Read(number, name, RowState.FAULTY, column=refused.column, fault=refused.fault)
    if before is None:
        return Read(number, name, RowState.NEW, food)
    return Read(number, name, RowState.SAME if food == before else RowState.CHANGED, food, before)


def _food(said: Mapping[str, str], before: Food | None, words: Words) -> Food:
    for needed in ("zh", "en", *(() if before else ("group", "source"))):
        if not said.get(needed):
            raise _Refused(needed, RowFault.MISSING)
    for column, longest in _LONGEST.items():
        if len(said.get(column, "")) > longest:
            raise _Refused(column, RowFault.TOO_LONG)
    name = Bilingual(zh=said["zh"], en=said["en"])
    food = _with_figures(replace(before, name=name) if before else _blank(name), said)
    food = _with_words(food, said, words)
    food = _with_names(food, said, before)
    if typed.is_no_longer_cited(before, food):
        raise _Refused("source", RowFault.NOT_CITED)
    return food


def _blank(name: Bilingual) -> Food:
    unknown: Mapping[Nutrient, Decimal | None] = dict.fromkeys(Nutrient)
    return Food("", name, (), (), "", "", None, unknown, None, frozenset(), ())


def _with_figures(food: Food, said: Mapping[str, str]) -> Food:
    def figure(name: str, now: Decimal | None) -> Decimal | None:
        return _read(name, said, typed.read_figure, RowFault.NO_FIGURE) if name in said else now

    edible = figure("edible_percent", food.edible_percent)
    if edible is not None and not 1 <= edible <= 100:
        raise _Refused("edible_percent", RowFault.NO_FIGURE)
    return replace(
        food,
        per_100g={nutrient: figure(nutrient.value, food.per_100g[nutrient]) for nutrient in Nutrient},
        saturated_fat=figure("saturated_fat_g", food.saturated_fat),
        edible_percent=edible,
        exchange_grams=figure("exchange_grams", food.exchange_grams),
    )


def _read(name: str, said: Mapping[str, str], reader: Callable[[str], _Value], fault: RowFault) -> _Value:
    try:
        return reader(said[name])
    except typed.Untypable:
        raise _Refused(name, fault) from None


def _with_words(food: Food, said: Mapping[str, str], words: Words) -> Food:
    group = said.get("group") or food.group
    exchange = said.get("exchange_group", food.exchange_group)
    allergens = frozenset(typed.read_names(said["allergens"])) if "allergens" in said else food.allergens
    checked = (
        ("group", {group} <= words.groups),
        ("exchange_group", {exchange} <= words.exchanges | {""}),
        ("exchange_grams", not exchange or food.exchange_grams is not None),
        ("allergens", allergens <= words.allergens),
    )
    for name, fine in checked:
        if not fine:
            raise _Refused(name, RowFault.UNKNOWN_WORD)
    return replace(
        food,
        group=group,
        pagoda_share=food.pagoda_share if group == food.group else None,
        exchange_group=exchange,
        exchange_grams=food.exchange_grams if exchange else None,
        allergens=allergens,
    )


def _with_names(food: Food, said: Mapping[str, str], before: Food | None) -> Food:
    """Take aliases, units and the source; new names are written in pinyin later."""
    aliases = typed.read_names(said["aliases"]) if "aliases" in said else food.aliases
    lines = {"units": said.get("units", "").replace("; ", "\n").replace(";", "\n")}
    units = _read("units", lines, typed.read_units, RowFault.NO_UNIT) if "units" in said else food.units
    at = food.origin(Part.FIGURES)
    verified = said["verified"].casefold() in _YES if "verified" in said else at.verified
    same = before is not None and (before.name.zh, before.aliases) == (food.name.zh, aliases)
    return replace(
        food,
        aliases=aliases,
        units=units,
        initials=food.initials if same else (),
        sounds=food.sounds if same else (),
        origins={**food.origins, Part.FIGURES: Origin(said.get("source") or at.source, verified)},
    )


def _text(figure: Decimal | None) -> str:
    return "" if figure is None else format(figure, "f")
