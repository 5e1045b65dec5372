from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from tests.admin.conftest import Branch
from tests.conftest import Act, SignIn, new_client
from tests.factories import company
from webapp.accounts import queries as accounts_now
from webapp.accounts.rules import Role
from webapp.admin.forms.matrix import read_matrix
from webapp.admin.presenters.matrix import posted_of
from webapp.clients import queries as clients
from webapp.clients.rules import Capacity
from webapp.kernel import clock
from webapp.organisation import queries as organisation
from webapp.organisation.rules import Grade
from webapp.plans import queries as plans
from webapp.plans import services as plan_services
from webapp.records import queries as records
from webapp.records import services as records_now
from webapp.records.models import AccessEntry
from webapp.records.rules import REASON_HOLDS
from webapp.toolbox.packaged import data
from webapp.toolbox.words import Bilingual

NEW = {
    "name_zh": "温如玉",
    "name_en": "Wen Ruyu",
    "sex": "FEMALE",
    "birth_date": "1979-04-12",
    "phone": "139 0000 7001",
    "language": "",
}


class TestClients:
    def test_the_branch_s_clients_are_listed_and_searched(self, desk: FlaskClient) -> None:
        listed = desk.get("/desk/clients").text
        assert "Shen Zhihe" in listed
        assert (
            listed.count("<td") == listed.count("<td data-head=") > 0
        )  # on a phone nothing runs out of the page
        assert "Shen Zhihe" in desk.get("/desk/clients?q=szh").text
        assert "Nobody found" in desk.get("/desk/clients?q=xyz").text

    def test_a_child_of_one_is_one_year_old_not_one_years(self, desk: FlaskClient) -> None:
        born = clock.today() - timedelta(days=400)
        desk.post("/desk/clients/new", data={**NEW, "birth_date": born.isoformat()})
        assert "Female, 1 year<" in desk.get("/desk/clients").text

    def test_htmx_gets_the_list_alone(self, desk: FlaskClient) -> None:
        answer = desk.get("/desk/clients?q=shen", headers={"HX-Request": "true"})
        assert answer.text.lstrip().startswith('<div id="admin-found"')

    def test_headquarters_has_no_list_of_clients(self, office: FlaskClient) -> None:
        assert office.get("/desk/clients").status_code == 403


class TestClient:
    def test_a_line_of_what_happened_opens_the_desk_s_page_of_it_if_there_is_one(
        self, desk: FlaskClient, branch: Branch, act: Act
    ) -> None:
        report = "m" * 20
        with act():
            for title, ref in (
                ("Results", f"/exams/results/{report}"),
                ("Sent away", "/nowhere"),
                ("Told", ""),
            ):
                records_now.file_entry(
                    client_id=branch.client_id,
                    branch_id=branch.id,
                    kind="EXAM_REPORT",
                    title=Bilingual(zh="", en=title),
                    at=clock.now(),
                    ref=ref,
                )
        page = desk.get(f"/desk/clients/{branch.client_id}").text
        assert f'<a class="link" href="/desk/exams/reports/{report}">Results</a>' in page
        assert "<b>Sent away</b>" in page
        assert "<b>Told</b>" in page

    def test_opening_the_card_is_noted_for_the_client_to_read(
        self, desk: FlaskClient, branch: Branch, act: Act
    ) -> None:
        assert desk.get(f"/desk/clients/{branch.client_id}").status_code == 200
        with act():
            from webapp.kernel.db import db

            seen = db.session.query(AccessEntry).all()
            assert [(one.client_id, one.what) for one in seen] == [(branch.client_id, "card")]

    def test_another_branch_s_client_does_not_exist(
        self, app: Flask, branch: Branch, sign_in: SignIn
    ) -> None:
        browser = sign_in(new_client(app), branch.stranger.account_id)
        for page in ("", "/enrol", "/team", "/institution"):
            assert browser.get(f"/desk/clients/{branch.client_id}{page}").status_code == 404

    def test_a_nutritionist_sees_no_client_without_the_right(
        self, app: Flask, branch: Branch, sign_in: SignIn
    ) -> None:
        browser = sign_in(new_client(app), branch.nutritionist.account_id)
        assert browser.get(f"/desk/clients/{branch.client_id}").status_code == 404


