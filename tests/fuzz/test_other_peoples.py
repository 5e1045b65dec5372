"""Every route with somebody's thing in its address, with a thing that is not the visitor's: 404, and no row changes.

The strangers' things of `test_every_route` are those of other branches. Here a stranger is whoever the gate of the
desk does not let this person open, in the same branch too, and a thing of one client under the address of another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.fuzz.house_map import Person, Place, people, places
from tests.fuzz.test_every_route import stubborn_browser
from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.kernel import access
from webapp.kernel.access import Visitor
from webapp.kernel.db import Model, db
from webapp.kernel.errors import NotYours

pytestmark = pytest.mark.slow
THINGS = {
    "alert_id": "critical_alert",
    "assessment_id": "assessment",
    "application_id": "plan_application",
    "assignment_id": "group_assignment",
    "booking_id": "exam_booking",
    "case_id": "complaint_case",
    "client_id": "client",
    "contract_id": "group_contract",
    "copy_id": "record_copy",
    "correction_id": "exam_correction",
    "diet_food_id": "diet_food",
    "evidence_id": "complaint_evidence",
    "exam_session_id": "exam_session",
    "file_id": "questionnaire_file",
    "form_id": "kept_form",
    "group_id": "client_group",
    "group_report_id": "group_report",
    "import_id": "exam_import",
    "important_id": "exam_important",
    "invitation_id": "assessment_invitation",
    "log_id": "diet_meal_log",
    "member_id": "group_member",
    "message_id": "diet_message",
    "original_id": "exam_original",
    "query_id": "questionnaire_query",
    "reading_id": "measurement",
    "record_id": "tcm_record",
    "remark_id": "questionnaire_remark",
    "report_id": "exam_report",
    "respondent_id": "complaint_respondent",
    "response_id": "questionnaire_response",
    "result_id": "exam_result",
    "roster_id": "group_roster_import",
    "session_id": "auth_session",
    "version_id": "diet_plan_version",
    "warning_id": "diet_allergy_warning",
    "week_paper_id": "diet_week_paper",
    "wish_id": "institution_wish",
}
"""Somebody's things, by the name that an address gives them."""
NAMESAKES = {("exams_desk", "session_id"): "exam_session_id", ("groups_desk", "import_id"): "roster_id"}
"""Names that mean something else in the addresses of one blueprint."""
COMPANY = {
    "branch_id",
    "definition_id",
    "diet_food_file_id",
    "institution_id",
    "package_id",
    "staff_id",
    "template_id",
}
"""Things of the company: headquarters' to open."""
OPEN_TO_MORE = {
    "diet_plans_desk.keep_written",  # templates: one's own, the branch's, headquarters'
    "diet_plans_desk.move_clients",  # branch managers, for their own nutritionists
    "diet_plans_desk.retire_template",
    "diet_plans_desk.share_template",
    "diet_plans_desk.template_add_food",
    "diet_plans_desk.template_change_phases",
    "diet_plans_desk.template_copy_day",
    "diet_plans_desk.template_editor",
    "diet_plans_desk.template_name_meal",
    "diet_plans_desk.template_paste",
    "diet_plans_desk.template_remove_food",
    "diet_plans_desk.template_tell_item",
    "diet_plans_desk.template_tell_phase",
    "diet_plans_desk.their_clients",
    "diet_plans_desk.use_template",
    "exams.centre",  # the guide of an institution; the branch's own only
    "exams_desk.close_days",  # branch managers, for their own institutions
    "exams_desk.days",
    "exams_desk.reopen_day",
    "questionnaires.pack",  # holds nobody's answers
    "questionnaires_desk.definition_text",
}
GROUPS = {"assignment_id", "contract_id", "group_id", "group_report_id", "member_id"}
RESULTS = {"report_id", "result_id", "correction_id", "important_id", "import_id"}
BY_BRANCH = {
    "application_id",
    "wish_id",
    "booking_id",
    "exam_session_id",
    "roster_id",
    "remark_id",
    *RESULTS,
    *GROUPS,
}
"""Exams, doubtful answers and groups are the branch's health managers', whoever looks after the client."""
ROLES = (
    Role.CLIENT,
    Role.HEALTH_MANAGER,
    Role.BRANCH_MANAGER,
    Role.FAMILY_DOCTOR,
    Role.NUTRITIONIST,
    Role.INSTITUTION_DESK,
)


@dataclass(frozen=True)
class Thing:
    """A row, and whose it is as far as the row says."""

    id: str
    client_id: str
    row: dict[str, Any]


def things(table_name: str) -> list[Thing]:
    """Give the rows of a table."""
    table = Model.metadata.tables[table_name]
    rows = [row._asdict() for row in db.session.execute(select(table).order_by(table.c.id).limit(2_000))]
    own = "id" if table_name == "client" else "client_id"
    key = "reading_id" if table_name == "measurement" else "id"  # what was read together has one address
    return [Thing(str(row[key]), str(row.get(own) or ""), row) for row in rows if row[key]]


