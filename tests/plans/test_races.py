"""Deeds at the same moment: a right's counter stays inside its bounds (P6), a payment is confirmed once (P5)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from tests.conftest import Act
from tests.factories import plans
from tests.factories.plans import Shop
from tests.meanwhile import alone, meanwhile
from webapp.kernel.db import db
from webapp.plans import queries, services
from webapp.plans.models import Entitlement
from webapp.plans.rules import Item, Plan, Way

pytestmark = pytest.mark.postgresql

CROWD = 8
GRANTED = 4  # newsletters a year in the maintenance plan


def at_once(act: Act, deed: Callable[[], object]) -> int:
    """Let a crowd do a deed at the same moment, each in a thread and transaction of its own; how many could."""
    start = Barrier(CROWD)

    def one(_nth: int) -> bool:
        start.wait()
        try:
            with act():
                deed()
        except services.EntitlementSpent:
            return False
        return True

    with ThreadPoolExecutor(CROWD) as pool:
        return sum(pool.map(one, range(CROWD)))


def used(act: Act) -> int:
    with act():
        return db.session.scalars(select(Entitlement.used).where(Entitlement.item == Item.NEWSLETTER)).one()


@pytest.fixture
def shop(act: Act) -> Shop:
    with act():
        return plans.open_shop()


class TestUse:
    def test_a_crowd_uses_a_right_as_often_as_it_was_granted_and_returns_it_never_below_zero(
        self, act: Act, shop: Shop
    ) -> None:
        with act():
            year = shop.buy().id
        assert at_once(act, lambda: services.use(enrolment_id=year, item=Item.NEWSLETTER)) == GRANTED
        assert used(act) == GRANTED
        at_once(act, lambda: services.give_back(enrolment_id=year, item=Item.NEWSLETTER))
        assert used(act) == 0


class TestActivate:
    def test_of_two_who_confirm_at_once_one_begins_the_year_and_the_other_sees_it(
        self, act: Act, shop: Shop
    ) -> None:
        with act():
            shop.choose()
            found = shop.submit()
        with pytest.raises(services.ApplicationMoved):
            meanwhile(act, lambda: shop.activate(found), alone(act, lambda: shop.activate(found)))
        with act():
            assert len(queries.enrolments_of(shop.client.id)) == 1

    def test_a_client_who_withdraws_at_that_moment_is_too_late(self, act: Act, shop: Shop) -> None:
        with act():
            shop.choose()
            found = shop.submit()
        take_back = alone(act, lambda: services.withdraw(client_id=shop.client.id, actor_id=""))
        with pytest.raises(services.ApplicationMoved):
            meanwhile(act, lambda: shop.activate(found), take_back)


class TestUpgrade:
    def test_who_books_while_the_year_is_being_replaced_finds_it_over(self, act: Act, shop: Shop) -> None:
        with act():
            lower = shop.buy()
            shop.choose(Plan.FULL_COURSE, Way.UPGRADE)
            found = shop.submit()
        book = alone(
            act,
            lambda: services.use_at(
                enrolment_id=lower.id, item=Item.EXAM, institution_id=lower.institution_id
            ),
        )
        with pytest.raises(services.EntitlementSpent):
            meanwhile(act, lambda: shop.activate(found), book)
