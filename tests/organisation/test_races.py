"""Two people decide about the same employee at the same moment, each in a transaction of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.conftest import Act
from tests.factories import company
from tests.meanwhile import alone, meanwhile
from webapp.accounts import queries as accounts
from webapp.organisation import queries, services
from webapp.organisation.rules import Ending, Standing

pytestmark = pytest.mark.postgresql


def standby(staff_id: str, ref: str) -> str:
    due = date(2026, 12, 1)
    order = services.open_standby(staff_id=staff_id, reason_ref=ref, review_due=due, actor_id="")
    assert order
    return order.id


def end(order_id: str) -> Callable[[], object]:
    return lambda: services.end_standby(order_id=order_id, ending=Ending.REINSTATED, actor_id="")


@pytest.fixture
def lu(act: Act) -> tuple[str, str]:
    with act():
        company.headquarters()
        staff = company.somebody(company.a_branch())
        return staff.id, staff.account_id


class TestStandby:
    def test_two_orders_that_end_at_once_leave_nobody_outside(self, act: Act, lu: tuple[str, str]) -> None:
        with act():
            one, two = standby(lu[0], "one"), standby(lu[0], "two")
        meanwhile(act, end(one), alone(act, end(two)))
        assert where(act, lu) == (Standing.ACTIVE, "FULL")

    @pytest.mark.parametrize("opens_first", [True, False])
    def test_an_order_that_opens_while_another_ends_lets_nobody_back_in(
        self, act: Act, lu: tuple[str, str], *, opens_first: bool
    ) -> None:
        with act():
            one = standby(lu[0], "one")
        first, second = lambda: standby(lu[0], "two"), end(one)
        if not opens_first:
            first, second = second, first
        meanwhile(act, first, alone(act, second))
        assert where(act, lu) == (Standing.STANDBY, "OWN_CASE")


def where(act: Act, lu: tuple[str, str]) -> tuple[Standing, str]:
    """Where the person stands, and how far the account gets."""
    with act():
        account = accounts.account(lu[1])
        assert account
        return queries.standing(lu[0]), account.reach
