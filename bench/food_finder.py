"""`python -m bench.food_finder FOODS`: fills the environment's food table and searches it; prints JSON.

The foods are the shipped ones under many names: "grandmother's", "with tomato" and so on, so that beginnings are
shared as they are in a real table.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from sqlalchemy import text

from bench.inside import Time
from webapp.app import create_app
from webapp.diet_plans import queries, services
from webapp.diet_plans.rules.foods import Food, shipped
from webapp.kernel import transaction
from webapp.kernel.db import db
from webapp.toolbox.words import Bilingual

ROUNDS = 5


def main(wanted: int) -> None:
    """Fill, warm up, search."""
    app = create_app()
    with app.app_context():
        began = time.perf_counter()
        with transaction.unit_of_work():
            services.import_foods(islice(_foods(), wanted), filled_from="bench 1")
        filling = time.perf_counter() - began
        with transaction.unit_of_work():
            db.session.execute(text("ANALYZE"))
        words = list(_words())
        for word in words:
            _search(word)
        times = [_search(word) for _round in range(ROUNDS) for word in words]
    slowest = max(zip(words, times[: len(words)], strict=True), key=lambda one: one[1].wall)
    print(
        json.dumps(
            {
                "foods": wanted,
                "filling_s": round(filling, 1),
                "words": len(words),
                "slowest": [slowest[0], round(slowest[1].wall, 2)],
                "times": times,
            }
        )
    )


def _foods() -> Iterator[Food]:
    """Give foods without end: each shipped one, then each beside each other one."""
    listed = list(shipped().values())
    yield from listed
    for step in range(1, len(listed)):
        for at, food in enumerate(listed):
            yield _beside(food, listed[(at + step) % len(listed)], f"BENCH_{step}_{at}")


def _beside(food: Food, other: Food, code: str) -> Food:
    name = Bilingual(zh=f"{food.dish.zh}{other.dish.zh}", en=f"{food.dish.en} with {other.dish.en}"[:120])
    return replace(
        food,
        code=code,
        name=name,
        aliases=(),
        initials=(food.initials[0] + other.initials[0],),
        sounds=(food.sounds[0] + other.sounds[0],),
    )


def _words() -> Iterator[str]:
    yield from "abcdefghjklmnpqrstwxyz"
    for food in list(shipped().values())[::6]:
        chinese, english = food.dish.zh, food.dish.en
        yield from (
            chinese[:1],
            chinese[:2],
            food.initials[0][:2],
            food.sounds[0][:4],
            english[:3],
            english[:6],
        )


def _search(word: str) -> Time:
    began, worked = time.perf_counter(), time.thread_time()
    found = queries.search_foods(word, "")
    db.session.remove()
    took = Time((time.perf_counter() - began) * 1000, (time.thread_time() - worked) * 1000)
    assert found, word
    return took


if __name__ == "__main__":
    main(int(sys.argv[1]))
