"""A plan as JSON, and the hash that pins a published version (D1)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from webapp.diet_plans.rules.content import Content, Item, Meal, Menu, Section
from webapp.diet_plans.rules.foods import Table, read_food, snapshot, table_version
from webapp.diet_plans.rules.targets import Activity
from webapp.toolbox.words import Bilingual


def write(content: Content) -> str:
    """Write a draft as JSON, always the same text for the same plan."""
    return _text(_raw(content))


def write_version(content: Content) -> str:
    """Write a plan for publishing: with the table's version and the rows of all foods in it (D1, D4)."""
    foods = snapshot({item.food for item in content.items()})
    return _text(_raw(content) | {"food_table": table_version(), "foods": foods})


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
    return Content(
        texts={Section(name): _words(words) for name, words in raw["texts"].items()},
        days=tuple(
            {meal: _menu(day[meal.value]) for meal in Meal if meal.value in day} for day in raw["days"]
        ),
        activity=Activity(raw["activity"]),
        energy_low=_figure(raw["energy_low"]),
        energy_high=_figure(raw["energy_high"]),
        allergy_reason=_words(raw["allergy_reason"]),
    )


def read_foods(text: str) -> Table:
    """Read the foods as they were when the version was published; later edits of the table change nothing."""
    return {code: read_food(row) for code, row in json.loads(text)["foods"].items()}


def _text(raw: Mapping[str, Any]) -> str:
    return json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _raw(content: Content) -> dict[str, Any]:
    return {
        "texts": {section.value: _pair(words) for section, words in content.texts.items()},
        "days": [{meal.value: _raw_menu(menu) for meal, menu in day.items()} for day in content.days],
        "activity": content.activity.value,
        "energy_low": _maybe(content.energy_low),
        "energy_high": _maybe(content.energy_high),
        "allergy_reason": _pair(content.allergy_reason),
    }


def _raw_menu(menu: Menu) -> dict[str, Any]:
    items = [{"key": i.key, "food": i.food, "amount": str(i.amount), "unit": i.unit} for i in menu.items]
    return {"title": _pair(menu.title), "items": items}


def _menu(raw: Mapping[str, Any]) -> Menu:
    items = tuple(Item(i["key"], i["food"], Decimal(i["amount"]), i["unit"]) for i in raw["items"])
    return Menu(_words(raw["title"]), items)


def _pair(words: Bilingual) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _words(raw: Mapping[str, str]) -> Bilingual:
    return Bilingual(zh=raw["zh"], en=raw["en"])


def _maybe(figure: Decimal | None) -> str | None:
    return None if figure is None else str(figure)


def _figure(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
