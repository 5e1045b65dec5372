"""The items an exam can give: lab items, and the package items that are made of them (X1).

Read from `data/lab_items.json` and `data/package_items.json`, which carry their sources.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from webapp.exams.rules.flags import Range
from webapp.exams.rules.units import Unit
from webapp.toolbox.packaged import bilingual, data
from webapp.toolbox.words import Bilingual


class Kind(StrEnum):
    """How a result is written: a figure, a step of a scale, or a finding in words."""

    NUMBER = "number"
    ORDINAL = "ordinal"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class LabItem:
    """One result on the sheet. Limits and ranges are in `unit`, the item's own unit."""

    code: str
    name: Bilingual
    abbreviation: str
    kind: Kind
    unit: str
    loinc: str
    places: int
    possible: tuple[Decimal, Decimal] | None
    plausible: tuple[Decimal, Decimal] | None
    critical_low: Decimal | None
    critical_high: Decimal | None
    ranges: tuple[Range, ...]
    other_units: tuple[Unit, ...]
    scale: tuple[tuple[str, str], ...]

    @property
    def units(self) -> tuple[str, ...]:
        """The units a figure may be written in, the item's own first."""
        return (self.unit, *(other.name for other in self.other_units))


@dataclass(frozen=True, slots=True)
class PackageItem:
    """One line of an exam package: the lab items it must give and those it may give."""

    code: str
    name: Bilingual
    section: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    sex: str | None

    @property
    def lab_items(self) -> tuple[str, ...]:
        """All lab item codes, required first."""
        return self.required + self.optional


@cache
def lab_items() -> dict[str, LabItem]:
    """Give every lab item by code, in the order of the file."""
    raw = data("exams", "lab_items")
    scales = {name: tuple((code, mark) for code, mark in steps) for name, steps in raw["scales"].items()}
    return {item["code"]: _lab_item(item, scales) for item in raw["items"]}


@cache
def package_items() -> dict[str, PackageItem]:
    """Give every package item by code, in the order of the file."""
    raw = data("exams", "package_items")
    return {item["code"]: _package_item(item) for item in raw["items"]}


def sheet_items(codes: Iterable[str], sex: str | None) -> tuple[PackageItem, ...]:
    """Give the lines of a result sheet for a package; items for the other sex are left out.

    Raises KeyError naming a code that is no package item.
    """
    wanted = [package_items()[code] for code in codes]
    return tuple(item for item in wanted if item.sex is None or sex is None or item.sex == sex)


def _lab_item(raw: dict[str, Any], scales: dict[str, tuple[tuple[str, str], ...]]) -> LabItem:
    critical = raw.get("critical", {})
    return LabItem(
        code=raw["code"],
        name=bilingual(raw),
        abbreviation=raw["abbr"],
        kind=Kind(raw["kind"]),
        unit=raw["unit"],
        loinc=raw["loinc"],
        places=raw.get("places", 0),
        possible=_limits(raw.get("possible")),
        plausible=_limits(raw.get("plausible")),
        critical_low=_decimal(critical.get("at_most")),
        critical_high=_decimal(critical.get("at_least")),
        ranges=tuple(_range(each) for each in raw.get("ranges", ())),
        other_units=tuple(_unit(each) for each in raw.get("other_units", ())),
        scale=scales.get(raw.get("scale", ""), ()),
    )


def _package_item(raw: dict[str, Any]) -> PackageItem:
    return PackageItem(
        code=raw["code"],
        name=bilingual(raw),
        section=raw["section"],
        required=tuple(raw["items"]),
        optional=tuple(raw.get("optional", ())),
        sex=raw.get("sex"),
    )


def _range(raw: dict[str, Any]) -> Range:
    age = raw.get("age")
    return Range(
        low=_decimal(raw.get("low")),
        high=_decimal(raw.get("high")),
        below=_decimal(raw.get("below")),
        sex=raw.get("sex"),
        ages=(age[0], age[1]) if age else None,
    )


def _unit(raw: dict[str, Any]) -> Unit:
    return Unit(
        name=raw["unit"],
        times=Decimal(raw.get("times", "1")),
        divide=Decimal(raw.get("divide", "1")),
        plus=Decimal(raw.get("plus", "0")),
    )


def _limits(raw: list[str] | None) -> tuple[Decimal, Decimal] | None:
    return (Decimal(raw[0]), Decimal(raw[1])) if raw else None


def _decimal(raw: str | None) -> Decimal | None:
    return None if raw is None else Decimal(raw)
