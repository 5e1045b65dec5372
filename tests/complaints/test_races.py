"""Forty at once about one employee: each in a thread and a transaction of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from tests.conftest import Act
from tests.factories import complaints as factory
from tests.factories.complaints import Company, a_complaint, by_handler
from tests.meanwhile import alone
from webapp.accounts import queries as accounts
from webapp.complaints import queries, services
from webapp.complaints.models import CaseEvent
from webapp.kernel.db import db
from webapp.kernel.errors import Refusal
from webapp.notices.models import Notice
from webapp.organisation import queries as organisation
from webapp.organisation import services as staffing
from webapp.organisation.models import StandbyOrder
from webapp.organisation.rules import Ending

pytestmark = pytest.mark.postgresql
MANY = 40


@pytest.fixture
def company(act: Act) -> Company:
    with act():
        return factory.a_company()


def at_once(act: Act, deeds: list[Callable[[], object]]) -> Counter[str]:
    """Do all deeds in threads; count how they ended: "done", or the refusal's name."""

    def ends(deed: Callable[[], object]) -> str:
        try:
            alone(act, deed)()
        except Refusal as refusal:
            return type(refusal).__name__
        return "done"

    with ThreadPoolExecutor(MANY) as pool:
        return Counter(pool.map(ends, deeds))


def orders_and_notices(act: Act, company: Company) -> tuple[int, int]:
    """Count the standby orders of `served` and what this person was told of them."""
    with act():
        orders = select(func.count()).where(StandbyOrder.staff_id == company.served.id)
        told = select(func.count()).where(
            Notice.account_id == company.served.account_id, Notice.kind == "complaints.standby"
        )
        return db.session.scalar(orders) or 0, db.session.scalar(told) or 0


class TestAccept:
    def test_forty_acceptances_of_one_case_are_one_order_and_one_notice(
        self, act: Act, company: Company
    ) -> None:
        with act():
            case = a_complaint(company)
            services.name_respondent(**by_handler(company, case), respondent_staff_id=company.served.id)
            seen = by_handler(company, case)
        ended = at_once(act, [lambda: services.accept(**seen)] * MANY)
        assert ended == {"done": 1, "SomebodyWasFirst": MANY - 1}
        assert orders_and_notices(act, company) == (1, 1)
        with act():
            accepted = [one for one in queries.events(case.id) if one.action == "ACCEPT"]
            assert len(accepted) == 1

    def test_forty_cases_about_one_person_are_forty_orders_and_the_last_one_ended_lets_back_in(
        self, act: Act, company: Company
    ) -> None:
        refs = [f"case {n}" for n in range(MANY)]
        due = factory.NOW.date()
        at_once(act, [lambda ref=ref: staffing.open_standby(
            staff_id=company.served.id, reason_ref=ref, review_due=due, actor_id=""
        ) for ref in refs])  # fmt: skip
        with act():
            orders = [one.id for one in organisation.open_orders(company.served.id)]
        assert len(orders) == MANY
        at_once(act, [_end(one) for one in orders[1:]])
        assert where(act, company) == ("STANDBY", "OWN_CASE")
        at_once(act, [_end(orders[0])] * MANY)
        assert where(act, company) == ("ACTIVE", "FULL")

    def test_naming_one_person_forty_times_is_one_order(self, act: Act, company: Company) -> None:
        with act():
            case = a_complaint(company)
            services.accept(**by_handler(company, case))
            seen = by_handler(company, case)
        ended = at_once(
            act, [lambda: services.name_respondent(**seen, respondent_staff_id=company.served.id)] * MANY
        )
        assert ended["done"] == 1
        assert sum(ended.values()) == MANY
        assert orders_and_notices(act, company) == (1, 1)
        with act():
            versions = db.session.scalars(select(CaseEvent.version).where(CaseEvent.case_id == case.id))
            assert sorted(versions) == [1, 2, 3]


def _end(order_id: str) -> Callable[[], object]:
    return lambda: staffing.end_standby(order_id=order_id, ending=Ending.REINSTATED, actor_id="")


def where(act: Act, company: Company) -> tuple[str, str]:
    """Where the person stands, and how far the account gets."""
    with act():
        account = accounts.account(company.served.account_id)
        assert account
        return organisation.standing(company.served.id).value, account.reach
