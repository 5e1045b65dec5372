"""`kangyue diet import-foods` fills the food table, and does no harm the second time."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from flask import Flask

from webapp.commands import diet
from webapp.diet_plans import queries
from webapp.diet_plans.rules.foods import shipped


class TestImportFoods:
    def test_the_shipped_foods_come_in_once(self, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("webapp.app.create_app", lambda: app)
        first, second = (CliRunner().invoke(diet.diet_group, ["import-foods"]).output for _ in range(2))
        n = len(shipped())
        assert (first, second) == (
            f"foods: {n} added, 0 changed, 0 as before\n",
            f"foods: 0 added, 0 changed, {n} as before\n",
        )
        with app.app_context():
            assert set(queries.headquarters_foods()) == set(shipped())
