"""Responses by chance through both engines: no exception, one verdict."""

from __future__ import annotations

import os
from itertools import count, islice

import pytest

from tests.questionnaires.engine.conftest import Engine
from tests.questionnaires.engine.generator import cases
from tests.questionnaires.engine.outcomes import dump, outcome, plain
from webapp.questionnaires.rules.entry import storable

RESPONSES = int(os.environ.get("KANGYUE_GENERATED", "2000"))
"""`make engine` sets twenty thousand."""
BATCH = 250


@pytest.mark.browser
class TestGenerated:
    def test_both_engines_say_the_same_of_every_response(self, engine: Engine) -> None:
        asked = told = 0
        codes: set[str] = set()
        for seed in islice(count(1), -(-RESPONSES // BATCH)):
            batch = cases(seed, BATCH)
            for case, found in zip(batch, engine.outcomes(batch), strict=True):
                mine = outcome(case)
                if (
                    case["ask"] == "initial"
                ):  # a definition writes any number of digits, a draft holds doubles
                    found = storable(found)
                assert plain(found) == plain(mine), f"seed {seed}: {dump(case)}"
                if case["ask"] == "validate":
                    told += 1
                    codes.update(one["code"] for one in mine)
                asked += 1
        print(f"{told} generated responses, {asked} questions in all, {len(codes)} issue codes met")
        assert told >= RESPONSES
        assert len(codes) >= 28
