"""X1 on a real database: entered by one, verified by another, then unchangeable."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from tests.factories import exams as make
from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.exams import queries, services
from webapp.exams.events import ResultsVerified
from webapp.exams.models import Booking, ExamReport, Result
from webapp.exams.refusals import (
    NotExpected,
    NotToday,
    ReportMoved,
    SecondPersonNeeded,
    SheetIncomplete,
)
from webapp.exams.rules.clinical import clinical_inputs
from webapp.exams.rules.flags import Flag
from webapp.exams.rules.readings import Slip
from webapp.exams.rules.sheet import Typed
from webapp.kernel import clock, events
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.notices import queries as notices
from webapp.records import queries as records


class Scene:
    """A checked-in client, two health managers and the institution's desk."""

    def __init__(self) -> None:
        self.world = make.a_world()
        self.client = make.a_client(self.world)
        self.first = make.a_staff_member(self.world, Role.HEALTH_MANAGER)
        self.second = make.a_staff_member(self.world, Role.HEALTH_MANAGER)
        self.desk = make.a_staff_member(self.world, Role.INSTITUTION_DESK, self.world.institution)
        self.booking_id = make.a_checked_in(self.world, self.client, self.desk)

    def enter(self, filled, *, hand_in=False, staff=None, branch_id=None):
        person = staff or self.first
        return services.enter_results(
            booking_id=self.booking_id,
            branch_id=branch_id or self.world.branch.id,
            staff_id=person.id,
            actor_id=person.account_id,
            filled=filled,
            hand_in=hand_in,
        )

    def report(self):
        return queries.subject_of(self.booking_id, branch_id=self.world.branch.id).report

    def handed_in(self):
        report = self.enter(make.a_filled_sheet(), hand_in=True)
        db.session.expire_all()
        return db.session.get_one(ExamReport, report.id)

    def verify(self, report, *, staff=None, revision=None):
        person = staff or self.second
        services.verify_results(
            report_id=report.id,
            branch_id=self.world.branch.id,
            revision=report.revision if revision is None else revision,
            staff_id=person.id,
            actor_id=person.account_id,
        )
        db.session.expire_all()


@pytest.fixture
def scene(inside: object) -> Iterator[Scene]:
    with clock.at(make.NOW):
        yield Scene()


def values(report):
    return {row.code: row for row in queries.results_of(report.id)}


class TestCheckIn:
    def test_the_report_becomes_due_by_the_agreement(self, scene):
        booking = db.session.get_one(Booking, scene.booking_id)
        db.session.refresh(booking)
        assert booking.status == "CHECKED_IN"
        assert (booking.report_due - make.EXAM_DAY).days == 7

    def test_nobody_is_checked_in_on_another_day_or_twice(self, scene):
        other = make.a_booking(scene.world, make.a_client(scene.world))
        where = {"institution_id": scene.world.institution.id, "staff_id": scene.desk.id, "actor_id": ""}
        with pytest.raises(NotToday):
            services.check_in(booking_id=other, **where)
        with pytest.raises(NotExpected):
            services.check_in(booking_id=scene.booking_id, **where)

    def test_another_institutions_desk_does_not_find_the_booking(self, scene):
        with pytest.raises(NotYours):
            services.check_in(
                booking_id=scene.booking_id, institution_id="0" * 20, staff_id=scene.desk.id, actor_id=""
            )

    def test_the_desk_is_in_the_ledger_of_who_served(self, scene):
        assert [served.staff_id for served in clients.staff_who_served(scene.client.id)] == [scene.desk.id]


