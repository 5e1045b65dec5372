"""A branch with one client, and who sits at its desk."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Act, SignIn, new_client
from tests.factories import company
from webapp.accounts import services as accounts
from webapp.accounts.rules import Role
from webapp.plans import services as plan_services
from webapp.toolbox.packaged import data


class Branch:
    """A branch with one client and the ids the tests need."""

    def __init__(self) -> None:
        headquarters, branch = company.headquarters(), company.a_branch()
        plan_services.publish_matrix(data=data("plans", "matrix"), actor_id="")
        plan_services.publish_fees(lines=data("plans", "fees")["lines"], actor_id="")
        self.id = branch.id
        self.manager = company.somebody(branch)
        self.colleague = company.somebody(branch)
        self.stranger = company.somebody(company.a_branch())
        self.admin = company.somebody(headquarters, Role.HQ_ADMIN)
        self.nutritionist = company.somebody(branch, Role.NUTRITIONIST)
        for reader in (self.manager, self.admin):
            accounts.set_preferences(account_id=reader.account_id, language="en")
        client = company.a_client(branch)
        company.in_charge(client, self.manager)
        self.client_id = client.id
        self.institution_id = company.an_institution(branch).id
        self.package_id = plan_services.add_package(
            level="STANDARD", name_zh="标准型", name_en="Standard", items=["glucose"], actor_id=""
        ).id


@pytest.fixture
def branch(act: Act) -> Branch:
    with act():
        return Branch()


@pytest.fixture
def desk(client: FlaskClient, branch: Branch, sign_in: SignIn) -> FlaskClient:
    """The health manager's browser, reading English."""
    return sign_in(client, branch.manager.account_id)


@pytest.fixture
def office(app: Flask, branch: Branch, sign_in: SignIn) -> FlaskClient:
    """The browser of headquarters' admin, reading English."""
    return sign_in(new_client(app), branch.admin.account_id)