class TestSaveClient:
    def test_a_client_is_registered_in_the_own_branch(
        self, desk: FlaskClient, branch: Branch, act: Act
    ) -> None:
        answer = desk.post("/desk/clients/new", data=NEW)
        assert answer.status_code == 303
        with act():
            found = clients.client(answer.location.rpartition("/")[2])
            assert found
            assert (found.branch_id, found.phone, found.initials) == (branch.id, "+8613900007001", "wry")

    @pytest.mark.parametrize(("said", "kept"), [("", None), ("en", "en"), ("zh-Hans", "zh-Hans")])
    def test_a_language_is_known_only_where_the_client_said_it(
        self, desk: FlaskClient, act: Act, said: str, kept: str | None
    ) -> None:
        answer = desk.post("/desk/clients/new", data=NEW | {"language": said})
        with act():
            found = clients.client(answer.location.rpartition("/")[2])
            account = accounts_now.account(found.account_id or "") if found else None
            assert account
            assert account.language == kept

    @pytest.mark.parametrize(
        ("field", "value", "message"),
        [
            ("sex", "", "Please choose one."),
            ("phone", "12345", "Please give a mobile number of 11 digits."),
            ("name_en", "温如玉", "Please write this in Latin letters."),
            ("birth_date", "2199-01-01", "Please give a day that can be meant here."),
            ("id_number", "110101199001011234", "One digit of this ID number is not right."),
        ],
    )
    def test_bad_input_names_its_field_and_keeps_the_rest(
        self, desk: FlaskClient, field: str, value: str, message: str
    ) -> None:
        answer = desk.post("/desk/clients/new", data=NEW | {field: value})
        assert answer.status_code == 422
        assert message in answer.text
        assert f'href="#{field}"' in answer.text
        assert 'value="1979-04-12"' in answer.text or field == "birth_date"

    def test_a_client_without_an_english_name_is_written_in_pinyin(
        self, desk: FlaskClient, branch: Branch, act: Act
    ) -> None:
        assert desk.post("/desk/clients/new", data=NEW | {"name_en": ""}).status_code == 303
        with act():
            [found] = clients.search(branch_id=branch.id, words="wenruyu").rows
            assert found.name_en == "Wen Ruyu"

    @pytest.mark.parametrize(("typed", "says"), [("123", "18 places"), ("110101196803051234", "One digit")])
    def test_an_id_number_that_cannot_be_says_why(self, desk: FlaskClient, typed: str, says: str) -> None:
        answer = desk.post("/desk/clients/new", data=NEW | {"id_number": typed})
        assert answer.status_code == 422
        assert says in answer.text

    def test_a_phone_that_somebody_has_is_refused_at_its_field(self, desk: FlaskClient) -> None:
        desk.post("/desk/clients/new", data=NEW)
        again = desk.post("/desk/clients/new", data=NEW)
        assert again.status_code == 422
        assert "This phone number already belongs to an account." in again.text


def choice(branch: Branch, **changes: Any) -> dict[str, Any]:
    wanted = {"package": branch.package_id, "institution": branch.institution_id}
    return wanted | {"starts": clock.today().isoformat()} | changes


class TestSaveEnrolment:
    def test_a_client_enters_a_plan(self, desk: FlaskClient, branch: Branch, act: Act) -> None:
        path = f"/desk/clients/{branch.client_id}/enrol/MAINTENANCE"
        assert desk.post(path, data=choice(branch)).status_code == 303
        with act():
            live = plans.live_enrolment(client_id=branch.client_id, day=clock.today())
            assert live
            assert live.institution_id == branch.institution_id

    def test_what_the_plan_does_not_offer_is_refused_even_when_posted_by_hand(
        self, desk: FlaskClient, branch: Branch
    ) -> None:
        answer = desk.post(f"/desk/clients/{branch.client_id}/enrol/FULL_COURSE", data=choice(branch))
        assert answer.status_code == 422
        assert 'href="#package"' in answer.text

    def test_the_page_narrows_to_the_plan(self, desk: FlaskClient, branch: Branch) -> None:
        page = f"/desk/clients/{branch.client_id}/enrol?plan="
        assert "Xishan Health Centre" in desk.get(page + "MAINTENANCE").text
        assert "No institution of this class" in desk.get(page + "FULL_COURSE").text
        assert desk.get(page + "GOLD").status_code == 400

    def test_the_next_plan_is_offered_from_the_day_after_the_running_one(
        self, desk: FlaskClient, branch: Branch, act: Act
    ) -> None:
        desk.post(f"/desk/clients/{branch.client_id}/enrol/MAINTENANCE", data=choice(branch))
        with act():
            live = plans.live_enrolment(client_id=branch.client_id, day=clock.today())
            assert live
            next_day = live.ends + timedelta(days=1)
        page = desk.get(f"/desk/clients/{branch.client_id}/enrol?plan=MAINTENANCE").text
        assert f'value="{next_day.isoformat()}"' in page

    def test_a_second_running_plan_is_refused_in_words(self, desk: FlaskClient, branch: Branch) -> None:
        path = f"/desk/clients/{branch.client_id}/enrol/MAINTENANCE"
        desk.post(path, data=choice(branch))
        again = desk.post(path, data=choice(branch))
        assert again.status_code == 422
        assert "A plan is already bought for that time." in again.text


