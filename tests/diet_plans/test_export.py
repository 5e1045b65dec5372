"""The exported JSON adds up: whoever computes it anew, from the file alone, finds every figure (D2).

`reckon` is that somebody: fractions instead of decimals, and no line of the application.
"""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from tests.diet_plans.test_views import scene, text  # noqa: F401 - a fixture
from tests.factories.diet_plans import NOW, TODAY
from webapp.diet_plans import queries
from webapp.diet_plans.models import DietPlanVersion
from webapp.diet_plans.presenters.export import export_text
from webapp.diet_plans.queries import Published
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.content import Content, Item, Meal, Menu, Phase
from webapp.diet_plans.rules.foods import shipped
from webapp.diet_plans.rules.nutrition import Band
from webapp.diet_plans.rules.targets import bands

FIGURES = ("energy_kcal", "protein_g", "fat_g", "carbohydrate_g", "fibre_g", "sodium_mg")
Sum = dict[str, tuple[Fraction, int, int]]


def reckon(given: dict[str, Any]) -> dict[str, Any]:
    """Compute all totals and verdicts of an exported plan from its menus, foods and targets."""
    raw = given["plan"].get("phases") or [{"days": given["plan"]["days"]}]
    phases = [_phase(given, phase["days"]) for phase in raw]
    whole, eaten = _add(one["phase"] for one in phases), sum(one["count"] for one in phases)
    return {"phases": phases, "phase": whole, "verdicts": _verdicts(given, whole, eaten), "count": eaten}


def _phase(given: dict[str, Any], menus: list[dict[str, Any]]) -> dict[str, Any]:
    days = [_day(given, day) for day in menus]
    phase = _add(one["day"] for one in days)
    eaten = sum(one["days"] for one in days)
    for one in days:
        one["verdicts"] = _verdicts(given, one["day"], one["days"])
    return {"days": days, "phase": phase, "verdicts": _verdicts(given, phase, eaten), "count": eaten}


def _day(given: dict[str, Any], day: dict[str, Any]) -> dict[str, Any]:
    meals = {name: _add(_item(given, item) for item in menu["items"]) for name, menu in day.items()}
    return {"meals": meals, "day": _add(meals.values()), "days": 1 if meals else 0}


def _item(given: dict[str, Any], item: dict[str, str]) -> Sum:
    food = given["plan"]["foods"][item["food"]]
    weights = {unit["en"].replace(" ", "_"): Fraction(unit["grams"]) for unit in food["units"]}
    grams = Fraction(item["amount"]) * weights.get(item["unit"], Fraction(1))
    known = {name: food[name] for name in FIGURES}
    return {
        name: (Fraction(0), 1, 1) if figure is None else (Fraction(figure) * grams / 100, 1, 0)
        for name, figure in known.items()
    }


def _add(parts: Any) -> Sum:
    listed = list(parts)
    return {
        name: (
            sum((part[name][0] for part in listed), Fraction(0)),
            sum(part[name][1] for part in listed),
            sum(part[name][2] for part in listed),
        )
        for name in FIGURES
    }


def _verdicts(given: dict[str, Any], found: Sum, days: int) -> dict[str, str]:
    said = {}
    for name, band in given["targets"].items() if days else ():
        known, foods, unknown = found[name]
        high = None if band["high"] is None else Fraction(band["high"]) * days
        low = None if band["low"] is None else Fraction(band["low"]) * days
        if high is not None and known > high:
            said[name] = "ABOVE"
        elif unknown or not foods:
            said[name] = "UNKNOWN"
        else:
            said[name] = "BELOW" if low is not None and known < low else "WITHIN"
    return said


def _read(totals: dict[str, dict[str, Any]]) -> Sum:
    return {name: (Fraction(one["known"]), one["foods"], one["unknown"]) for name, one in totals.items()}


def agrees(given: dict[str, Any]) -> int:
    """Hold every figure of the file against the reckoning; gives how many foods were unknown somewhere."""
    wanted = reckon(given)
    for phase, said in zip(wanted["phases"], given["totals"]["phases"], strict=True):
        for day, found in zip(phase["days"], said["days"], strict=True):
            assert {name: _read(meal) for name, meal in found["meals"].items()} == day["meals"]
            assert _read(found["day"]["totals"]) == day["day"]
            assert found["day"]["verdicts"] == day["verdicts"]
        _same(phase, said["phase"])
    _same(wanted, given["totals"]["plan"])
    return sum(unknown for _known, _foods, unknown in wanted["phase"].values())


