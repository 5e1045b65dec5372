"""The institution closes a day while somebody books it (B9)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Act
from tests.factories import exams as make
from tests.meanwhile import alone, meanwhile
from webapp.exams import services
from webapp.exams.refusals import NotContracted, PlacesHeld
from webapp.kernel import clock
from webapp.plans import services as plans
from webapp.plans.refusals import InstitutionMoved

pytestmark = pytest.mark.postgresql


class TestCloseDay:
    def test_who_books_at_that_moment_is_not_left_before_a_closed_door(self, act: Act) -> None:
        with clock.at(make.NOW), act():
            world = make.a_world()
            client = make.a_client(world)
            booking = {"client_id": client.id, "session_id": world.sessions[0].id, "actor_id": ""}
            day = {"branch_id": world.branch.id, "institution_id": world.institution.id, "actor_id": ""}
        book = then(lambda: services.book(**booking))
        close = then(lambda: services.close_day(**day, day=make.EXAM_DAY))
        with pytest.raises(PlacesHeld):
            meanwhile(act, book, alone(act, close))


class TestBook:
    def test_who_books_while_the_institution_is_changed_is_told_to_look_again(self, act: Act) -> None:
        with clock.at(make.NOW), act():
            world = make.a_world()
            client = make.a_client(world)
            other = make.an_institution(world.branch)
            booking = {"client_id": client.id, "session_id": world.sessions[0].id, "actor_id": ""}
            change = {"client_id": client.id, "institution_id": other.id, "reason": "moved", "actor_id": ""}
        move = then(lambda: plans.change_institution(**change, day=clock.today()))
        book = then(lambda: services.book(**booking))
        with pytest.raises((InstitutionMoved, NotContracted)):
            meanwhile(act, move, alone(act, book))


def then(deed: Callable[[], object]) -> Callable[[], object]:
    """Do something at the time of the factory's world, in whichever thread."""

    def at_that_time() -> object:
        with clock.at(make.NOW):
            return deed()

    return at_that_time