class TestNoShow:
    def test_nobody_came_frees_the_place_and_returns_the_years_exam(self, scene):
        client = make.a_client(scene.world)
        booking_id = make.a_booking(scene.world, client)
        with clock.at(scene.world.sessions[0].starts_at):
            services.no_show(booking_id=booking_id, institution_id=scene.world.institution.id, actor_id="")
        db.session.expire_all()
        assert db.session.get_one(Booking, booking_id).status == "NO_SHOW"
        make.a_booking(scene.world, client, scene.world.sessions[1])

    def test_nobody_is_missed_before_the_session_begins(self, scene):
        booking_id = make.a_booking(scene.world, make.a_client(scene.world))
        with pytest.raises(NotToday):
            services.no_show(booking_id=booking_id, institution_id=scene.world.institution.id, actor_id="")


class TestEnterResults:
    def test_a_draft_keeps_what_is_there_and_misses_nothing_silently(self, scene):
        report = scene.enter(services.Filled(lines={"sbp": Typed("146")}))
        assert report.status == "DRAFT"
        assert values(report)["sbp"].value == Decimal(146)

    def test_an_incomplete_sheet_cannot_be_handed_in(self, scene):
        with pytest.raises(SheetIncomplete) as refused:
            scene.enter(services.Filled(lines={"sbp": Typed("146")}), hand_in=True)
        assert "dbp" in refused.value.sheet.missing

    def test_a_wrong_line_is_named_and_nothing_is_kept(self, scene):
        with pytest.raises(SheetIncomplete) as refused:
            scene.enter(make.a_filled_sheet(sbp="14b"))
        assert refused.value.sheet.problems == {"sbp": Slip.NOT_A_NUMBER}
        assert scene.report() is None

    def test_a_stale_page_cannot_overwrite_a_newer_draft(self, scene):
        scene.enter(make.a_filled_sheet())
        db.session.expire_all()
        with pytest.raises(ReportMoved):
            scene.enter(make.a_filled_sheet(0, sbp="150"))
        scene.enter(make.a_filled_sheet(1, sbp="150"))

    def test_the_institutions_own_range_decides_the_flag(self, scene):
        services.set_own_range(
            institution_id=scene.world.institution.id,
            branch_id=scene.world.branch.id,
            code="tc",
            low=Decimal("2.9"),
            high=Decimal("6.0"),
            actor_id="",
        )
        row = values(scene.enter(make.a_filled_sheet()))["tc"]
        assert (row.flag, row.high) == (Flag.NORMAL, Decimal("6.0"))

    def test_nothing_is_entered_for_somebody_not_checked_in(self, scene):
        scene.booking_id = make.a_booking(scene.world, make.a_client(scene.world))
        with pytest.raises(NotExpected):
            scene.enter(make.a_filled_sheet())

    def test_another_branch_does_not_find_the_booking(self, scene):
        with pytest.raises(NotYours):
            scene.enter(make.a_filled_sheet(), branch_id="0" * 20)

    def test_body_mass_index_comes_with_the_report(self, scene):
        assert values(scene.enter(make.a_filled_sheet()))["bmi"].value == Decimal("25.2")