class TestAssignCare:
    def test_a_colleague_takes_over(self, desk: FlaskClient, branch: Branch, act: Act) -> None:
        body = {"capacity": "HEALTH_MANAGER", "staff": branch.colleague.id}
        assert desk.post(f"/desk/clients/{branch.client_id}/team", data=body).status_code == 303
        with act():
            acting = clients.who_looks_after(client_id=branch.client_id, capacity=Capacity.HEALTH_MANAGER)
            assert acting == branch.colleague.id

    @pytest.mark.parametrize("who", ["stranger", "nutritionist"])
    def test_only_people_of_the_branch_and_role_can_be_chosen(
        self, desk: FlaskClient, branch: Branch, who: str
    ) -> None:
        body = {"capacity": "HEALTH_MANAGER", "staff": getattr(branch, who).id}
        assert desk.post(f"/desk/clients/{branch.client_id}/team", data=body).status_code == 422


class TestHeadquarters:
    def test_only_headquarters_enters(self, desk: FlaskClient) -> None:
        for page in ("", "/branches", "/staff", "/institutions", "/packages", "/fees", "/calendar"):
            assert desk.get(f"/desk/admin{page}").status_code == 403, page

    def test_a_colleague_is_hired_and_the_secrets_are_shown_once(
        self, office: FlaskClient, branch: Branch, act: Act
    ) -> None:
        body = {"name_zh": "岑溪", "name_en": "Cen Xi", "username": "Cen.Xi", "role": "NUTRITIONIST"}
        answer = office.post("/desk/admin/staff/new", data=body | {"branch": branch.id, "institution": ""})
        assert answer.status_code == 201
        assert "They are shown only now." in answer.text
        with act():
            hired = organisation.staff_of(branch_id=branch.id, role=Role.NUTRITIONIST)
            assert "Cen Xi" in [one.name_en for one in hired]
        again = office.post("/desk/admin/staff/new", data=body | {"branch": branch.id, "institution": ""})
        assert again.status_code == 422
        assert 'href="#username"' in again.text

    def test_an_institution_s_desk_needs_its_institution(self, office: FlaskClient, branch: Branch) -> None:
        body = {"name_zh": "岑溪", "name_en": "Cen Xi", "username": "cen.xi", "role": "INSTITUTION_DESK"}
        answer = office.post("/desk/admin/staff/new", data=body | {"branch": branch.id, "institution": ""})
        assert answer.status_code == 422
        assert 'href="#institution"' in answer.text

    def test_a_branch_s_phone_is_a_number(self, office: FlaskClient) -> None:
        body = {"name_zh": "新店", "name_en": "New", "code": "NEW", "phone": "abc"}
        answer = office.post("/desk/admin/branches/new", data=body)
        assert answer.status_code == 422
        assert 'href="#phone"' in answer.text
        assert office.post("/desk/admin/branches/new", data=body | {"phone": "400-1"}).status_code == 303

    def test_nobody_changes_the_own_role_or_dismisses_themselves(
        self, office: FlaskClient, branch: Branch
    ) -> None:
        own = f"/desk/admin/staff/{branch.admin.id}"
        assert office.post(own + "/leave").status_code == 404
        assert office.post(own + "/role", data={"role": "PRIVACY_OFFICER"}).status_code == 404

    def test_who_leaves_is_out_and_the_clients_have_somebody(
        self, office: FlaskClient, desk: FlaskClient, branch: Branch, act: Act
    ) -> None:
        assert desk.get("/desk/clients").status_code == 200
        assert office.post(f"/desk/admin/staff/{branch.manager.id}/leave").status_code == 303
        assert desk.get("/desk/clients").status_code == 303
        with act():
            acting = clients.who_looks_after(client_id=branch.client_id, capacity=Capacity.HEALTH_MANAGER)
            assert acting == branch.colleague.id

    def test_fees_are_published_as_a_new_version(self, office: FlaskClient, act: Act) -> None:
        body = self.fees_body(act)
        first = next(key for key in body if key.startswith("fee-"))
        wrong = office.post("/desk/admin/fees", data=body | {first: "1e9"})
        assert wrong.status_code == 422
        assert f'href="#{first}"' in wrong.text
        assert office.post("/desk/admin/fees", data=body | {first: "1,088.50"}).status_code == 303
        with act():
            published = plans.fee_schedule()
            assert published
            assert published.version == 2
            assert str(plans.fees()[0].yuan) == "1088.50"

    def fees_body(self, act: Act) -> dict[str, str]:
        with act():
            lines = plans.fees()
        body = {"valid_from": clock.today().isoformat()}
        for line in lines:
            body |= {f"fee-{line.code}": str(line.yuan), f"zh-{line.code}": line.name.zh}
            body[f"en-{line.code}"] = line.name.en
        return body

    def test_a_schedule_to_come_leaves_the_one_in_force_until_its_day(
        self, office: FlaskClient, act: Act
    ) -> None:
        body = self.fees_body(act)
        first = next(key for key in body if key.startswith("fee-"))
        soon = clock.today() + timedelta(days=30)
        body |= {first: "1088.50", "valid_from": soon.isoformat()}
        assert office.post("/desk/admin/fees", data=body).status_code == 303
        with act():
            assert "1088.50" not in {str(line.yuan) for line in plans.fees()}
            with clock.at(datetime.combine(soon, time(12), UTC)):
                assert str(plans.fees()[0].yuan) == "1088.50"

    @pytest.mark.parametrize(("field", "words"), [("zh", ""), ("en", ""), ("en", "年费")])
    def test_each_fee_has_a_name_in_both_languages(
        self, office: FlaskClient, act: Act, field: str, words: str
    ) -> None:
        body = self.fees_body(act)
        first = next(key for key in body if key.startswith(f"{field}-"))
        wrong = office.post("/desk/admin/fees", data=body | {first: words})
        assert wrong.status_code == 422
        assert f'href="#{first}"' in wrong.text

    def test_what_is_not_for_sale_has_no_line_and_something_must_be(
        self, office: FlaskClient, act: Act
    ) -> None:
        body = self.fees_body(act)
        fees = [key for key in body if key.startswith("fee-")]
        assert office.post("/desk/admin/fees", data=body | {fees[0]: ""}).status_code == 303
        with act():
            assert fees[0] not in {f"fee-{line.code}" for line in plans.fees()}
        assert office.post("/desk/admin/fees", data=body | dict.fromkeys(fees, "")).status_code == 422

    def test_an_agreement_that_ends_before_it_begins_is_refused_at_its_field(
        self, office: FlaskClient, branch: Branch
    ) -> None:
        today = clock.today()
        body = {"valid_from": today.isoformat(), "valid_to": date(today.year - 1, 12, 31).isoformat()}
        path = f"/desk/admin/institutions/{branch.institution_id}/agreements"
        answer = office.post(
            path, data=body | {"change_by": "HOURS", "change_count": "48", "report_days": "7"}
        )
        assert answer.status_code == 422
        assert 'href="#valid_to"' in answer.text

    def test_the_deadline_for_changes_is_agreed_in_hours_or_in_working_days(
        self, office: FlaskClient, branch: Branch, act: Act
    ) -> None:
        today = clock.today()
        body = {"valid_from": today.isoformat(), "valid_to": today.isoformat(), "report_days": "7"}
        path = f"/desk/admin/institutions/{branch.institution_id}"
        for by, count, status in [
            ("WORKING_DAYS", "0", 422),
            ("WORKING_DAYS", "31", 422),
            ("WEEKS", "1", 422),
        ]:
            wrong = office.post(f"{path}/agreements", data=body | {"change_by": by, "change_count": count})
            assert wrong.status_code == status
        for by, count in [("WORKING_DAYS", "2"), ("HOURS", "39")]:
            kept = office.post(f"{path}/agreements", data=body | {"change_by": by, "change_count": count})
            assert kept.status_code == 303
        page = office.get(path).text
        assert "end of the day, 2 working days before" in page
        assert "39 hours before" in page

    def test_a_weekly_window_is_added_once(self, office: FlaskClient, branch: Branch) -> None:
        path = f"/desk/admin/institutions/{branch.institution_id}/times"
        body = {"weekday": "2", "starts": "08:00", "ends": "08:30", "capacity": "5", "exam_class": "ANY"}
        assert office.post(path, data=body).status_code == 303
        assert office.post(path, data=body).status_code == 422
        assert office.post(path, data=body | {"starts": "09:00"}).status_code == 422
        assert "08:00–08:30" in office.get(path).text

    def test_a_weekly_window_is_ended_from_a_day_on(self, office: FlaskClient, branch: Branch) -> None:
        path = f"/desk/admin/institutions/{branch.institution_id}/times"
        body = {"weekday": "2", "starts": "08:00", "ends": "08:30", "capacity": "5", "exam_class": "ANY"}
        office.post(path, data=body)
        end = re.search(rf'href="({path}/[0-9a-z]+/end)"', office.get(path).text)
        assert end
        assert "Nobody is booked" in office.get(end[1]).text
        assert office.post(end[1], data={"day": "2020-01-01"}).status_code == 422
        assert office.post(end[1], data={"day": clock.today().isoformat()}).status_code == 303
        assert "08:00–08:30" not in office.get(path).text
        assert office.get(end[1]).status_code == 404


