"""The views of cases under appeal and of ended ones: what they hold, for whom, in which order (§5, §6)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from tests.budgets.test_statements import budget, exceptions
from tests.complaints.test_views import browser_of
from tests.conftest import Act, SignIn
from tests.factories import complaints as factory
from tests.factories.complaints import Company, a_case, a_complaint
from tests.listening import listening
from webapp.accounts.rules import Role
from webapp.clients import services as clients
from webapp.clients.rules import Capacity
from webapp.complaints import queries
from webapp.complaints.models import Recusal
from webapp.complaints.queries import Queue
from webapp.complaints.rules.states import ENDED, State
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.organisation.models import Staff

VIEWS = {Queue.APPEALS: State.APPEALED, Queue.CLOSED: State.CLOSED}


@pytest.fixture
def staffed(act: Act) -> Company:
    """A company whose rows are written: what a browser asks for is there."""
    with act():
        return factory.a_company()


def listed(staff: Staff, which: Queue, **asked: object) -> list[str]:
    return [one.id for one in queries.queue(staff_id=staff.id, which=which, **asked)[0].rows]  # type: ignore[arg-type]


def once_served(company: Company, staff: Staff, capacity: Capacity) -> None:
    clients.note_service(
        client_id=company.client.id, staff_id=staff.id, capacity=capacity, day=factory.NOW.date()
    )


class TestWhatTheyHold:
    def test_only_cases_under_appeal(self, company: Company) -> None:
        case = a_case(company, State.APPEALED)
        a_complaint(company)
        assert listed(company.admin, Queue.APPEALS) == [case.id]
        assert queries.sizes(company.admin.id)[Queue.APPEALS] == 1

    @pytest.mark.parametrize("state", sorted(ENDED))
    def test_whatever_has_ended_and_nothing_open(self, company: Company, state: State) -> None:
        case = a_case(company, state)
        a_complaint(company)
        assert listed(company.handler, Queue.CLOSED) == [case.id]
        assert Queue.CLOSED not in queries.sizes(company.handler.id)

    def test_ended_ones_come_newest_first_page_by_page(self, company: Company) -> None:
        ids = []
        for days in (-3, -2, -1):
            with clock.at(factory.NOW + timedelta(days=days)):
                ids.append(a_case(company, State.DECLINED).id)
        seen, after = [], ""
        for _page in ids:
            page, _sizes = queries.queue(staff_id=company.handler.id, which=Queue.CLOSED, size=1, after=after)
            seen += [one.id for one in page.rows]
            after = page.after
        assert (seen, after) == (ids[::-1], "")


class TestConflicts:
    @pytest.mark.parametrize("which", VIEWS)
    def test_who_is_too_close_sees_it_in_neither(self, company: Company, which: Queue) -> None:
        below = factory.hired(company.branch, Role.COMPLAINT_HANDLER, "Wu Ping", manager=company.served)
        recused = factory.hired(company.headquarters, Role.COMPLAINT_HANDLER, "Recused")
        case = a_case(company, VIEWS[which])
        db.session.add(Recusal(branch_id=case.branch_id, case_id=case.id, staff_id=recused.id))
        db.session.flush()
        for staff in (below, recused):
            assert listed(staff, which) == []
            assert queries.sizes(staff.id)[Queue.APPEALS] == 0
        assert listed(company.second, which) == [case.id]

    @pytest.mark.parametrize("which", VIEWS)
    def test_who_provided_the_service_sees_it_in_neither(self, company: Company, which: Queue) -> None:
        provider = factory.hired(company.headquarters, Role.COMPLAINT_HANDLER, "Provider")
        case = a_case(company, VIEWS[which])
        case.category = "FOLLOW_UP"
        assert listed(provider, which) == [case.id]
        once_served(company, provider, Capacity.NUTRITIONIST)
        assert listed(provider, which) == [case.id], "the case is about something else"
        once_served(company, provider, Capacity.HEALTH_MANAGER)
        assert listed(provider, which) == []
        assert queries.sizes(provider.id)[Queue.APPEALS] == 0
        assert queries.by_number(staff_id=provider.id, number=case.number) == []

    @pytest.mark.parametrize("which", VIEWS)
    def test_another_branch_sees_it_in_neither(self, company: Company, which: Queue) -> None:
        stranger = factory.hired(factory.a_branch("EAST"), Role.COMPLAINT_HANDLER, "Gu Wen")
        a_case(company, VIEWS[which])
        assert listed(stranger, which) == []

    @pytest.mark.parametrize("which", VIEWS)
    def test_what_is_listed_opens(self, company: Company, which: Queue) -> None:
        a_case(company, VIEWS[which])
        for staff in (company.handler, company.second, company.manager, company.admin, company.independent):
            for case_id in listed(staff, which):
                assert queries.dossier(case_id=case_id, staff_id=staff.id).case.id == case_id


class TestPages:
    @pytest.mark.parametrize("which", VIEWS)
    def test_a_link_leads_there_within_the_budget_and_says_when_it_ended_and_no_time_left(
        self, app: Flask, act: Act, sign_in: SignIn, staffed: Company, which: Queue
    ) -> None:
        with clock.at(factory.NOW), act():
            case = a_case(staffed, VIEWS[which])
            number = case.number
        browser = browser_of(app, sign_in, staffed, "second")
        assert f"view={which.value}" in browser.get("/desk/complaints").text
        with listening(app) as seen:
            page = browser.get(f"/desk/complaints?view={which.value}")
        assert number in page.text
        assert ('<span class="u">11月19日' in page.text) == (which is Queue.CLOSED)
        allowed = exceptions()
        assert len(seen) <= allowed.get("GET /desk/complaints", budget("GET /desk/complaints"))

    def test_nothing_urgent_is_promised_of_ended_cases(
        self, app: Flask, sign_in: SignIn, staffed: Company
    ) -> None:
        browser = browser_of(app, sign_in, staffed, "handler")
        closed, appeals = (browser.get(f"/desk/complaints?view={one.value}").text for one in reversed(VIEWS))
        assert "您可查看的案件中还没有已结束的" in closed
        assert "您可查看的案件中还没有已结束的" not in appeals

    @pytest.mark.parametrize("which", VIEWS)
    def test_who_stepped_back_reads_no_number_there(
        self, app: Flask, act: Act, sign_in: SignIn, staffed: Company, which: Queue
    ) -> None:
        with clock.at(factory.NOW), act():
            case = a_case(staffed, VIEWS[which])
            number = case.number
            db.session.add(Recusal(branch_id=case.branch_id, case_id=case.id, staff_id=staffed.handler.id))
        page = browser_of(app, sign_in, staffed, "handler").get(f"/desk/complaints?view={which.value}")
        assert (page.status_code, number in page.text) == (200, False)
