"""The plan matrix for editing, and its versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from webapp.admin.forms.matrix import choices_of, field_of, packages_field
from webapp.admin.presenters.catalogue import version_lines
from webapp.admin.presenters.words import KIND_WORDS
from webapp.kernel.i18n import _, say
from webapp.plans.queries import PlanVersion
from webapp.plans.rules import Item
from webapp.toolbox.packaged import bilingual


@dataclass(frozen=True, slots=True)
class Cell:
    """What a column grants of an item; `packages_field` is empty but for the exam."""

    field: str
    words: str
    value: str
    options: list[tuple[str, str]]
    error: str
    packages_field: str
    packages: list[str]
    packages_error: str
    change: bool


@dataclass(frozen=True, slots=True)
class ItemCells:
    """One service item and its columns."""

    name: str
    cells: list[Cell]
    wrong: bool


def posted_of(data: Mapping[str, Any]) -> MultiDict[str, str]:
    """Give a version as its form would post it."""
    pairs = []
    for row in data.get("items", ()):
        for column, grant in row["grants"].items():
            pairs.append((field_of(row["code"], column), str(grant.get("tier") or grant.get("times", 0))))
            pairs += [(packages_field(column), level) for level in grant.get("packages", ())]
            if grant.get("items_change"):
                pairs.append((f"change-{packages_field(column)}", "y"))
    return MultiDict(pairs)


def matrix_rows(
    data: Mapping[str, Any], posted: MultiDict[str, str], wrong: Mapping[str, str]
) -> list[ItemCells]:
    """Draw each item with its columns; what was typed stays."""
    names = _columns(data)
    rows = []
    for row in data.get("items", ()):
        cells = [_cell(row["code"], column, names[column], posted, wrong) for column in names]
        faulty = any(cell.error or cell.packages_error for cell in cells)
        rows.append(ItemCells(say(bilingual(row)), cells, faulty))
    return rows


def _columns(data: Mapping[str, Any]) -> dict[str, str]:
    plans = {code: say(bilingual(words)) for code, words in data.get("plans", {}).items()}
    split = {column: column.split(".") for column in data.get("columns", ())}
    return {column: f"{plans[plan]} · {KIND_WORDS[kind]}" for column, (plan, kind) in split.items()}


def _cell(item: str, column: str, words: str, posted: MultiDict[str, str], wrong: Mapping[str, str]) -> Cell:
    field, packages = field_of(item, column), packages_field(column) if item == Item.EXAM else ""
    return Cell(
        field=field,
        words=words,
        value=posted.get(field, ""),
        options=[(choice, _choice_words(item, choice)) for choice in choices_of(item)],
        error=wrong.get(field, ""),
        packages_field=packages,
        packages=posted.getlist(packages),
        packages_error=wrong.get(packages, ""),
        change=bool(posted.get(f"change-{packages}")),
    )


def _choice_words(item: str, choice: str) -> str:
    if not choice:
        return _("not in the plan")
    if item == Item.RECORD:
        return _("tier %(tier)s", tier="I" * int(choice))
    if choice == "0":
        return _("included")
    times = int(choice)
    return _("once a year") if times == 1 else _("up to %(n)s times a year", n=times)


def version_rows(versions: Sequence[PlanVersion], in_force: PlanVersion | None) -> list[tuple[str, str]]:
    """Draw the versions: which, and from when on."""
    return version_lines(
        [(one.version, one.valid_from) for one in versions], in_force.version if in_force else 0
    )
