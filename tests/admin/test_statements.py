"""How often the desk's dearest acts ask the database.

The numbers allowed stand in `tests/budgets/exceptions.txt`.
"""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from tests.budgets.test_statements import budget, exceptions
from tests.conftest import Act, SignIn, new_client
from tests.factories import company
from tests.factories import plans as plan_shop
from tests.listening import listening
from webapp.accounts.rules import Role
from webapp.clients.rules import Purpose
from webapp.kernel import clock
from webapp.plans import queries
from webapp.plans import services as plans
from webapp.plans.rules import Plan
from webapp.toolbox.packaged import data


def statements(app: Flask, browser: FlaskClient, path: str, **body: Any) -> list[str]:
    """Give what a form that is taken asks the database."""
    with listening(app) as seen:
        answer = browser.post(path, data=body | {"_key": "k" * 20})
    assert answer.status_code == 303, answer.text
    return seen


class TestStatements:
    def test_who_leaves_or_changes_role_hands_over_within_the_budget(
        self, app: Flask, act: Act, sign_in: SignIn
    ) -> None:
        with act():
            branch, admin = company.a_branch(), company.somebody(company.headquarters(), Role.HQ_ADMIN)
            people = [company.somebody(branch) for _ in range(4)]
            for one in people:
                company.in_charge(company.a_client(branch), one)
        office = sign_in(new_client(app), admin.account_id)
        for rule, one, body in (("leave", people[0], {}), ("role", people[1], {"role": "NUTRITIONIST"})):
            seen = statements(app, office, f"/desk/admin/staff/{one.id}/{rule}", **body)
            assert len(seen) <= budget("POST"), seen

    def test_a_service_year_begins_with_no_more_than_it_may_cost(
        self, app: Flask, act: Act, sign_in: SignIn
    ) -> None:
        with act():
            company.headquarters()
            branch = company.a_branch()
            plans.publish_matrix(data=data("plans", "matrix"), actor_id="")
            manager, client = company.somebody(branch), company.a_client(branch)
            institution = company.an_institution(branch)
            names = {"name_zh": "标准型", "name_en": "Standard"}
            package = plans.add_package(level="STANDARD", items=["glucose"], actor_id="", **names)
        wanted = {"package": package.id, "institution": institution.id, "starts": clock.today().isoformat()}
        desk = sign_in(new_client(app), manager.account_id)
        seen = statements(app, desk, f"/desk/clients/{client.id}/enrol/MAINTENANCE", **wanted)
        assert len(seen) <= exceptions()["POST /desk/clients/<id:client_id>/enrol/<plan_code>"], seen

    def test_an_application_is_sent_and_paid_with_no_more_than_it_may_cost(
        self, app: Flask, act: Act, sign_in: SignIn
    ) -> None:
        with act():
            shop = plan_shop.open_shop()
            shop.choose(Plan.FULL_COURSE, agreed=tuple(Purpose))
        phone = sign_in(new_client(app), shop.client.account_id)
        sent = statements(app, phone, "/plan/apply/review", fees="1")
        assert len(sent) == exceptions()["POST /plan/apply/review"], sent
        with act():
            found = queries.live_application(shop.client.id)
        assert found
        desk = sign_in(new_client(app), shop.manager.account_id)
        today = clock.today().isoformat()
        body = {"method": "CARD", "yuan": "9800", "paid_on": today, "revision": "1"}
        paid = statements(app, desk, f"/desk/applications/{found.id}/activate", **body)
        name = "POST /desk/applications/<id:application_id>/activate"
        assert len(paid) == exceptions()[name], paid