class TestVerifyResults:
    def test_the_second_person_makes_the_report_final(self, scene):
        heard = []
        events.subscribe(ResultsVerified, heard.append)
        report = scene.handed_in()
        scene.verify(report)
        db.session.refresh(report)
        assert (report.status, report.verified_by) == ("VERIFIED", scene.second.id)
        assert heard[-1] == ResultsVerified(report.id, scene.client.id, scene.world.branch.id)
        assert db.session.get_one(Booking, scene.booking_id).status == "COMPLETED"

    def test_who_entered_the_figures_cannot_verify_them(self, scene):
        with pytest.raises(SecondPersonNeeded):
            scene.verify(scene.handed_in(), staff=scene.first)

    def test_who_entered_one_figure_of_an_earlier_draft_cannot_verify_either(self, scene):
        scene.enter(make.a_filled_sheet(), staff=scene.second)
        db.session.expire_all()
        scene.enter(make.a_filled_sheet(1, sbp="150"), hand_in=True)
        db.session.expire_all()
        report = scene.report()
        with pytest.raises(SecondPersonNeeded):
            scene.verify(report)

    def test_the_database_itself_refuses_one_person_for_both(self, scene):
        report = scene.handed_in()
        same = update(ExamReport).where(ExamReport.id == report.id)
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(same.values(status="VERIFIED", verified_by=report.entered_by))

    def test_a_draft_cannot_be_verified(self, scene):
        report = scene.enter(make.a_filled_sheet())
        with pytest.raises(ReportMoved):
            scene.verify(report)

    def test_a_report_that_changed_since_the_page_was_opened_is_not_verified(self, scene):
        report = scene.handed_in()
        with pytest.raises(ReportMoved):
            scene.verify(report, revision=report.revision - 1)

    def test_a_verified_result_cannot_be_changed_or_deleted_by_anybody(self, scene):
        report = scene.handed_in()
        scene.verify(report)
        mine = Result.report_id == report.id
        for statement in (update(Result).where(mine).values(flag="NORMAL"), delete(Result).where(mine)):
            with pytest.raises(IntegrityError), db.session.begin_nested():
                db.session.execute(statement)

    def test_the_figures_reach_the_record_and_the_client_is_told(self, scene):
        scene.verify(scene.handed_in())
        latest = records.latest(client_id=scene.client.id, codes=["sbp", "bmi"])
        assert {code: row.value for code, row in latest.items()} == {
            "sbp": Decimal(146),
            "bmi": Decimal("25.2"),
        }
        assert notices.unread(scene.client.account_id)

    def test_both_people_are_in_the_ledger_of_who_served(self, scene):
        scene.verify(scene.handed_in())
        served = {line.staff_id for line in clients.staff_who_served(scene.client.id)}
        assert {scene.first.id, scene.second.id} <= served

    def test_the_models_get_their_inputs(self, scene):
        report = scene.handed_in()
        scene.verify(report)
        inputs = clinical_inputs(queries.results_of(report.id))
        assert (inputs["tc_mmol"], inputs["creatinine_unit"]) == (5.6, "umol/L")


class TestSendBack:
    def send_back(self, scene, report, staff):
        services.send_back(
            report_id=report.id,
            branch_id=scene.world.branch.id,
            revision=report.revision,
            note="TG does not agree with the paper",
            staff_id=staff.id,
            actor_id="",
        )
        db.session.expire_all()

    def test_a_report_goes_back_with_a_note_and_can_be_handed_in_again(self, scene):
        report = scene.handed_in()
        self.send_back(scene, report, scene.second)
        again = scene.report()
        assert (again.status, again.sent_back_note) == ("DRAFT", "TG does not agree with the paper")
        scene.enter(make.a_filled_sheet(again.revision, tg="1.8"), hand_in=True)
        db.session.expire_all()
        scene.verify(scene.report())

    def test_only_a_second_person_sends_it_back(self, scene):
        report = scene.handed_in()
        with pytest.raises(SecondPersonNeeded):
            self.send_back(scene, report, scene.first)


class TestWorklist:
    def test_a_checked_in_client_waits_for_entry_then_for_verification_then_for_nobody(self, scene):
        branch_id = scene.world.branch.id
        assert [row.booking_id for row in queries.awaiting_entry(branch_id=branch_id).rows] == [
            scene.booking_id
        ]
        report = scene.handed_in()
        assert queries.awaiting_entry(branch_id=branch_id).rows == []
        assert [row.report_id for row in queries.awaiting_verification(branch_id=branch_id).rows] == [
            report.id
        ]
        scene.verify(report)
        assert queries.awaiting_verification(branch_id=branch_id).rows == []

    def test_another_branch_sees_nothing_of_it(self, scene):
        assert queries.awaiting_entry(branch_id="0" * 20).rows == []

    def test_a_finished_booking_no_longer_holds_its_place(self, scene):
        session = scene.world.sessions[0]
        scene.verify(scene.handed_in())
        held = db.session.scalars(
            select(Booking).where(Booking.session_id == session.id, Booking.status == "CHECKED_IN")
        ).all()
        db.session.refresh(session)
        assert session.booked == len(held) == 0