class TestChangedItems:
    @pytest.fixture
    def full_course(self, branch: Branch, act: Act) -> dict[str, Any]:
        with act():
            package = plan_services.add_package(
                level="DELUXE", name_zh="豪华型", name_en="Deluxe", items=["glucose", "lipid"], actor_id=""
            )
            place = company.an_institution(
                organisation.branch(branch.id) or pytest.fail("no branch"), grade=Grade.HIGH_END
            )
            return {
                "package": package.id,
                "institution": place.id,
                "starts": clock.today().isoformat(),
                "added": ["bone"],
                "left_out": ["lipid"],
                "change_reason": "Her mother had a broken hip.",
            }

    def test_single_items_are_changed_while_applying(
        self, desk: FlaskClient, office: FlaskClient, branch: Branch, full_course: dict[str, Any], act: Act
    ) -> None:
        path = f"/desk/clients/{branch.client_id}/enrol"
        assert 'name="left_out"' in desk.get(f"{path}?plan=FULL_COURSE").text
        assert desk.post(f"{path}/FULL_COURSE", data=full_course).status_code == 303
        with act():
            year = plans.live_enrolment(client_id=branch.client_id, day=clock.today())
            assert year
            assert year.item_codes == ("glucose", "bone")
        assert "2 items changed" in office.get(f"/desk/admin/enrolments?branch={branch.id}").text

    def test_a_change_without_a_reason_is_refused_at_its_field(
        self, desk: FlaskClient, branch: Branch, full_course: dict[str, Any]
    ) -> None:
        body = full_course | {"change_reason": ""}
        answer = desk.post(f"/desk/clients/{branch.client_id}/enrol/FULL_COURSE", data=body)
        assert answer.status_code == 422
        assert 'href="#change_reason"' in answer.text

    def test_a_plan_with_fixed_items_offers_no_change(self, desk: FlaskClient, branch: Branch) -> None:
        page = desk.get(f"/desk/clients/{branch.client_id}/enrol?plan=MAINTENANCE").text
        assert 'name="left_out"' not in page


