"""Two people decide about the same employee at the same moment, each in a transaction of their own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date

import pytest
from flask import Flask

from tests.conftest import Act
from tests.factories import company
from webapp.accounts import queries as accounts
from webapp.kernel import transaction
from webapp.organisation import queries, services
from webapp.organisation.rules import Ending, Standing

pytestmark = pytest.mark.postgresql
Deed = Callable[[], object]
LONG = 0.5  # seconds in which the second deed is through, unless it waits for the first


def meanwhile(app: Flask, first: Deed, second: Deed) -> None:
    """Do the second deed while the first one's transaction is still open."""

    def alone() -> None:
        with app.app_context(), transaction.unit_of_work():
            second()

    with ThreadPoolExecutor(1) as pool:
        with app.app_context(), transaction.unit_of_work():
            first()
            other = pool.submit(alone)
            wait([other], timeout=LONG)
        other.result()


def standby(staff_id: str, ref: str) -> str:
    due = date(2026, 12, 1)
    order = services.open_standby(staff_id=staff_id, reason_ref=ref, review_due=due, actor_id="")
    assert order
    return order.id


def end(order_id: str) -> Deed:
    return lambda: services.end_standby(order_id=order_id, ending=Ending.REINSTATED, actor_id="")


@pytest.fixture
def lu(act: Act) -> tuple[str, str]:
    with act():
        company.headquarters()
        staff = company.somebody(company.a_branch())
        return staff.id, staff.account_id


class TestStandby:
    def test_two_orders_that_end_at_once_leave_nobody_outside(
        self, app: Flask, act: Act, lu: tuple[str, str]
    ) -> None:
        with act():
            one, two = standby(lu[0], "one"), standby(lu[0], "two")
        meanwhile(app, end(one), end(two))
        assert where(act, lu) == (Standing.ACTIVE, "FULL")

    @pytest.mark.parametrize("opens_first", [True, False])
    def test_an_order_that_opens_while_another_ends_lets_nobody_back_in(
        self, app: Flask, act: Act, lu: tuple[str, str], *, opens_first: bool
    ) -> None:
        with act():
            one = standby(lu[0], "one")
        deeds = [lambda: standby(lu[0], "two"), end(one)]
        meanwhile(app, *(deeds if opens_first else reversed(deeds)))
        assert where(act, lu) == (Standing.STANDBY, "OWN_CASE")


def where(act: Act, lu: tuple[str, str]) -> tuple[Standing, str]:
    """Where the person stands, and how far the account gets."""
    with act():
        account = accounts.account(lu[1])
        assert account
        return queries.standing(lu[0]), account.reach
