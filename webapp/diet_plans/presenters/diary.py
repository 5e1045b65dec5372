"""A client's diary of meals in words: what was planned, what became of it, what she wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import url_for

from webapp.diet_plans.presenters.day import swapped
from webapp.diet_plans.presenters.words import MARK_TONES, MARK_WORDS, MEAL_WORDS, Text, menu_line
from webapp.diet_plans.queries import Diary, DueMeal
from webapp.kernel.i18n import _, day


@dataclass(frozen=True, slots=True)
class Entry:
    """One meal that was due; `tone` is "" where nobody said what became of it, `photo` where there is none."""

    name: str
    planned: Text
    mark: str
    tone: str
    swapped: list[str]
    note: str
    photo: str


@dataclass(frozen=True, slots=True)
class DiaryDay:
    """One day: in words, and its meals in order."""

    day: date
    words: str
    entries: list[Entry]


def diary_days(found: Diary, client_id: str) -> list[DiaryDay]:
    """Make the days of a page, the newest first."""
    return [DiaryDay(one, day(one), [_entry(meal, client_id) for meal in meals]) for one, meals in found.days]


def _entry(meal: DueMeal, client_id: str) -> Entry:
    log = meal.log
    return Entry(
        name=str(MEAL_WORDS[meal.meal]),
        planned=menu_line(meal.menu, meal.foods),
        mark=str(MARK_WORDS[meal.mark]) if meal.mark else _("not marked"),
        tone=MARK_TONES[meal.mark] if meal.mark else "",
        swapped=swapped(meal),
        note=log.note or "" if log else "",
        photo=_photo(client_id, log.id) if log and log.file_id else "",
    )


def _photo(client_id: str, log_id: str) -> str:
    return url_for("diet_plans_desk.diary_photo", client_id=client_id, log_id=log_id)
