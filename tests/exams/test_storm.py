"""B1 in one process: many threads want the last places at the same moment."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from tests.conftest import new_client
from tests.factories import exams as make
from webapp.exams.models import Booking, Session
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.plans.models import Entitlement

PEOPLE, PLACES = 12, 5


@pytest.fixture
def crowd(app, act, sign_in):
    with act():
        world = make.a_world(capacity=PLACES)
        accounts = [make.a_client(world).account_id for _ in range(PEOPLE)]
    return world, [sign_in(new_client(app), account_id) for account_id in accounts]


def all_at_once(browsers, post):
    """Run `post(browser, number)` for each browser at the same moment; gives the status codes."""
    start = Barrier(len(browsers))

    def go(numbered):
        number, browser = numbered
        start.wait()
        with clock.at(make.NOW):
            return post(browser, number).status_code

    with ThreadPoolExecutor(len(browsers)) as pool:
        return Counter(pool.map(go, enumerate(browsers)))


class TestBookStorm:
    @pytest.fixture(autouse=True)
    def at_that_time(self):
        with clock.at(make.NOW):
            yield

    def test_exactly_as_many_as_there_are_places_and_a_calm_answer_for_the_rest(self, app, crowd):
        world, browsers = crowd
        session = world.sessions[0].id
        codes = all_at_once(
            browsers, lambda browser, _: browser.post("/exams/book", data={"session": session})
        )
        assert codes == {303: PLACES, 409: PEOPLE - PLACES}
        with app.app_context():
            assert db.session.get_one(Session, session).booked == PLACES
            assert db.session.scalar(select(func.count()).select_from(Booking)) == PLACES
            assert db.session.scalar(select(func.sum(Entitlement.used))) == PLACES

    def test_one_person_pressing_ten_times_has_one_booking(self, app, crowd):
        world, browsers = crowd
        body = {"session": world.sessions[0].id, "_key": "one-key-of-one-form"}
        codes = all_at_once([browsers[0]] * 10, lambda browser, _: browser.post("/exams/book", data=body))
        assert codes == {303: 10}
        with app.app_context():
            assert db.session.scalar(select(func.count()).select_from(Booking)) == 1

    def test_swaps_in_both_directions_lose_and_invent_no_place(self, app, crowd):
        world, browsers = crowd
        ids = [session.id for session in world.sessions]
        paths = [
            browser.post("/exams/book", data={"session": ids[number % 2]}).headers["Location"]
            for number, browser in enumerate(browsers[:8])
        ]
        all_at_once(
            browsers[:8],
            lambda browser, number: browser.post(
                f"{paths[number]}/change", data={"session": ids[1 - number % 2]}
            ),
        )
        with app.app_context():
            for session in ids:
                live = select(func.count()).where(Booking.session_id == session)
                assert db.session.get_one(Session, session).booked == db.session.scalar(live) <= PLACES
