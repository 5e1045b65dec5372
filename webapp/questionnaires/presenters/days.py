"""Dates as people fill them in: fields for year, month and day, what is wrong with one, the lunar birthday."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from webapp.kernel import i18n
from webapp.questionnaires.rules import extensions, periods, typed
from webapp.questionnaires.rules.answers import maps
from webapp.questionnaires.rules.definition import Item
from webapp.toolbox.lunar import LunarDay, lunar_day
from webapp.toolbox.packaged import data

_BIRTH_DATE = ("http://loinc.org", "21112-8")


def fields(item: Item) -> tuple[tuple[str, str], ...]:
    """Give the fields of a date, key and words: as many as its `entryFormat` has parts."""
    words = tuple((key, shown) for key, shown in _words()["fields"])
    wanted = extensions.value(item.source, extensions.ENTRY_FORMAT)
    return words[: len(wanted.split("-"))] if isinstance(wanted, str) else words


def is_birthday(item: Item) -> bool:
    """Tell whether a question asks for somebody's date of birth (its LOINC code says so)."""
    codings = ((coding.get("system"), coding.get("code")) for coding in maps(item.source.get("code")))
    return item.type == "date" and _BIRTH_DATE in codings


def standing(item: Item, raw: Sequence[str]) -> tuple[str, ...]:
    """Give what stands in the fields of a date, and the line under them where it has one."""
    held = typed.joined(raw) if raw else ""
    shown = typed.parts(held)[: len(fields(item))]
    return (*shown, lunar_birthday(typed.day(held))) if is_birthday(item) else shown


def wrong_part(raw: Sequence[str]) -> str:
    """Say which part of a date to look at."""
    return wrong_parts()[typed.wrong_part(typed.joined(raw))]


def wrong_parts() -> dict[str, str]:
    """Say of each part of a date how it is written."""
    return {
        "year": i18n._("Please write the year with four digits, for example 1968."),
        "month": i18n._("Please write the month, a number from 1 to 12."),
        "day": i18n._("Please write the day, a number that this month has."),
    }


def lunar_birthday(text: str) -> str:
    """Say a day in the Chinese calendar; nothing for what is no whole day, or outside its table."""
    whole = periods.is_date(text) and len(text) == len("YYYY-MM-DD")
    found = lunar_day(date.fromisoformat(text)) if whole else None
    return _in_words(found) if found else ""


def _words() -> Any:
    return data("questionnaires", "days")[i18n.language()]


def _in_words(day: LunarDay) -> str:
    words = _words()
    year = words["year"].format(
        stem=words["stems"][day.stem],
        branch=words["branches"][day.branch],
        animal=words["animals"][day.branch],
    )
    month = (
        words["leap"].format(words["months"][day.month - 1]) if day.leap else words["months"][day.month - 1]
    )
    told: str = words["day"].format(year=year, month=month, day=words["days"][day.day - 1])
    return told
