"""A plan as JSON, and the hash that pins a published version (D1)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from webapp.diet_plans.rules.content import NOTHING, Content, Day, Item, Meal, Menu, Phase, Section
from webapp.diet_plans.rules.foods import Nutrient, Table, read_food, snapshot
from webapp.diet_plans.rules.nutrition import Band
from webapp.diet_plans.rules.targets import Activity, Condition, Goal
from webapp.toolbox.words import Bilingual


def write(content: Content) -> str:
    """Write a draft as JSON, always the same text for the same plan."""
    return _text(_raw(content))


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a version keeps beside the plan: which tables, the foods to swap in by group, a day's targets (D1, D4)."""

    food_table: str
    exchange_table: str
    swaps: Mapping[str, Table]
    targets: Mapping[Nutrient, Band]


def write_version(content: Content, table: Table, frozen: Frozen) -> str:
    """Write a plan for publishing, with the rows of all foods in it and of those that may take their place (D1)."""
    kept = {
        "food_table": frozen.food_table,
        "exchange_table": frozen.exchange_table,
        "swaps": {group: snapshot(set(foods), foods) for group, foods in frozen.swaps.items()},
        "targets": {
            one.value: {"low": _maybe(band.low), "high": _maybe(band.high)}
            for one, band in frozen.targets.items()
        },
        "foods": snapshot(content.codes, table),
    }
    return _text(_raw(content) | kept)


def frozen_tables(text: str) -> tuple[str, str]:
    """Read the names of the food table and of the exchange list of a version."""
    raw = json.loads(text)
    return raw["food_table"], raw["exchange_table"]


def frozen_targets(text: str) -> dict[Nutrient, Band]:
    """Read what a day was to hold when the version was published."""
    return _bands(json.loads(text).get("targets", {}))


def frozen_swaps(text: str) -> dict[str, Table]:
    """Read which foods may be swapped in, by exchange group, as they were when the version was published (D4)."""
    raw = json.loads(text).get("swaps", {})
    return {group: {code: read_food(row) for code, row in foods.items()} for group, foods in raw.items()}


def fingerprint(text: str) -> str:
    """Give the SHA-256 of a published text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def fingerprint_of_texts(content: Content) -> str:
    """Give a short mark of the texts alone, to see whether somebody changed them meanwhile (D1)."""
    texts = {section.value: _pair(content.text(section)) for section in Section}
    return fingerprint(_text(texts))[:16]


def read(text: str) -> Content:
    """Read a plan; the foods of a version are read by `read_foods`."""
    raw = json.loads(text)
    first, *later = map(_phase, raw.get("phases") or [{"days": raw["days"]}])
    return Content(
        texts={Section(name): _words(words) for name, words in raw["texts"].items()},
        days=first.days,
        activity=Activity(raw["activity"]),
        energy_low=_figure(raw["energy_low"]),
        energy_high=_figure(raw["energy_high"]),
        allergy_reason=_words(raw["allergy_reason"]),
        first_title=first.title,
        first_weeks=first.weeks,
        later=tuple(later),
        goal=Goal(raw.get("goal", Goal.KEEP)),
        conditions=frozenset(map(Condition, raw.get("conditions", ()))),
        ranges=_bands(raw.get("ranges", {})),
    )


def read_foods(text: str) -> Table:
    """Read the foods as they were when the version was published; later edits of the table change nothing."""
    return {code: read_food(row) for code, row in json.loads(text)["foods"].items()}


def write_words(words: Bilingual) -> str:
    """Write words in both languages as JSON."""
    return _text(_pair(words))


def read_words(text: str) -> Bilingual:
    """Read words in both languages."""
    return _words(json.loads(text))


def _text(raw: Mapping[str, Any]) -> str:
    return json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _raw(content: Content) -> dict[str, Any]:
    return _raw_weeks(content) | {
        "texts": {section.value: _pair(words) for section, words in content.texts.items()},
        "activity": content.activity.value,
        "energy_low": _maybe(content.energy_low),
        "energy_high": _maybe(content.energy_high),
        "allergy_reason": _pair(content.allergy_reason),
        **_raw_aims(content),
    }


def _raw_aims(content: Content) -> dict[str, Any]:
    """What nobody chose is left out, as in the documents written before there was a choice."""
    ranges = {
        one.value: {"low": _maybe(band.low), "high": _maybe(band.high)}
        for one, band in content.ranges.items()
    }
    goal = {} if content.goal is Goal.KEEP else {"goal": content.goal.value}
    conditions = {"conditions": sorted(content.conditions)} if content.conditions else {}
    return goal | conditions | ({"ranges": ranges} if ranges else {})


def _raw_weeks(content: Content) -> dict[str, Any]:
    """A plan of one nameless phase is written as it always was: the same plan keeps its fingerprint."""
    if content.phases == (Phase(days=content.days),):
        return {"days": _raw_days(content.days)}
    return {"phases": [_raw_phase(phase) for phase in content.phases]}


def _raw_phase(phase: Phase) -> dict[str, Any]:
    return {"title": _pair(phase.title), "weeks": phase.weeks, "days": _raw_days(phase.days)}


def _raw_days(days: tuple[Day, ...]) -> list[dict[str, Any]]:
    return [{meal.value: _raw_menu(menu) for meal, menu in day.items()} for day in days]


def _raw_menu(menu: Menu) -> dict[str, Any]:
    return {"title": _pair(menu.title), "items": [_raw_item(item) for item in menu.items]}


def _raw_item(item: Item) -> dict[str, Any]:
    """What is as usual is left out, as in the documents written before there was a choice."""
    raw = {"key": item.key, "food": item.food, "amount": f"{item.amount:f}", "unit": item.unit}
    fixed = {} if item.swaps else {"swaps": False}
    return raw | fixed | ({"note": _pair(item.note)} if item.note != NOTHING else {})


def _phase(raw: Mapping[str, Any]) -> Phase:
    days = tuple({meal: _menu(day[meal.value]) for meal in Meal if meal.value in day} for day in raw["days"])
    return Phase(_words(raw["title"]) if "title" in raw else NOTHING, raw.get("weeks"), days)


def _menu(raw: Mapping[str, Any]) -> Menu:
    return Menu(_words(raw["title"]), tuple(map(_item, raw["items"])))


def _item(raw: Mapping[str, Any]) -> Item:
    note = _words(raw["note"]) if "note" in raw else NOTHING
    return Item(
        raw["key"], raw["food"], Decimal(raw["amount"]), raw["unit"], bool(raw.get("swaps", True)), note
    )


def _bands(raw: Mapping[str, Any]) -> dict[Nutrient, Band]:
    return {Nutrient(one): Band(_figure(band["low"]), _figure(band["high"])) for one, band in raw.items()}


def _pair(words: Bilingual) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _words(raw: Mapping[str, str]) -> Bilingual:
    return Bilingual(zh=raw["zh"], en=raw["en"])


def _maybe(figure: Decimal | None) -> str | None:
    return None if figure is None else f"{figure:f}"


def _figure(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
