"""What staff write down for a client who calls or comes (complaints.md §1, T1)."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from tests.budgets.test_statements import budget, exceptions
from tests.complaints.test_views import browser_of
from tests.conftest import Act, SignIn
from tests.factories import complaints as factory
from tests.factories.complaints import Company, a_complaint
from tests.listening import listening
from webapp.complaints import queries, services
from webapp.complaints.models import Case
from webapp.complaints.rules.categories import Category
from webapp.complaints.rules.entering import Channel
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.notices import queries as notices
from webapp.organisation.models import Staff
from webapp.records.models import AccessEntry

SAID = {
    "channel": "PHONE",
    "caller": "Her daughter",
    "who": "nobody",
    "category": "MANNER",
    "story": "Nobody called her back.",
}


@pytest.fixture
def company(act: Act) -> Company:
    with act():
        return factory.a_company()


def entered(
    company: Company,
    *,
    by: Staff,
    about: Staff | None = None,
    category: Category = Category.MANNER,
) -> Case:
    said = services.Complaint(category, "Nobody called her back.", "en", None, about.id if about else None)
    call = services.Call(Channel.PHONE, "Her daughter")
    return services.enter(client=company.client, staff_id=by.id, complaint=said, call=call)


def path_of(company: Company) -> str:
    return f"/desk/complaints/for-client/{company.client.id}"


def how_many() -> int:
    return db.session.scalar(select(func.count()).select_from(Case)) or 0


class TestDesk:
    @pytest.mark.parametrize("who", ["colleague", "manager", "handler", "second", "admin"])
    def test_staff_of_the_branch_and_handlers_of_headquarters_write_it_down(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company, who: str
    ) -> None:
        browser = browser_of(app, sign_in, company, who)
        assert browser.get(path_of(company)).status_code == 200
        answer = browser.post(path_of(company), data=SAID)
        assert answer.status_code == 303
        with act():
            case = queries.cases_of_client(company.client.id)[0]
            told = (case.channel, case.caller, case.entered_by, case.state, case.story)
        assert told == ("PHONE", "Her daughter", getattr(company, who).id, "SUBMITTED", SAID["story"])
        assert case.number in browser.get(answer.location).text
        with act():
            looks = db.session.scalars(select(AccessEntry.what)).all()
        assert "complaint" in looks

    def test_nobody_else_does(self, app: Flask, act: Act, sign_in: SignIn, company: Company) -> None:
        with act():
            elsewhere = factory.a_branch("EAST")
            stranger = factory.hired(elsewhere, company.handler.role, "Gu Wen")  # type: ignore[arg-type]
        company.served = stranger
        for who, status in (("served", 404), ("independent", 403)):
            browser = browser_of(app, sign_in, company, who)
            assert browser.get(path_of(company)).status_code == status
            assert browser.post(path_of(company), data=SAID).status_code == status
        with act():
            assert how_many() == 0

    def test_pressed_twice_it_is_one_case(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        browser = browser_of(app, sign_in, company, "handler")
        for _again in range(2):
            assert browser.post(path_of(company), data=SAID | {"_key": "k" * 20}).status_code == 303
        with act():
            assert how_many() == 1

    def test_what_is_wrong_is_listed_in_the_order_of_the_form_and_leads_to_its_fields(
        self, app: Flask, sign_in: SignIn, company: Company
    ) -> None:
        browser = browser_of(app, sign_in, company, "handler")
        page = browser.post(path_of(company), data={"caller": "x" * 81, "happened_on": "2199-01-01"}).text
        summary, form = page.split("</section>", 1)
        listed = re.findall(r'<li><a href="#([\w-]+)"', summary)
        assert listed == ["channel", "caller", "who", "category", "happened_on", "story"]
        places = [form.index(f'id="{one}"') for one in listed]
        assert places == sorted(places)

    @pytest.mark.parametrize("missing", ["channel", "who", "category", "story"])
    def test_what_is_missing_is_named_and_nothing_is_lost(
        self, app: Flask, sign_in: SignIn, company: Company, missing: str
    ) -> None:
        answer = browser_of(app, sign_in, company, "handler").post(
            path_of(company), data=SAID | {missing: ""}
        )
        assert answer.status_code == 422
        assert f"{missing}-error" in answer.text
        assert "Her daughter" in answer.text

    def test_the_caller_is_found_by_name_in_the_branch_and_by_the_whole_number_at_headquarters(
        self, app: Flask, sign_in: SignIn, company: Company
    ) -> None:
        number = company.client.phone.removeprefix("+86")
        found = path_of(company)
        for who, words, there in (
            ("handler", "沈", True),
            ("handler", number, True),
            ("second", "沈", False),
            ("second", f"+86 {number}", True),
        ):
            page = browser_of(app, sign_in, company, who).get(
                "/desk/complaints/for-client", query_string={"q": words}
            )
            assert (found in page.text) == there, (who, words)

    def test_the_page_after_it_is_for_the_writer_alone_and_not_once_it_is_about_the_writer(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            case = entered(company, by=company.colleague)
            page = f"/desk/complaints/entered/{case.id}"
        assert browser_of(app, sign_in, company, "colleague").get(page).status_code == 200
        assert browser_of(app, sign_in, company, "manager").get(page).status_code == 404
        with act():
            case = queries.cases_of_client(company.client.id)[0]
            by = {"case_id": case.id, "staff_id": case.handler_id, "version": case.version}
            services.name_respondent(**by, respondent_staff_id=company.colleague.id)
        assert browser_of(app, sign_in, company, "colleague").get(page).status_code in (403, 404)

    def test_the_desk_reads_who_spoke_and_who_wrote(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            case = entered(company, by=company.manager)
        page = browser_of(app, sign_in, company, "handler").get(f"/desk/complaints/{case.id}").text
        for words in ("电话反映", "Her daughter", "客户尚未确认"):
            assert words in page


class TestConflicts:
    @pytest.mark.usefixtures("inside")
    def test_who_is_complained_of_does_not_write_it_down(self, company: Company) -> None:
        with pytest.raises(services.TooCloseToWrite):
            entered(company, by=company.served, about=company.served)
        assert how_many() == 0

    @pytest.mark.usefixtures("inside")
    def test_nor_does_who_provided_the_service(self, company: Company) -> None:
        from webapp.clients import services as clients
        from webapp.clients.rules import Capacity

        clients.note_service(
            client_id=company.client.id,
            staff_id=company.colleague.id,
            capacity=Capacity.HEALTH_MANAGER,
            day=clock.today(),
        )
        with pytest.raises(services.TooCloseToWrite):
            entered(company, by=company.colleague, category=Category.FOLLOW_UP)
        assert entered(company, by=company.colleague).state == "SUBMITTED"

    def test_the_form_says_so_and_keeps_the_words(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        about = SAID | {"who": company.served.id}
        answer = browser_of(app, sign_in, company, "served").post(path_of(company), data=about)
        assert answer.status_code == 422
        assert "不能代为登记" in answer.text
        assert SAID["story"] in answer.text
        with act():
            assert how_many() == 0

    @pytest.mark.usefixtures("inside")
    def test_only_who_served_the_client_can_be_named(self, company: Company) -> None:
        with pytest.raises(services.DidNotServeYou):
            entered(company, by=company.handler, about=company.second)


class TestStanding:
    @pytest.mark.usefixtures("inside")
    def test_what_staff_write_puts_nobody_on_standby_before_it_is_taken_up(self, company: Company) -> None:
        case = entered(company, by=company.manager, about=company.served)
        assert (case.state, factory.standing_of(company.served)) == ("SUBMITTED", "ACTIVE")
        services.accept(case_id=case.id, staff_id=case.handler_id or "", version=case.version)
        assert factory.standing_of(company.served) == "STANDBY"

    @pytest.mark.usefixtures("inside")
    def test_a_client_who_confirms_it_names_the_employee_herself(self, company: Company) -> None:
        case = entered(company, by=company.manager, about=company.served)
        services.confirm(case_id=case.id, client_id=company.client.id)
        assert (factory.fresh(case).state, factory.standing_of(company.served)) == ("ACCEPTED", "STANDBY")
        with pytest.raises(services.NotAllowedNow):
            services.confirm(case_id=case.id, client_id=company.client.id)

    @pytest.mark.usefixtures("inside")
    def test_what_she_wrote_herself_has_nothing_to_confirm(self, company: Company) -> None:
        case = a_complaint(company)
        with pytest.raises(services.NotAllowedNow):
            services.confirm(case_id=case.id, client_id=company.client.id)

    @pytest.mark.usefixtures("inside")
    def test_the_database_knows_who_wrote_what_was_spoken(self, company: Company) -> None:
        case = a_complaint(company)
        for wrong in ({"channel": "PHONE"}, {"confirmed_at": clock.now()}):
            with pytest.raises(IntegrityError), db.session.begin_nested():
                db.session.execute(update(Case).where(Case.id == case.id).values(**wrong))

    @pytest.mark.usefixtures("inside")
    def test_whoever_wrote_it_down_decides_no_appeal_in_it(self, company: Company) -> None:
        case = entered(company, by=company.admin)
        assert queries.dossier(case_id=case.id, staff_id=company.admin.id).had_part


class TestClient:
    def test_it_stands_in_her_list_and_she_confirms_it(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            case = entered(company, by=company.manager)
            told = notices.inbox(account_id=company.client.account_id or "").rows
            assert [one.kind for one in told] == ["complaints.entered"]
        browser = browser_of(app, sign_in, company, "client")
        assert "written down by us" in browser.get("/complaints").text
        assert "Please read and confirm it" in browser.get(f"/complaints/{case.id}").text
        words = browser.get(f"/complaints/{case.id}/words").text
        for one in ("Nobody called her back.", "Her daughter", "Zhou Min", "By telephone"):
            assert one in words
        assert browser.post(f"/complaints/{case.id}/confirm").status_code == 303
        assert "confirm" not in browser.get(f"/complaints/{case.id}/words").text
        assert "Please read and confirm it" not in browser.get(f"/complaints/{case.id}").text

    def test_nobody_confirms_for_another_client(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            case = entered(company, by=company.manager)
            company.client = factory.a_client(company.branch)
        answer = browser_of(app, sign_in, company, "client").post(f"/complaints/{case.id}/confirm")
        assert answer.status_code == 404


class TestStatements:
    def test_writing_it_down_and_confirming_it_cost_no_more_than_they_may(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        writer, client = (browser_of(app, sign_in, company, who) for who in ("handler", "client"))
        counts: dict[str, int] = {}
        with listening(app) as seen:
            assert writer.get(path_of(company)).status_code == 200
        counts["GET /desk/complaints/for-client/<id:client_id>"] = len(seen)
        with listening(app) as seen:
            assert writer.post(path_of(company), data=SAID | {"who": company.served.id}).status_code == 303
        counts["POST /desk/complaints/for-client/<id:client_id>"] = len(seen)
        with act():
            case_id = queries.cases_of_client(company.client.id)[0].id
        with listening(app) as seen:
            assert client.post(f"/complaints/{case_id}/confirm").status_code == 303
        counts["POST /complaints/<id:case_id>/confirm"] = len(seen)
        allowed = exceptions()
        assert {one: n for one, n in counts.items() if n > allowed.get(one, budget(one))} == {}
