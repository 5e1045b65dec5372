"""How many statements the room's pages need; BEGIN and COMMIT not counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

import pytest

from tests.budgets.test_statements import HELD
from tests.conftest import new_client
from tests.factories import exams as make
from tests.listening import listening
from webapp.accounts.rules import Role
from webapp.kernel import clock

READ, WRITE = 6, 12
BOOK = WRITE + 2  # with the look before the lock, and the job that tells of the booking (B10)
CHANGE = BOOK + 1 + HELD  # and with the call that is to confirm it (B6)


@pytest.fixture
def world(app, act) -> Iterator[make.World]:
    with clock.at(make.NOW):
        with act():
            built = make.a_world(capacity=9)
        yield built


@pytest.fixture
def visitor(app, act, sign_in, world):
    with act():
        client = make.a_client(world)
    return sign_in(new_client(app), client.account_id)


class TestStatements:
    def test_choosing_a_time(self, app, visitor):
        with listening(app) as seen:
            assert visitor.get("/exams/book").status_code == 200
        assert len(seen) <= READ, seen

    def test_booking_changing_and_cancelling(self, app, visitor, world):
        with listening(app) as seen:
            path = visitor.post(
                "/exams/book", data={"session": world.sessions[0].id, "_key": "the-first-key"}
            ).headers["Location"]
        assert len(seen) <= BOOK, seen
        with listening(app) as seen:
            assert visitor.get(path).status_code == 200
        assert len(seen) <= READ, seen
        with listening(app) as seen:
            body = {"session": world.sessions[1].id, "_key": "the-second-key"}
            assert visitor.post(f"{path}/change", data=body).status_code == 303
        assert len(seen) <= CHANGE, seen
        with listening(app) as seen:
            body = {"reason": "LATER", "_key": "the-third-key"}
            assert visitor.post(f"{path}/cancel", data=body).status_code == 303
        assert len(seen) <= WRITE + HELD, seen

    def test_closing_a_session_does_not_grow_with_its_people(self, app, act, sign_in, world):
        with act():
            manager = make.a_staff_member(world, Role.HEALTH_MANAGER)
        desk = sign_in(new_client(app), manager.account_id)
        needed = []
        for session, people in zip(world.sessions, (1, 6), strict=True):
            with act():
                for _ in range(people):
                    make.a_booking(world, make.a_client(world), session)
            with listening(app) as seen:
                closed = desk.post(f"/desk/exams/sessions/{session.id}/close", data={"sure": people})
            assert closed.status_code == 303
            needed.append(len(seen))
        assert needed[0] == needed[1] <= 17, needed

    def test_the_desks_lists_do_not_grow_with_their_rows(self, app, act, sign_in, world):
        with act():
            for _ in range(5):
                make.a_booking(world, make.a_client(world))
            desk = make.a_staff_member(world, Role.INSTITUTION_DESK, world.institution)
            manager = make.a_staff_member(world, Role.HEALTH_MANAGER)
            for _ in range(3):
                make.a_checked_in(world, make.a_client(world), desk)
        browsers = {
            "/desk/exams/arrivals?day=2026-12-03": sign_in(new_client(app), desk.account_id),
            "/desk/exams/results": sign_in(new_client(app), manager.account_id),
        }
        for path, browser in browsers.items():
            with listening(app) as seen:
                assert browser.get(path).status_code == 200
            assert len(seen) <= READ, (path, seen)

    def test_the_sheet(self, app, act, sign_in, world):
        with act():
            desk = make.a_staff_member(world, Role.INSTITUTION_DESK, world.institution)
            manager = make.a_staff_member(world, Role.HEALTH_MANAGER)
            booking_id = make.a_checked_in(world, make.a_client(world), desk)
        with clock.at(datetime.combine(make.EXAM_DAY, time(11), clock.zone("Asia/Shanghai"))):
            browser = sign_in(new_client(app), manager.account_id)
            path = f"/desk/exams/bookings/{booking_id}/results"
            with listening(app) as seen:
                assert browser.get(path).status_code == 200
            assert len(seen) <= READ, seen
            body = {f"v-{code}": figure for code, figure in make.FIGURES.items()}
            with listening(app) as seen:
                answer = browser.post(path, data=body | {"act": "save", "_key": "the-sheets-key"})
            assert answer.status_code == 303
            assert len(seen) <= WRITE, seen
