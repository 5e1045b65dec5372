"""How often a page asks the database: reading at most 6 times, writing at most 12.

BEGIN and COMMIT are not counted; on PostgreSQL writing may hold two rows more. What needs more stands in `exceptions.txt` with its number and may
not grow: `python -m pytest tests/budgets -s` prints the numbers.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from tests.databases import ON_POSTGRESQL
from tests.fuzz.house_map import Ids, Place, explore, people, places
from tests.fuzz.test_every_route import as_drawn, stubborn_browser
from tests.listening import listening
from webapp.accounts.rules import Role

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]
READING, WRITING = 6, 12
HELD = 2 if ON_POSTGRESQL else 0  # rows are held one by one there; SQLite's one writer holds the file
CORRECT = "POST /desk/clients/<id:client_id>/questionnaires/<id:response_id>/correct"
BY_HAND = {CORRECT: {"why": ["Mistyped"], "q-living-area": ["village"]}}
"""What a person writes into a form that is refused as it is drawn: a correction corrects something, and says why."""
EXCEPTIONS = Path(__file__).with_name("exceptions.txt")


def exceptions() -> dict[str, int]:
    """Give method and path → the number of statements that is allowed there."""
    lines = (line.rsplit(" ", 1) for line in EXCEPTIONS.read_text().splitlines() if line)
    return {name: int(number) for name, number in lines}


@pytest.mark.parametrize("role", ["", *(role.value for role in Role)])
class TestStatements:
    def test_no_page_asks_more_often_than_its_budget(
        self, unchanged: Flask, role: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        person = next((one for one in people(unchanged) if one.role == role), None)
        assert person is not None, f"the demo has nobody who is {role}"
        browser = stubborn_browser(unchanged, person)
        found = places(unchanged, person)
        ids = Ids(unchanged)
        explore(browser, found, ids, person)
        corrections = [place for place in found if place.name.endswith(CORRECT.removeprefix("POST "))]
        explore(browser, corrections, ids, person, of_clients=True)
        measured: dict[str, list[str]] = {}
        for place in found:
            for path, body in requests(place):
                with listening(unchanged) as seen:
                    answer = browser.open(path, method=place.method, data=body)
                if answer.status_code < 400 and len(seen) > len(measured.get(place.name, [])):
                    measured[place.name] = seen
        with capsys.disabled():
            print(f"\nstatements {role or 'nobody'}:", {name: len(seen) for name, seen in measured.items()})
        if role == Role.HEALTH_MANAGER:
            assert CORRECT in measured
        allowed = exceptions()
        assert {
            name: seen
            for name, seen in measured.items()
            if len(seen) > allowed.get(name, budget(name)) + (0 if name.startswith("GET ") else HELD)
        } == {}


class TestExceptions:
    def test_only_a_place_that_needs_more_is_an_exception(self, house: Flask) -> None:
        there = {
            f"{method} {rule.rule}" for rule in house.url_map.iter_rules() for method in rule.methods or ()
        }
        assert {name for name, number in exceptions().items() if number <= budget(name)} == set()
        assert set(exceptions()) <= there


def budget(name: str) -> int:
    """Give the number of statements a method may cost."""
    return READING if name.startswith("GET ") else WRITING


def requests(place: Place) -> list[tuple[str, dict[str, list[str]] | None]]:
    """Give the requests to measure: each page once warm, each form as drawn."""
    if place.method == "GET":
        opened = [(place.path(arguments), None) for arguments in place.open[:3]]
        return opened[:1] + opened
    return [(form.path, as_drawn(form) | BY_HAND.get(place.name, {})) for form in place.forms[:3]]
