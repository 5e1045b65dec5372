"""The staff's pages over HTTP: arrivals, sheet, second person; and what each may not see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select, update

from tests.conftest import new_client
from tests.factories import exams as make
from webapp.accounts.rules import Role
from webapp.clients import services as clients
from webapp.clients.rules import Purpose
from webapp.exams import services
from webapp.exams.models import Booking, ExamReport, Result, Session
from webapp.exams.refusals import NotToday
from webapp.exams.rules.booking import UndoReason
from webapp.kernel import clock
from webapp.kernel.audit import AuditEntry
from webapp.kernel.db import db
from webapp.plans.models import Enrolment, Entitlement
from webapp.plans.rules import Item
from webapp.records.models import AccessEntry

MORNING = datetime.combine(make.EXAM_DAY, time(8), clock.zone("Asia/Shanghai"))
SHEET = {f"v-{code}": figure for code, figure in make.FIGURES.items()} | {"v-f_ecg": "NORMAL"}


class Scene:
    """A booked client on the exam day; browsers of a desk and of two health managers."""

    def __init__(self, app, act, sign_in):
        self.app, self.act, self.enter = app, act, sign_in
        with clock.at(make.NOW), act():
            self.world = make.a_world()
            self.client = make.a_client(self.world)
            self.booking_id = make.a_booking(self.world, self.client)
        with act():
            self.code = db.session.get_one(Booking, self.booking_id).code
            desk = make.a_staff_member(self.world, Role.INSTITUTION_DESK, self.world.institution)
            people = [make.a_staff_member(self.world, Role.HEALTH_MANAGER) for _ in range(2)]
        self.desk = self.browser(desk)
        self.first, self.second = (self.browser(one) for one in people)
        self.sheet_path = f"/desk/exams/bookings/{self.booking_id}/results"

    def browser(self, person):
        return self.enter(new_client(self.app), person.account_id)

    def check_in(self):
        return self.desk.post("/desk/exams/check-in", data={"code": self.code})

    def save(self, browser=None, act="save", **fields):
        return (browser or self.first).post(self.sheet_path, data=SHEET | {"act": act, **fields})

    def handed_in(self):
        self.check_in()
        assert self.save(act="hand_in").status_code == 303
        return self.row(ExamReport)

    def verify(self, browser, report):
        path = f"/desk/exams/reports/{report.id}"
        return browser.post(f"{path}/verify", data={"revision": report.revision})

    def row(self, model):
        with self.app.app_context():
            return db.session.scalars(select(model)).one()

    def rows(self, model):
        with self.app.app_context():
            return db.session.scalars(select(model)).all()


@pytest.fixture
def scene(app, act, sign_in) -> Iterator[Scene]:
    with clock.at(MORNING):
        yield Scene(app, act, sign_in)


def text(response) -> str:
    return response.get_data(as_text=True)


class TestArrivals:
    def test_the_desk_sees_name_time_and_code_and_no_other_data(self, scene):
        page = text(scene.desk.get("/desk/exams/arrivals"))
        assert "Shen Zhihe" in page
        assert scene.code in page
        assert "1968" not in page
        assert "+86" not in page

    @pytest.mark.parametrize("page", ["arrivals", "arrivals/print"])
    def test_looking_is_in_the_clients_log(self, scene, page):
        scene.desk.get(f"/desk/exams/{page}")
        assert scene.row(AccessEntry).client_id == scene.client.id

    def test_the_desk_of_another_institution_sees_nobody(self, scene):
        with scene.act():
            elsewhere = make.an_institution(scene.world.branch)
            other = make.a_staff_member(scene.world, Role.INSTITUTION_DESK, elsewhere)
        browser = scene.browser(other)
        assert "Shen Zhihe" not in text(browser.get("/desk/exams/arrivals"))
        assert browser.post("/desk/exams/check-in", data={"code": scene.code}).status_code == 422
        for act in ("check-in", "no-show"):
            assert browser.post(f"/desk/exams/bookings/{scene.booking_id}/{act}").status_code == 404

    def test_an_unreadable_day_is_named(self, scene):
        answer = scene.desk.get("/desk/exams/arrivals?day=soon")
        assert answer.status_code == 400
        assert "day" in text(answer)

    def test_the_desk_does_not_enter_results_pages(self, scene):
        scene.check_in()
        for path in (scene.sheet_path, "/desk/exams/results", "/desk/exams/results/verify"):
            assert scene.desk.get(path).status_code == 403


class TestCheckInByCode:
    @pytest.mark.parametrize("shape", ["{}", " {} ", "{:.4}-{}"])
    def test_a_typed_code_checks_in(self, scene, shape):
        typed = shape.format(scene.code) if shape.count("{") == 1 else f"{scene.code[:4]}-{scene.code[4:]}"
        answer = scene.desk.post("/desk/exams/check-in", data={"code": typed.lower()})
        assert "Checked in" in text(scene.desk.get(answer.headers["Location"]))
        assert scene.row(Booking).status == "CHECKED_IN"

    @pytest.mark.parametrize("code", ["", "ZZZZZZZZ", "预约", "A" * 9000])
    def test_a_wrong_code_is_an_error_of_its_field(self, scene, code):
        answer = scene.desk.post("/desk/exams/check-in", data={"code": code})
        assert answer.status_code == 422
        assert 'href="#code"' in text(answer)

    def test_a_second_check_in_is_told(self, scene):
        scene.check_in()
        answer = scene.check_in()
        assert answer.status_code == 422
        assert "already been dealt with" in text(answer)

    def test_the_field_keeps_the_focus_so_that_a_scanner_goes_on_typing(self, scene):
        for code in (scene.code, scene.code, "ZZZZZZZZ"):
            answer = scene.desk.post("/desk/exams/check-in", data={"code": code}, follow_redirects=True)
            focused = [part for part in text(answer).split("<")[1:] if "autofocus" in part.partition(">")[0]]
            assert [part.split()[0] for part in focused] == ["input"]


class TestPrintArrivals:
    def test_the_paper_says_package_and_items_and_nothing_else_of_a_person(self, scene):
        page = text(scene.desk.get("/desk/exams/arrivals/print"))
        for words in ("Shen Zhihe", scene.code, "Standard", "ECG"):
            assert words in page
        for kept_back in ("1968", "+86", "Male"):
            assert kept_back not in page


class TestUtilisation:
    def test_it_counts_who_holds_or_used_a_place(self, scene):
        page = text(scene.desk.get("/desk/exams/utilisation"))
        assert page.count("1 of 2") == 1
        assert page.count("1 of 4") == 2
        scene.handed_in()
        scene.verify(scene.second, scene.row(ExamReport))
        assert scene.row(Booking).status == "COMPLETED"
        assert "1 of 4" in text(scene.desk.get("/desk/exams/utilisation?span=MONTH"))

    def test_another_institutions_times_are_not_in_it(self, scene):
        with scene.act():
            elsewhere = make.an_institution(scene.world.branch)
            make.a_session(scene.world.branch, elsewhere, 11)
        assert "11:00" not in text(scene.desk.get("/desk/exams/utilisation"))


class TestUndoCheckIn:
    def undo(self, scene, browser=None, **fields):
        path = f"/desk/exams/bookings/{scene.booking_id}/undo-check-in"
        return (browser or scene.desk).post(path, data=fields)

    def test_the_list_offers_it_and_a_reason_is_asked_for(self, scene):
        scene.check_in()
        assert "undo-check-in" in text(scene.desk.get("/desk/exams/arrivals"))
        assert self.undo(scene).status_code == 422
        assert scene.row(Booking).status == "CHECKED_IN"

    @pytest.mark.parametrize("who", ["desk", "first"])
    def test_desk_and_branch_take_it_back_and_she_can_be_checked_in_again(self, scene, who):
        scene.check_in()
        assert self.undo(scene, getattr(scene, who), reason="MISTAKE").status_code == 303
        booking = scene.row(Booking)
        assert (booking.status, booking.checked_in_at, booking.report_due) == ("CONFIRMED", None, None)
        assert self.undo(scene, reason="MISTAKE").status_code == 409
        assert scene.check_in().status_code == 303

    def test_the_reason_stands_in_the_audit_chain(self, scene):
        scene.check_in()
        self.undo(scene, reason="WRONG_PERSON")
        undone = [one for one in scene.rows(AuditEntry) if one.action == "exams.booking.check_in_undone"]
        assert "WRONG_PERSON" in str(undone[0].details)

    def test_after_the_day_it_stands(self, scene):
        scene.check_in()
        with clock.at(MORNING + timedelta(days=1)):
            assert "undo-check-in" not in text(scene.first.get(f"/desk/exams/bookings/{scene.booking_id}"))
        with clock.at(MORNING + timedelta(days=1)), scene.app.app_context(), pytest.raises(NotToday):
            services.undo_check_in(
                booking_id=scene.booking_id,
                institution_id=scene.world.institution.id,
                reason=UndoReason.MISTAKE,
                actor_id="",
            )

    def test_once_results_are_entered_it_stands(self, scene):
        scene.check_in()
        scene.save()
        assert "already been entered" in text(self.undo(scene, reason="MISTAKE"))
        assert scene.row(Booking).status == "CHECKED_IN"

    def test_another_institutions_desk_and_another_branchs_staff_do_not_find_it(self, scene):
        scene.check_in()
        with scene.act():
            world = make.a_world()
            strangers = [
                make.a_staff_member(world, Role.INSTITUTION_DESK, world.institution),
                make.a_staff_member(world, Role.HEALTH_MANAGER),
            ]
        for one in strangers:
            assert self.undo(scene, scene.browser(one), reason="MISTAKE").status_code == 404


class TestNoShow:
    def miss(self, scene):
        return scene.desk.post(f"/desk/exams/bookings/{scene.booking_id}/no-show")

    def undo(self, scene):
        return scene.desk.post(f"/desk/exams/bookings/{scene.booking_id}/expect-again")

    def booked(self, scene):
        return sum(session.booked for session in scene.rows(Session))

    def used(self, scene):
        return next(right.used for right in scene.rows(Entitlement) if right.item == Item.EXAM)

    def test_it_frees_the_place(self, scene):
        self.miss(scene)
        assert scene.row(Booking).status == "NO_SHOW"
        assert (self.booked(scene), self.used(scene)) == (0, 0)

    def test_the_list_offers_it_with_one_press_once_the_session_has_begun(self, scene):
        form = f'action="/desk/exams/bookings/{scene.booking_id}/no-show"'
        assert form in text(scene.desk.get("/desk/exams/arrivals"))
        with clock.at(MORNING - timedelta(minutes=1)):
            assert form not in text(scene.desk.get("/desk/exams/arrivals"))

    def test_a_second_press_is_told_what_stands_there_now(self, scene):
        self.miss(scene)
        answer = self.miss(scene)
        assert answer.status_code == 409
        assert "already been dealt with. Please look at the list again. Shen Zhihe: Did not come" in text(
            answer
        )

    def test_a_mistake_is_taken_back_with_place_and_right(self, scene):
        self.miss(scene)
        assert "expect-again" in text(scene.desk.get("/desk/exams/arrivals"))
        assert self.undo(scene).status_code == 303
        assert scene.row(Booking).status == "CONFIRMED"
        assert (self.booked(scene), self.used(scene)) == (1, 1)
        assert self.undo(scene).status_code == 409

    def test_who_comes_late_is_checked_in_by_her_code(self, scene):
        self.miss(scene)
        assert scene.check_in().status_code == 303
        assert scene.row(Booking).status == "CHECKED_IN"
        assert (self.booked(scene), self.used(scene)) == (1, 1)

    def test_after_the_day_it_stands(self, scene):
        self.miss(scene)
        with clock.at(MORNING + timedelta(days=1)), scene.app.app_context(), pytest.raises(NotToday):
            services.expect_again(
                booking_id=scene.booking_id, institution_id=scene.world.institution.id, actor_id=""
            )
        assert scene.row(Booking).status == "NO_SHOW"

    def test_it_is_not_taken_up_under_a_year_that_has_ended_since(self, scene):
        self.miss(scene)
        with scene.act():
            db.session.execute(update(Enrolment).values(status="ENDED", ended_on=make.EXAM_DAY))
        assert self.undo(scene).status_code == scene.check_in().status_code == 409
        assert scene.row(Booking).status == "NO_SHOW"

    def test_another_booking_since_stands_against_it(self, scene):
        self.miss(scene)
        with clock.at(make.NOW), scene.act():
            make.a_booking(scene.world, scene.client)
        assert self.undo(scene).status_code == 409
        assert "booked another time since" in text(scene.check_in())


class TestSheet:
    def test_nobody_enters_results_before_the_check_in(self, scene):
        assert scene.first.get(scene.sheet_path).status_code == 409

    def test_the_sheet_has_the_lines_of_the_package_with_unit_and_range(self, scene):
        scene.check_in()
        page = text(scene.first.get(scene.sheet_path))
        assert 'name="v-tc"' in page
        assert "&lt; 5.2" in page
        assert "mg/dL" in page
        assert 'name="v-psa"' not in page

    def test_a_draft_comes_back_as_it_was_typed_with_its_flags(self, scene):
        scene.check_in()
        assert scene.save(**{"v-tc": "217", "u-tc": "mg/dL"}).status_code == 303
        page = text(scene.first.get(scene.sheet_path))
        assert 'value="217"' in page
        assert "<option selected>mg/dL" in page
        assert "high" in page

    def test_a_wrong_line_comes_back_with_everything_typed(self, scene):
        scene.check_in()
        answer = scene.save(**{"v-sbp": "14b"})
        page = text(answer)
        assert answer.status_code == 422
        assert 'href="#v-sbp"' in page
        assert 'value="14b"' in page
        assert 'value="5.6"' in page
        assert scene.rows(Result) == []

    def test_handing_in_names_every_empty_line(self, scene):
        scene.check_in()
        answer = scene.save(act="hand_in", **{"v-tc": ""})
        assert answer.status_code == 422
        assert 'href="#v-tc"' in text(answer)

    def test_handing_in_is_said_on_the_list_it_leaves(self, scene):
        scene.check_in()
        answer = scene.save(act="hand_in")
        assert "Handed in" in text(scene.first.get(answer.location))

    def test_an_item_not_done_needs_no_figure(self, scene):
        scene.check_in()
        without = {f"v-{code}": "" for code in ("tc", "tg", "ldl", "hdl")}
        assert scene.save(act="hand_in", nd="lipid", **without).status_code == 303

    @pytest.mark.parametrize(
        ("field", "value"), [("v-unheard_of", "1"), ("revision", "-1"), ("revision", "9" * 30)]
    )
    def test_a_field_no_sheet_has_is_named(self, scene, field, value):
        scene.check_in()
        answer = scene.save(**{field: value})
        assert answer.status_code == 400
        assert field in text(answer)

    @pytest.mark.parametrize("odd", ["NaN", "1e400", "9" * 9000, "预约", "<script>"])
    def test_odd_figures_are_errors_of_their_line(self, scene, odd):
        scene.check_in()
        assert scene.save(**{"v-sbp": odd}).status_code == 422

    def test_without_the_clients_consent_no_results_are_entered(self, scene):
        scene.check_in()
        with scene.act():
            clients.withdraw_consent(client_id=scene.client.id, purpose=Purpose.EXAM_REPORTS, actor_id="")
        assert scene.first.get(scene.sheet_path).status_code == 409
        answer = scene.save()
        assert (answer.status_code, "has not agreed" in text(answer)) == (409, True)
        assert scene.rows(ExamReport) == []

    def test_looking_is_in_the_clients_log(self, scene):
        scene.check_in()
        scene.first.get(scene.sheet_path)
        assert [entry.what for entry in scene.rows(AccessEntry)] == ["exam_results"]

    def test_another_branchs_staff_do_not_find_it(self, scene):
        scene.check_in()
        with scene.act():
            elsewhere = make.a_world()
            other = make.a_staff_member(elsewhere, Role.HEALTH_MANAGER)
        browser = scene.browser(other)
        assert browser.get(scene.sheet_path).status_code == 404
        assert scene.save(browser).status_code == 404
        assert "Shen Zhihe" not in text(browser.get("/desk/exams/results"))


class TestReport:
    def test_the_second_person_verifies(self, scene):
        report = scene.handed_in()
        assert "Verify the results" in text(scene.second.get(f"/desk/exams/reports/{report.id}"))
        assert scene.verify(scene.second, report).status_code == 303
        assert scene.row(ExamReport).status == "VERIFIED"
        assert "verified by" in text(scene.second.get(f"/desk/exams/reports/{report.id}"))

    def test_who_entered_it_is_offered_no_button_and_the_post_is_refused(self, scene):
        report = scene.handed_in()
        assert "Verify the results" not in text(scene.first.get(f"/desk/exams/reports/{report.id}"))
        assert scene.verify(scene.first, report).status_code == 409
        assert scene.row(ExamReport).status == "SUBMITTED"

    def test_sending_back_needs_words(self, scene):
        report = scene.handed_in()
        path = f"/desk/exams/reports/{report.id}/send-back"
        assert scene.second.post(path, data={"revision": report.revision}).status_code == 422
        assert [entry.what for entry in scene.rows(AccessEntry)] == ["exam_results"]
        answer = scene.second.post(path, data={"revision": report.revision, "note": "TG does not agree"})
        assert answer.status_code == 303
        assert "TG does not agree" in text(scene.first.get(scene.sheet_path))

    def test_another_branchs_staff_do_not_find_it(self, scene):
        report = scene.handed_in()
        with scene.act():
            other = make.a_staff_member(make.a_world(), Role.HEALTH_MANAGER)
        browser = scene.browser(other)
        assert browser.get(f"/desk/exams/reports/{report.id}").status_code == 404
        assert scene.verify(browser, report).status_code == 404


class TestWorklist:
    def test_a_late_report_says_how_late(self, scene):
        scene.check_in()
        with clock.at(MORNING.replace(day=12)):
            with scene.act():
                late = make.a_staff_member(scene.world, Role.HEALTH_MANAGER)
            page = text(scene.browser(late).get("/desk/exams/results"))
        assert "2 days late" in page

    def test_only_a_health_manager_is_offered_to_enter_results(self, scene):
        scene.check_in()
        with scene.act():
            manager = make.a_staff_member(scene.world, Role.BRANCH_MANAGER)
        assert scene.sheet_path in text(scene.first.get("/desk/exams/results"))
        page = text(scene.browser(manager).get("/desk/exams/results"))
        assert "A health manager enters them" in page
        assert scene.sheet_path not in page