class TestOpenRecord:
    def test_headquarters_sees_a_record_only_after_giving_a_reason_that_the_client_reads(
        self, office: FlaskClient, branch: Branch, act: Act
    ) -> None:
        card = f"/desk/admin/clients/{branch.client_id}"
        asked = office.get(card)
        assert (asked.status_code, asked.location) == (303, f"{card}/reason")
        assert office.post(f"{card}/reason", data={"reason": "ok"}).status_code == 422
        assert office.get(card).status_code == 303
        reason = "Question of the client about the plan.\r\nAsked by phone."
        assert office.post(f"{card}/reason", data={"reason": reason}).status_code == 303
        assert "Shen Zhihe" in office.get(card).text
        with act():
            log = records.access_log(client_id=branch.client_id).rows
            assert [(one.account_id, one.what, one.purpose) for one in log] == [
                (branch.admin.account_id, "record", reason)
            ]

    def test_a_reason_does_not_hold_for_ever(self, office: FlaskClient, branch: Branch) -> None:
        card = f"/desk/admin/clients/{branch.client_id}"
        with clock.at(clock.now() - REASON_HOLDS):
            office.post(f"{card}/reason", data={"reason": "A question of last week"})
        assert office.get(card).status_code == 303

    def test_a_reason_for_one_client_opens_no_other(
        self, office: FlaskClient, branch: Branch, act: Act
    ) -> None:
        with act():
            other = company.a_client(organisation.branches()[-1]).id
        path = f"/desk/admin/clients/{branch.client_id}/reason"
        office.post(path, data={"reason": "Question about the plan"})
        assert office.get(f"/desk/admin/clients/{other}").status_code == 303
        assert office.get("/desk/admin/clients/" + "0" * 20).status_code == 404

    def test_branch_staff_do_not_come_in_here(self, desk: FlaskClient, branch: Branch) -> None:
        assert desk.get(f"/desk/admin/clients/{branch.client_id}").status_code == 403


