"""B8 in one process: many give their places up while many line up for them."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from tests.conftest import new_client
from tests.exams.test_storm import all_at_once
from tests.factories import exams as make
from webapp.exams.models import Booking, Waiting
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.plans.models import Entitlement

pytestmark = pytest.mark.postgresql

HOLDERS, WAITERS = 4, 6
DAY = {"first_day": "2026-12-03", "last_day": "2026-12-03"}


@pytest.fixture
def crowd(app, act, sign_in):
    """Two sessions of two places, all taken; six people who would like one."""
    with clock.at(make.NOW), act():
        world = make.a_world(capacity=HOLDERS // 2)
        held = []
        for number in range(HOLDERS):
            client = make.a_client(world)
            held.append((client.account_id, make.a_booking(world, client, world.sessions[number % 2])))
        waiting = [make.a_client(world).account_id for _ in range(WAITERS)]
    browsers = [sign_in(new_client(app), account_id) for account_id, _booking in held]
    browsers += [sign_in(new_client(app), account_id) for account_id in waiting]
    return [booking for _account, booking in held], browsers


class TestWaitingStorm:
    def test_every_freed_place_goes_to_somebody_who_waited_and_to_nobody_twice(self, app, crowd):
        bookings, browsers = crowd

        def post(browser, number):
            if number < HOLDERS:
                return browser.post(f"/exams/bookings/{bookings[number]}/cancel", data={"reason": "LATER"})
            return browser.post("/exams/waiting", data=DAY)

        codes = all_at_once(browsers, post)
        with app.app_context():
            make.counters_are_true()
            offered = db.session.scalars(select(Booking.client_id).where(Booking.status == "OFFERED")).all()
            waiting = db.session.scalar(select(func.count()).where(Waiting.status == "WAITING"))
            used = db.session.scalar(select(func.sum(Entitlement.used)))
        free = HOLDERS - len(offered)
        assert len(set(offered)) == len(offered) == used
        assert not (free and waiting), "a place is free and somebody waits for it"
        # Whoever came while a place was free heard so; everybody else stands in line or has an offer.
        assert codes[303] == HOLDERS + len(offered) + waiting
        assert codes[409] == WAITERS - len(offered) - waiting