def _same(wanted: dict[str, Any], said: dict[str, Any]) -> None:
    assert _read(said["totals"]) == wanted["phase"]
    assert said["verdicts"] == wanted["verdicts"]
    assert said["days"] == wanted["count"]


def a_plan(luck: Random) -> str:
    """Draw a plan and export it."""
    table = shipped()
    codes = luck.sample(sorted(table), 12)

    def item() -> Item:
        food = table[luck.choice(codes)]
        unit = luck.choice(["g", *(one.code for one in food.units)])
        amount = (
            Decimal(luck.randrange(1, 40_000)) / 100 if unit == "g" else Decimal(luck.randrange(1, 33)) / 8
        )
        return Item("k", food.code, amount, unit)

    def week() -> tuple[dict[Meal, Menu], ...]:
        drawn = luck.random
        return tuple(
            {
                meal: Menu(items=tuple(item() for _ in range(luck.randrange(4))))
                for meal in Meal
                if drawn() < 0.5
            }
            for _ in range(7)
        )

    later = tuple(Phase(days=week()) for _ in range(luck.choice([0, 0, 1])))
    content = Content(days=week(), later=later)
    targets = bands(Band(Decimal(luck.randrange(800, 2000)), Decimal(luck.randrange(2000, 3000))))
    text_ = document.write_version(content, table, document.Frozen("foods 1", "exchanges 1", {}, targets))
    version = DietPlanVersion(
        id="x" * 20,
        number=1,
        status="EFFECTIVE",
        effective_from=TODAY,
        published_at=NOW,
        content_hash=document.fingerprint(text_),
        food_table="foods 1",
        exchange_table="exchanges 1",
    )
    return export_text(Published(version, document.read(text_), document.read_foods(text_)), text_)


class TestExport:
    @pytest.mark.parametrize("plans", [50, pytest.param(1_000, marks=pytest.mark.long)])
    def test_plans_add_up_to_the_last_decimal_and_unknown_is_never_zero(self, plans: int) -> None:
        luck = Random(20261124)
        unknown = sum(agrees(json.loads(a_plan(luck))) for _ in range(plans))
        assert unknown > plans

    @pytest.mark.parametrize("lie", ["0", "0.0001"])
    def test_a_figure_that_is_off_by_a_hair_is_found(self, lie: str) -> None:
        given = json.loads(a_plan(Random(7)))
        span = given["totals"]["phases"][0]["phase"]["totals"]["energy_kcal"]
        span["known"] = str(Decimal(span["known"]) + Decimal(lie))
        if lie == "0":
            agrees(given)
            return
        with pytest.raises(AssertionError):
            agrees(given)


class TestExportVersion:
    def test_both_get_the_same_file_and_it_proves_the_hash(self, scene):  # noqa: F811
        scene.published()
        version = scene.look(lambda: queries.newest_version(scene.table.client.id))
        mine = scene.phone.get(f"/diet/versions/{version.id}/export")
        assert "attachment" in mine.headers["Content-Disposition"]
        assert text(mine) == text(scene.desk.get(f"{scene.base}/versions/{version.id}/export"))
        given = json.loads(text(mine))
        again = json.dumps(given["plan"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert document.fingerprint(again) == given["content_hash"] == version.content_hash
        agrees(given)

    def test_nobody_gets_another_clients(self, scene, app, act, sign_in):  # noqa: F811
        from tests.diet_plans.test_views import Scene

        scene.published()
        version = scene.look(lambda: queries.newest_version(scene.table.client.id))
        other = Scene(app, act, sign_in)
        assert other.phone.get(f"/diet/versions/{version.id}/export").status_code == 404
        assert other.desk.get(f"{scene.base}/versions/{version.id}/export").status_code == 404

    def test_the_command_prints_it(self, scene, monkeypatch):  # noqa: F811
        from click.testing import CliRunner

        from webapp.commands.diet import diet_group

        scene.published()
        version = scene.look(lambda: queries.newest_version(scene.table.client.id))
        monkeypatch.setattr("webapp.app.create_app", lambda: scene.app)
        said = CliRunner().invoke(diet_group, ["export", version.id])
        assert json.loads(said.output)["content_hash"] == version.content_hash
        assert CliRunner().invoke(diet_group, ["export", "nobody"]).exit_code == 1