class Gate:
    """What a person may open, by the house's own gate."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.desk = db.session.execute(
            select(Model.metadata.tables["account"].c.institution_id).where(
                Model.metadata.tables["account"].c.id == person.account_id
            )
        ).scalar()
        self.visitor = Visitor(
            account_id=person.account_id,
            person_id=person.person_id,
            role=person.role,
            branch_id=person.branch_id,
            reach="FULL",
        )
        self.known: dict[str, bool] = {}

    def reaches(self, client_id: str) -> bool:
        """Tell whether a client is this person, or in this person's reach."""
        if self.person.role == "CLIENT":
            return client_id == self.person.person_id
        if client_id not in self.known:
            try:
                clients.reachable(client_id=client_id, visitor=self.visitor)
                self.known[client_id] = True
            except NotYours:
                self.known[client_id] = False
        return self.known[client_id]

    def is_strange(self, argument: str, thing: Thing) -> bool:
        """Tell whether a thing is certainly not for this person's eyes."""
        if argument in ("session_id", "form_id"):
            return bool(thing.row["account_id"] != self.person.account_id)
        if argument == "respondent_id":
            return bool(thing.row["staff_id"] != self.person.person_id)
        if self.person.role == "INSTITUTION_DESK":
            return bool(thing.row.get("institution_id", self.desk) != self.desk)
        if argument == "diet_food_id":  # headquarters' foods are everybody's, a branch's its own
            return thing.row["branch_id"] not in (None, self.person.branch_id)
        if argument in BY_BRANCH and self.person.role != "CLIENT":
            return bool(thing.row["branch_id"] != self.person.branch_id)
        return not self.reaches(thing.client_id)


def owned(place: Place) -> list[str]:
    """Give the names of somebody's things in an address."""
    return [name for name in place.rule.arguments if name in THINGS]


def kind_of(place: Place, name: str) -> str:
    """Give what a name in an address means there."""
    return NAMESAKES.get((place.rule.endpoint.partition(".")[0], name), name)


def attempts(place: Place, gate: Gate) -> Iterator[dict[str, str]]:
    """Give addresses of things that are not the person's, and of one client's thing under another's name."""
    names = owned(place)
    words = {"code": "hra", "plan_code": "MAINTENANCE", "number": "1", "language": "en"}
    kept = {name: things(THINGS[kind_of(place, name)]) for name in names}
    if "client_id" not in names:  # a thing, or what hangs on it: evidence on a case
        first, *further = sorted(names, key="evidence_id".__eq__)
        hanging = {name: next((one.id for one in kept[name]), "0" * 20) for name in further}
        for thing in [one for one in kept[first] if gate.is_strange(kind_of(place, first), one)][:3]:
            yield {**words, **hanging, first: thing.id}
        return
    if len(names) == 1:
        for thing in [one for one in kept["client_id"] if gate.is_strange("client_id", one)][:3]:
            yield {**words, "client_id": thing.id}
        return
    (inner,) = [name for name in names if name != "client_id"]
    for thing in kept[inner]:
        mine = gate.reaches(thing.client_id)
        other = next(
            (one for one in kept["client_id"] if gate.reaches(one.id) and one.id != thing.client_id), None
        )
        if other:
            yield {**words, "client_id": other.id, inner: thing.id}
        if not mine:
            yield {**words, "client_id": thing.client_id, inner: thing.id}


class TestMap:
    def test_every_thing_in_an_address_is_somebody_s_or_the_company_s(self, house: Flask) -> None:
        doors, unknown, too_open = access.doors(house), set(), set()
        for rule in house.url_map.iter_rules():
            ids = {name for name in rule.arguments if name.endswith("_id")}
            unknown |= ids - THINGS.keys() - COMPANY
            if ids & COMPANY and rule.endpoint not in OPEN_TO_MORE:
                too_open |= {rule.endpoint} - {
                    name for name, door in doors.items() if door.roles == {Role.HQ_ADMIN}
                }
        assert (unknown, too_open) == (set(), set())


@pytest.mark.parametrize("role", ROLES)
class TestOtherPeoples:
    def test_what_is_not_the_visitor_s_is_not_found(
        self, unchanged: Flask, role: Role, capsys: pytest.CaptureFixture[str]
    ) -> None:
        person = next(one for one in people(unchanged) if one.role == role)
        browser, tried, wrong, untried = stubborn_browser(unchanged, person), 0, [], set()
        for place in places(unchanged, person):
            if not owned(place):
                continue
            with unchanged.app_context():
                found = list(attempts(place, Gate(person)))[:6]
            untried |= set() if found else {place.name}
            for arguments in found:
                path = place.path(arguments)
                answer = browser.open(path, method=place.method, headers={"Accept-Language": "en"})
                tried += 1
                if answer.status_code != 404 and not is_told_why(place, role, answer.status_code):
                    wrong.append((answer.status_code, place.method, path))
        with capsys.disabled():
            print(
                f"\nother people's, {role}: {tried} tried; nothing strange to try at {sorted(untried)}",
                end=" ",
            )
        assert wrong == []


def is_told_why(place: Place, role: Role, status: int) -> bool:
    """Tell whether the answer is about what was sent, whatever the address means.

    A nutritionist reads why she may not write for a client of her branch: no plan, no consent. An id under which a
    file is brought is made by who brings it; without a file nobody looks whose it is.
    """
    if place.rule.endpoint == "questionnaires.take_file":
        return status == 422
    return role is Role.NUTRITIONIST and "/desk/diet/" in place.rule.rule and status == 409