class TestPublishMatrix:
    def body(self, **changes: Any) -> MultiDict[str, str]:
        posted = posted_of(data("plans", "matrix"))
        posted["valid_from"] = clock.today().isoformat()
        for field, value in changes.items():
            posted.setlist(field, [value] if isinstance(value, str) else value)
        return posted

    def test_a_new_version_holds_from_its_day_on(self, office: FlaskClient, act: Act) -> None:
        later = clock.today() + timedelta(days=30)
        body = self.body(**{"grant-LECTURE-MAINTENANCE-GROUP": "2", "valid_from": later.isoformat()})
        assert office.post("/desk/admin/plans", data=body).status_code == 303
        with act():
            found = plans.matrix(2)
            assert found
            assert found.entitlements(plan="MAINTENANCE", kind="GROUP")["LECTURE"] == 2
            in_force = plans.plan_version(), plans.plan_version(later)
            assert [one and one.version for one in in_force] == [1, 2]
        assert "up to 4 times a year" in office.get("/plans").text

    def test_what_is_published_today_is_what_everybody_reads(self, office: FlaskClient) -> None:
        body = self.body(**{"grant-LECTURE-MAINTENANCE-GROUP": "7"})
        assert office.post("/desk/admin/plans", data=body).status_code == 303
        assert "up to 7 times a year" in office.get("/plans").text
        assert "Version 2" in office.get("/plans").text

    def test_the_form_reads_back_what_it_shows(self) -> None:
        assert read_matrix(self.body(), data("plans", "matrix")) == (data("plans", "matrix"), [])

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("grant-LECTURE-MAINTENANCE-GROUP", "400"),
            ("packages-CHRONIC-GROUP", []),
            ("valid_from", "2020-01-01"),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field(
        self, office: FlaskClient, field: str, value: Any
    ) -> None:
        answer = office.post("/desk/admin/plans", data=self.body(**{field: value}))
        assert answer.status_code == 422
        assert f'href="#{field}"' in answer.text


class TestTimes:
    def test_an_institution_without_an_agreement_is_said_to_take_nobody(
        self, office: FlaskClient, branch: Branch, act: Act
    ) -> None:
        with act():
            place = company.an_institution(
                organisation.branch(branch.id) or pytest.fail("no branch"), agreed=False
            ).id
        assert "No agreement holds today" in office.get(f"/desk/admin/institutions/{place}/times").text
        assert (
            "No agreement holds today"
            not in office.get(f"/desk/admin/institutions/{branch.institution_id}/times").text
        )
