"""B1–B6 on a real house of several processes, with kill -9 in the middle: the short form of `make invariants`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.concurrency.house import House
from tests.concurrency.rounds import Rig
from tests.concurrency.storm import all_at_once
from tests.databases import Databases

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]
PEOPLE, PLACES = 24, 3
Prepared = tuple[Path, str, str]


@pytest.fixture(scope="module")
def prepared(
    databases: Databases, house_template: str, worker: str, tmp_path_factory: pytest.TempPathFactory
) -> Prepared:
    """The people and their sessions, made once: (folder, database to copy, database to use)."""
    state, url = tmp_path_factory.mktemp("storm"), databases.url(f"storm_{worker}")

    def fill(place: str) -> None:
        databases.renew(place, house_template)
        House(state, place).build(PEOPLE, PLACES)

    template = databases.template(f"storm_template_{worker}", fill)
    return state, template, url


@pytest.fixture(scope="module")
def rig(prepared: Prepared, databases: Databases) -> Iterator[Rig]:
    """Our own house, on which the tests of this file follow each other."""
    state, template, url = prepared
    databases.renew(url, template)
    made = Rig(state, url, workers=1)
    made.house.start()
    yield made
    made.stop()


class TestBookRace:
    def test_as_many_as_there_are_places_get_one_and_the_others_are_told_it_is_full(self, rig: Rig) -> None:
        people, session = rig.scene["people"], rig.scene["sessions"][0]["id"]
        answers = all_at_once(rig.phones(people), session)
        assert Counter(answer.status for answer in answers) == {303: PLACES, 409: PEOPLE - PLACES}
        assert rig.truth.held(session) == (PLACES, PLACES)

    def test_one_person_pressing_twenty_times_books_once(self, rig: Rig) -> None:
        session = rig.scene["sessions"][1]["id"]
        somebody = next(one for one in rig.scene["people"] if one["account"] not in booked(rig))
        answers = all_at_once(rig.phones([somebody] * 20), session, key="one-key-of-one-form")
        assert len({answer.location for answer in answers}) == 1
        assert {answer.status for answer in answers} == {303}
        assert rig.truth.held(session) == (1, 1)


def booked(rig: Rig) -> set[str]:
    """Give the accounts that were told they are booked."""
    return {account for _, _, account in rig.told.done}


class TestStorm:
    def test_nobody_is_oversold_lost_or_told_an_untruth_even_by_kills(self, rig: Rig) -> None:
        rig.round(seconds=4, kill=True)
        rig.house.stop()
        assert rig.faults == []
        assert {"booked", "lined_up"} <= {act for act, _, _ in rig.told.done}

    def test_a_build_that_looks_first_and_writes_later_is_found_out(
        self, prepared: Prepared, databases: Databases
    ) -> None:
        state, template, url = prepared
        databases.renew(url, template)
        careless = Rig(state, url, workers=0, target="tests.concurrency.careless:app")
        try:
            careless.house.start()
            # On a busy machine two of them may miss each other: it has several chances, and needs one.
            assert any(_oversells(careless) for _ in range(6))
        finally:
            careless.stop()


def _oversells(careless: Rig) -> bool:
    """Blow once more, and tell whether a session has more bookings than it counts."""
    careless.blow(seconds=2)
    return any("counter is not its bookings" in fault for fault in careless.truth.broken())
