"""Every way into the room, tried by everybody who has no business there: with the ids of somebody else's client."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from tests.diet_plans.test_talking_views import Scene, messages
from tests.factories import diet_plans as make
from tests.factories.exams import a_staff_member
from tests.fuzz.house_map import Ids
from webapp.accounts.rules import STAFF_ROLES, Role
from webapp.clients import services as clients
from webapp.clients.rules import Purpose
from webapp.diet_plans import queries
from webapp.kernel import access, clock

HOLE = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")


class Doors(Scene):
    """A client with a plan and a question, and the same people of another branch."""

    def __init__(self, app: Flask, act, sign_in):
        super().__init__(app, act, sign_in)
        self.published()
        self.phone.post("/diet/questions", data={"words": "Why?"})
        self.stranger = Scene(app, act, sign_in)
        version = self.look(lambda: queries.effective_version(self.table.client.id))
        self.ids = {
            "client_id": self.table.client.id,
            "staff_id": self.table.nutritionist.id,
            "version_id": version.id,
            "message_id": messages(self)[0].id,
        }

    def places(self, whole_house: bool = False) -> Iterator[tuple[str, str, frozenset[str]]]:
        """Give method, filled path and the roles that enter, for each place of the room."""
        doors, rows = access.doors(self.app), Ids(self.app)
        for rule in self.app.url_map.iter_rules():
            if not rule.endpoint.startswith("diet_plans") or doors[rule.endpoint].everybody:
                continue
            if not whole_house and "client_id" not in rule.arguments and "staff_id" not in rule.arguments:
                continue
            path = HOLE.sub(lambda hole: self.ids.get(hole[1]) or _newest(rows, hole[1]), rule.rule)
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                yield method, path, doors[rule.endpoint].roles


def _newest(rows: Ids, argument: str) -> str:
    """Give the id of some row that the argument may mean; made up where there is none."""
    tables = rows.tables_for(argument)
    return next((str(row["id"]) for table in tables for row in rows.rows[table]), "x" * 20)


@pytest.fixture
def doors(app, act, sign_in) -> Iterator[Doors]:
    with clock.at(make.NOW):
        yield Doors(app, act, sign_in)


class TestDoors:
    def test_a_nutritionist_of_another_branch_finds_no_client(self, doors):
        tried = {
            f"{method} {path}": doors.stranger.desk.open(path, method=method).status_code
            for method, path, roles in doors.places()
            if Role.NUTRITIONIST in roles
        }
        assert tried
        assert {place: status for place, status in tried.items() if status != 404} == {}

    def test_nobody_of_another_role_enters(self, doors):
        with doors.act():
            people = {role: a_staff_member(doors.table.world, role).account_id for role in STAFF_ROLES}
        browsers = {role: doors.browser_of(account) for role, account in people.items()}
        browsers[Role.CLIENT] = doors.phone
        tried = {
            f"{role} {method} {path}": browser.open(path, method=method).status_code
            for method, path, roles in doors.places(whole_house=True)
            for role, browser in browsers.items()
            if role not in roles
        }
        assert len(tried) > 100
        assert {place: status for place, status in tried.items() if status != 403} == {}

    def test_without_consent_not_even_the_own_nutritionist_opens_anything(self, doors):
        with doors.act():
            clients.withdraw_consent(
                client_id=doors.table.client.id, purpose=Purpose.SHARE_WITH_NUTRITIONIST, actor_id=""
            )
        tried = {
            f"{method} {path}": doors.desk.open(path, method=method).status_code
            for method, path, roles in doors.places()
            if Role.NUTRITIONIST in roles
        }
        assert {place: status for place, status in tried.items() if status != 404} == {}
