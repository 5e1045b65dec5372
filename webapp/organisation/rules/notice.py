"""The yearly notice of holidays and make-up days, as a file and as a difference from what is known.

A file holds what the State Council's notice says, one occasion a line: its two names, the first and last day off,
and the weekend days that are worked instead, each with the weekday it stands for where that is known
(`2026-10-10=3`: a Wednesday's work). CSV with these titles, or JSON with the same keys.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

TITLES = ("name_zh", "name_en", "first_off", "last_off", "work_days")
LONGEST = timedelta(days=31)
MOST_LINES = 60


class NoticeUnreadable(ValueError):
    """A line of the notice that cannot be read; `line` counts from 1, `field` is one of TITLES, or "" for all."""

    def __init__(self, line: int, field: str) -> None:
        super().__init__(f"line {line}: {field or 'not the expected shape'}")
        self.line, self.field = line, field


@dataclass(frozen=True, slots=True)
class NoticeDay:
    """One day of the notice. `stands_for` is an ISO weekday, only for days that are worked."""

    day: date
    works: bool
    name_zh: str = ""
    name_en: str = ""
    stands_for: int | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """What taking a notice in would do to a year: new days, changed ones (before, after), days that go."""

    added: tuple[NoticeDay, ...]
    changed: tuple[tuple[NoticeDay, NoticeDay], ...]
    removed: tuple[NoticeDay, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    def fingerprint(self) -> str:
        """Give the letters by which a page and what is then done can be told to be the same."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:20]


def read_notice(text: str) -> list[NoticeDay]:
    """Read a notice, CSV or JSON, in order of days. Raises NoticeUnreadable."""
    text = text.lstrip("\ufeff").strip()
    lines = _from_json(text) if text[:1] in "[{" and text else _from_csv(text)
    days: dict[date, NoticeDay] = {}
    for number, line in lines:
        for one in _days(number, line):
            if days.setdefault(one.day, one).works != one.works:
                raise NoticeUnreadable(number, "work_days" if one.works else "first_off")
    if not days:
        raise NoticeUnreadable(1, "")
    return sorted(days.values(), key=lambda one: one.day)


def difference(known: Iterable[NoticeDay], wanted: Iterable[NoticeDay]) -> Difference:
    """Compare what is known of a year with a notice."""
    old = {one.day: one for one in known}
    new = {one.day: one for one in wanted}
    return Difference(
        added=tuple(new[day] for day in sorted(new.keys() - old.keys())),
        changed=tuple(
            (old[day], new[day]) for day in sorted(new.keys() & old.keys()) if old[day] != new[day]
        ),
        removed=tuple(old[day] for day in sorted(old.keys() - new.keys())),
    )


def _from_csv(text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text))
    if not set(TITLES) <= set(reader.fieldnames or ()):
        raise NoticeUnreadable(1, "")
    for number, line in enumerate(reader, start=2):
        if number > MOST_LINES:
            raise NoticeUnreadable(number, "")
        yield number, line


def _from_json(text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as unreadable:
        raise NoticeUnreadable(1, "") from unreadable
    if not isinstance(found, list) or len(found) > MOST_LINES:
        raise NoticeUnreadable(1, "")
    for number, line in enumerate(found, start=1):
        if not isinstance(line, dict):
            raise NoticeUnreadable(number, "")
        yield number, line


def _days(number: int, line: Mapping[str, Any]) -> Iterator[NoticeDay]:
    zh, en = _name(number, line, "name_zh", 40), _name(number, line, "name_en", 60)
    first, last = _day(number, line, "first_off"), _day(number, line, "last_off")
    if not first <= last <= first + LONGEST:
        raise NoticeUnreadable(number, "last_off")
    while first <= last:
        yield NoticeDay(first, works=False, name_zh=zh, name_en=en)
        first += timedelta(days=1)
    for word in _words(number, line):
        day, _sign, weekday = word.partition("=")
        if weekday not in ("", *"1234567"):
            raise NoticeUnreadable(number, "work_days")
        worked = _day(number, {"work_days": day}, "work_days")
        yield NoticeDay(worked, works=True, stands_for=int(weekday) if weekday else None)


def _words(number: int, line: Mapping[str, Any]) -> list[str]:
    found = line.get("work_days") or ""
    words = found.split() if isinstance(found, str) else found
    if not isinstance(words, list) or not all(isinstance(one, str) for one in words):
        raise NoticeUnreadable(number, "work_days")
    return words


def _name(number: int, line: Mapping[str, Any], field: str, longest: int) -> str:
    found = line.get(field)
    if not isinstance(found, str) or not found.strip() or len(found.strip()) > longest:
        raise NoticeUnreadable(number, field)
    return found.strip()


def _day(number: int, line: Mapping[str, Any], field: str) -> date:
    found = line.get(field)
    try:
        return date.fromisoformat(found.strip() if isinstance(found, str) else "")
    except ValueError as unreadable:
        raise NoticeUnreadable(number, field) from unreadable
