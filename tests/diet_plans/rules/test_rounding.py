"""Figures are rounded in one place, and a lower bound stays one (D2)."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from webapp.diet_plans.presenters.words import amount, roughly
from webapp.diet_plans.rules import rounding
from webapp.diet_plans.rules.nutrition import Total

ROOM = Path(rounding.__file__).parent.parent


@pytest.mark.parametrize(
    ("figure", "places", "nearest", "least"),
    [("0.5", 0, "1", "0"), ("2.5", 0, "3", "2"), ("1450.49", 0, "1450", "1450"), ("0.25", 1, "0.3", "0.2")],
)
def test_a_half_goes_up_and_a_lower_bound_down(figure: str, places: int, nearest: str, least: str) -> None:
    assert rounding.nearest(Decimal(figure), places) == Decimal(nearest)
    assert rounding.at_least(Decimal(figure), places) == Decimal(least)


@pytest.mark.parametrize(("figure", "least"), [("142.01", "143"), ("142", "142"), ("0.2", "1")])
def test_what_is_bought_is_enough(figure: str, least: str) -> None:
    assert rounding.enough(Decimal(figure)) == Decimal(least)


def test_steps_and_shares() -> None:
    assert rounding.to_step(Decimal(1825), Decimal(50)) == 1850
    assert rounding.down_to_step(Decimal(1459), Decimal(10)) == 1450
    assert rounding.percent(Decimal("0.125")) == 13
    assert rounding.percent_reached(Decimal("0.999")) == 99


def test_with_foods_unknown_no_more_is_claimed_than_is_known() -> None:
    assert amount(Total(Decimal("1450.9"), 14, 2)) == "≥ 1,450"
    assert amount(Total(Decimal("1450.5"), 14, 0)) == "1,451"
    assert roughly(Total(Decimal(1459), 14, 2)) == "1,450"
    assert roughly(Total(Decimal(1455), 14, 0)) == "1,460"


def test_nobody_else_in_the_room_rounds() -> None:
    rounds = re.compile(r"\bquantize\(|\bROUND_|(?<![\w.])round\(\w*(?:gram|kcal|figure|energy)")
    others = [path for path in ROOM.rglob("*.py") if path.name != "rounding.py"]
    assert [path.name for path in others if rounds.search(path.read_text())] == []
