"""The plan matrix as a form: one choice for each item and column, packages for each exam (§2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import DateField

from webapp.admin.presenters.words import LEVEL_WORDS
from webapp.kernel.forms import Form, in_days, needed
from webapp.kernel.i18n import _, lazy
from webapp.plans.rules import Item

MOST_TIMES = 12
_TIERS = ("1", "2", "3")


class MatrixForm(Form):
    """From which day on the new version is in force."""

    valid_from = DateField(lazy("In force from"), [needed(), in_days(0, 400)])


def field_of(item: str, column: str) -> str:
    """Give the id of the choice for an item in a column (`MAINTENANCE.GROUP`)."""
    return f"grant-{item}-{column}".replace(".", "-")


def packages_field(column: str) -> str:
    """Give the id of the packages of a column's exam."""
    return f"packages-{column}".replace(".", "-")


def choices_of(item: str) -> list[str]:
    """Give what may be chosen for an item: nothing, included, times a year or, for the record, a tier."""
    if item == Item.RECORD:
        return ["", *_TIERS]
    return ["", "0", *(str(times) for times in range(1, MOST_TIMES + 1))]


def read_matrix(
    posted: MultiDict[str, str], data: Mapping[str, Any]
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """Read the next version from what was posted; `data` is the version it began from.

    Gives the data for `plans.services.publish_matrix` and (field id, sentence) for what is wrong.
    """
    wrong: list[tuple[str, str]] = []
    items = [{**row, "grants": _grants(posted, row, data["columns"], wrong)} for row in data["items"]]
    return {**data, "items": items}, wrong


def _grants(
    posted: MultiDict[str, str], row: Mapping[str, Any], columns: list[str], wrong: list[tuple[str, str]]
) -> dict[str, Any]:
    item, grants = row["code"], {}
    for column in columns:
        chosen = posted.get(field_of(item, column), "")
        if chosen not in choices_of(item):
            wrong.append((field_of(item, column), _("Please choose one of the list.")))
        elif chosen:
            grants[column] = _grant(posted, item, column, chosen, wrong)
    return grants


def _grant(
    posted: MultiDict[str, str], item: str, column: str, chosen: str, wrong: list[tuple[str, str]]
) -> dict[str, Any]:
    if item == Item.RECORD:
        return {"tier": int(chosen)}
    times = {"times": int(chosen)} if chosen != "0" else {}
    return {**times, **_exam(posted, column, wrong)} if item == Item.EXAM else times


def _exam(posted: MultiDict[str, str], column: str, wrong: list[tuple[str, str]]) -> dict[str, Any]:
    field = packages_field(column)
    packages = [level for level in LEVEL_WORDS if level in posted.getlist(field)]
    if not packages:
        wrong.append((field, _("An exam needs at least one package.")))
    change = {"items_change": True} if posted.get(f"change-{field}") else {}
    return {"packages": packages, **change}
