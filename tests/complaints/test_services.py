"""A case from the first word to the last, on a real database."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from tests.factories import complaints as factory
from tests.factories.complaints import (
    Company,
    a_case,
    a_complaint,
    by_handler,
    clocks_of,
    later,
    the_respondent,
)
from webapp.accounts import queries as accounts
from webapp.accounts.models import AuthSession
from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.clients.rules import Capacity
from webapp.complaints import queries, services
from webapp.complaints.models import Case, CaseClock, CaseEvent
from webapp.complaints.queries import Queue
from webapp.complaints.rules.categories import Category, DeclineReason
from webapp.complaints.rules.states import State
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.notices.models import Notice
from webapp.organisation import queries as organisation
from webapp.organisation.models import StandbyOrder


class TestSubmit:
    def test_a_number_a_receipt_and_two_clocks_at_once(self, company: Company) -> None:
        case = a_complaint(company)
        assert case.number == "T26-1119-01"
        assert case.state == State.SUBMITTED
        assert set(clocks_of(case)) == {"ACK", "RESULT"}
        assert str(case.due_on) == "2026-11-26"

    def test_the_second_of_a_day_has_the_next_number(self, company: Company) -> None:
        assert [a_complaint(company).number for _ in range(2)] == ["T26-1119-01", "T26-1119-02"]

    def test_a_named_employee_who_served_her_means_acceptance_at_once(self, company: Company) -> None:
        case = a_complaint(company, about=company.served)
        assert case.state == State.ACCEPTED
        assert clocks_of(case)["ACK"].met_at is not None

    def test_nobody_can_name_an_employee_who_never_served_her(self, company: Company) -> None:
        with pytest.raises(services.DidNotServeYou):
            a_complaint(company, about=company.colleague)

    def test_five_a_day_are_enough(self, company: Company) -> None:
        for _ in range(5):
            a_complaint(company)
        with pytest.raises(services.TooManyToday):
            a_complaint(company)

    def test_the_story_is_sealed_in_the_database(self, company: Company) -> None:
        a_complaint(company)
        db.session.flush()
        kept = db.session.connection().exec_driver_sql("SELECT story FROM complaint_case").scalar_one()
        assert "follow-up" not in kept


class TestRoute:
    def test_the_branch_handler_comes_first(self, company: Company) -> None:
        assert a_complaint(company).handler_id == company.handler.id

    def test_a_complaint_about_the_branch_manager_goes_to_headquarters(self, company: Company) -> None:
        case = a_complaint(company)
        services.name_respondent(**by_handler(company, case), respondent_staff_id=company.manager.id)
        assert case.handler_id == company.second.id

    def test_who_provided_the_service_does_not_handle_it(self, company: Company) -> None:
        from webapp.clients import services as client_services

        client_services.note_service(
            client_id=company.client.id,
            staff_id=company.handler.id,
            capacity=Capacity.BOOKING,
            day=clock.today(),
        )
        assert a_complaint(company, category=Category.BOOKING).handler_id == company.second.id
        assert a_complaint(company, category=Category.DIET).handler_id == company.handler.id

    def test_who_provided_the_service_does_not_see_it_either(self, company: Company) -> None:
        from webapp.clients import services as client_services

        client_services.note_service(
            client_id=company.client.id,
            staff_id=company.manager.id,
            capacity=Capacity.REVIEW,
            day=clock.today(),
        )
        exam, diet = (a_complaint(company, category=one) for one in (Category.EXAM, Category.DIET))
        with pytest.raises(NotYours):
            queries.dossier(case_id=exam.id, staff_id=company.manager.id)
        assert queries.dossier(case_id=diet.id, staff_id=company.manager.id)
        unassigned = {one.id for one in queue(company.manager.id)}
        assert exam.id not in unassigned

    def test_with_nobody_eligible_headquarters_is_alarmed(self, company: Company) -> None:
        case = a_complaint(company)
        services.recuse(**by_handler(company, case))
        services.recuse(case_id=case.id, staff_id=company.second.id, version=case.version)
        services.recuse(case_id=case.id, staff_id=company.admin.id, version=case.version)
        assert case.handler_id is None
        kinds = db.session.scalars(select(Notice.kind).where(Notice.account_id == company.admin.account_id))
        assert "complaints.nobody" in list(kinds)

    def test_who_stepped_back_sees_nothing_of_it_any_more(self, company: Company) -> None:
        case = a_complaint(company)
        services.recuse(**by_handler(company, case))
        with pytest.raises(NotYours):
            queries.dossier(case_id=case.id, staff_id=company.handler.id)
        assert case.id not in {one.id for one in queue(company.handler.id)}

    def test_a_handler_who_becomes_respondent_loses_sight_at_once(self, company: Company) -> None:
        case = a_complaint(company)
        services.accept(**by_handler(company, case))
        services.name_respondent(**by_handler(company, case), respondent_staff_id=company.handler.id)
        assert case.handler_id == company.second.id
        with pytest.raises(NotYours):
            queries.dossier(case_id=case.id, staff_id=company.handler.id)

    def test_all_cases_of_a_handler_on_standby_go_to_others(self, company: Company) -> None:
        other, about_handler = a_complaint(company), a_complaint(company)
        services.accept(**by_handler(company, about_handler))
        services.name_respondent(**by_handler(company, about_handler), respondent_staff_id=company.handler.id)
        assert factory.fresh(other).handler_id == company.second.id


def queue(staff_id: str) -> list[Case]:
    counted = [one for one in Queue if one is not Queue.CLOSED]
    found = [case for which in counted for case in queries.queue(staff_id=staff_id, which=which)[0].rows]
    _, sizes = queries.queue(staff_id=staff_id, which=Queue.MINE)
    assert sum(sizes.values()) == len(found)
    return found


class TestStandby:
    def test_sessions_end_and_only_the_own_case_is_left(self, company: Company) -> None:
        from webapp.accounts import services as account_services

        account = accounts.account(company.served.account_id)
        assert account
        account_services.start_session(account=account, device="test")
        a_complaint(company, about=company.served)
        db.session.expire_all()
        assert account.reach == "OWN_CASE"
        live = select(func.count()).where(
            AuthSession.account_id == account.id, AuthSession.ended_at.is_(None)
        )
        assert db.session.scalar(live) == 0
        assert not organisation.may_serve(company.served.id)

    def test_a_substitute_looks_after_the_client(self, company: Company) -> None:
        a_complaint(company, about=company.served)
        looks_after = clients.who_looks_after(client_id=company.client.id, capacity=Capacity.HEALTH_MANAGER)
        assert looks_after == company.colleague.id

    def test_one_order_however_often_a_case_is_accepted(self, company: Company) -> None:
        case = a_complaint(company, about=company.served)
        with pytest.raises(services.NotAllowedNow):
            services.accept(**by_handler(company, case))
        assert db.session.scalar(select(func.count()).select_from(StandbyOrder)) == 1

    def test_two_complaints_one_dismissed_is_still_standby(self, company: Company) -> None:
        first = a_complaint(company, about=company.served)
        a_complaint(company, about=company.served)
        services.withdraw(case_id=first.id, client_id=company.client.id)
        assert factory.standing_of(company.served) == "STANDBY"

    def test_nothing_happens_to_anybody_before_acceptance(self, company: Company) -> None:
        case = a_complaint(company)
        services.name_respondent(**by_handler(company, case), respondent_staff_id=company.served.id)
        assert factory.standing_of(company.served) == "ACTIVE"
        services.accept(**by_handler(company, case))
        assert factory.standing_of(company.served) == "STANDBY"

    def test_a_review_keeps_it_and_starts_the_next_clock(self, company: Company) -> None:
        case = a_complaint(company, about=company.served)
        with later(5):
            services.renew_standby(**by_handler(company, case), reason="The log is still awaited.")
        rows = [row for row in queries.clocks(case.id) if row.kind == "STANDBY_REVIEW"]
        assert [row.met_at is None for row in rows] == [False, True]

    def test_a_review_is_of_everybody_on_standby_and_counts_once_a_day(self, company: Company) -> None:
        case = a_complaint(company, about=company.served)
        services.name_respondent(**by_handler(company, case), respondent_staff_id=company.colleague.id)
        with later(5):
            for _ in range(2):
                services.renew_standby(**by_handler(company, case), reason="The log is still awaited.")
        rows = [row for row in queries.clocks(case.id) if row.kind == "STANDBY_REVIEW"]
        assert [row.met_at is None for row in rows] == [False, False, True, True]

    def test_without_headquarters_it_lapses_after_twenty_working_days(self, company: Company) -> None:
        case = a_complaint(company, about=company.served)
        with later(28):
            services.sweep()
            assert factory.standing_of(company.served) == "STANDBY"
        with later(29):
            services.sweep()
            assert factory.standing_of(company.served) == "ACTIVE"
        assert "LAPSE_STANDBY" in {one.action for one in queries.events(case.id)}

    def test_headquarters_can_renew_it(self, company: Company) -> None:
        case = a_complaint(company, about=company.served)
        with later(5):
            services.renew_standby(
                case_id=case.id, staff_id=company.second.id, version=case.version, reason="Needed."
            )
        with later(29):
            services.sweep()
        assert factory.standing_of(company.served) == "STANDBY"


class TestDecline:
    def test_without_a_named_person_one_signature_is_enough(self, company: Company) -> None:
        case = a_case(company, State.DECLINED)
        assert [one.words for one in queries.messages(case.id)] == ["This is not ours."]

    def test_with_a_named_person_a_second_one_signs(self, company: Company) -> None:
        case = a_complaint(company)
        services.name_respondent(**by_handler(company, case), respondent_staff_id=company.served.id)
        reason = {"reason": DeclineReason.NO_FACTS, "words": "There is nothing to go on."}
        services.decline(**by_handler(company, case), **reason)
        assert case.state == State.SUBMITTED
        with pytest.raises(services.NotAllowedNow):
            services.sign_decline(**by_handler(company, case))
        services.sign_decline(case_id=case.id, staff_id=company.second.id, version=case.version)
        assert case.state == State.DECLINED

    def test_the_database_refuses_one_person_signing_twice(self, company: Company) -> None:
        case = a_complaint(company)
        twice = update(Case).where(Case.id == case.id)
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(
                twice.values(decline_proposed_by=company.handler.id, decline_signed_by=company.handler.id)
            )


class TestAskClient:
    def test_the_result_moves_by_the_working_time_it_stood_still(self, company: Company) -> None:
        case = a_case(company, State.WAITING_CLIENT)
        with later(5):  # Tuesday: three working days later
            services.answer(case_id=case.id, client_id=company.client.id, words="At three.", language="en")
        assert case.state == State.INVESTIGATING
        assert str(case.due_on) == "2026-12-01"
        assert clocks_of(case)["RESULT"].due_on == case.due_on

    def test_nothing_is_breached_while_it_stands_still(self, company: Company) -> None:
        case = a_case(company, State.WAITING_CLIENT, named=False)
        with later(10):
            services.sweep()
        assert clocks_of(case)["RESULT"].breached_at is None

    def test_a_silent_client_is_not_waited_for_longer_than_ten_working_days(self, company: Company) -> None:
        case = a_case(company, State.WAITING_CLIENT, named=False)
        with later(14):
            services.sweep()
            assert case.state == State.WAITING_CLIENT
        with later(15):
            services.sweep()
        assert case.state == State.INVESTIGATING
        assert str(case.due_on) == "2026-12-11"

    def test_the_acknowledgement_never_stands_still(self, company: Company) -> None:
        case = a_complaint(company)
        services.ask_client(**by_handler(company, case), question="When?")
        with later(4):
            services.sweep()
        assert clocks_of(case)["ACK"].breached_at is not None


class TestExtend:
    def test_a_complex_matter_is_promised_in_ten_working_days(self, company: Company) -> None:
        assert a_complaint(company, category=Category.MANNER).due_on == factory.day(7)
        case = a_complaint(company, category=Category.EXAM)
        assert case.due_on == clocks_of(case)["RESULT"].due_on == factory.day(14)

    def test_the_client_reads_why_and_the_new_day(self, company: Company) -> None:
        case = a_case(company, State.INVESTIGATING)
        services.extend(**by_handler(company, case), days=3, reason="The log is still being fetched.")
        assert factory.fresh(case).due_on == clocks_of(case)["RESULT"].due_on == factory.day(12)
        assert queries.messages(case.id)[-1].words == "The log is still being fetched."
        told = db.session.scalars(select(Notice).where(Notice.account_id == company.client.account_id))
        assert "complaints.later" in {one.kind for one in told}

    def test_only_once(self, company: Company) -> None:
        case = a_case(company, State.INVESTIGATING)
        services.extend(**by_handler(company, case), days=3, reason="The log is being fetched.")
        with pytest.raises(services.NotAllowedNow) as refused:
            services.extend(**by_handler(company, case), days=1, reason="Still.")
        assert refused.value.guard == "extended_already"

    def test_not_after_the_promised_day(self, company: Company) -> None:
        case = a_case(company, State.INVESTIGATING)
        with later(8), pytest.raises(services.NotAllowedNow) as refused:
            services.extend(**by_handler(company, case), days=1, reason="Too late.")
        assert refused.value.guard == "extended_too_late"

    def test_a_pause_after_it_comes_on_top(self, company: Company) -> None:
        case = a_case(company, State.INVESTIGATING)
        services.extend(**by_handler(company, case), days=3, reason="The log is being fetched.")
        services.ask_client(**by_handler(company, case), question="When?")
        with later(4):
            answered = {"case_id": case.id, "client_id": company.client.id}
            services.answer(**answered, words="At three.", language="en")
        assert factory.fresh(case).due_on == factory.day(14)  # Friday and Monday stood still

    def test_the_database_refuses_more_than_ten_days(self, company: Company) -> None:
        case = a_complaint(company)
        with pytest.raises(IntegrityError):
            db.session.execute(update(Case).where(Case.id == case.id).values(extended_days=11))


class TestServe:
    def test_the_reply_time_starts_at_serving(self, company: Company) -> None:
        case = a_case(company, State.INVESTIGATING)
        assert str(clocks_of(case)["REPLY"].due_on) == "2026-11-24"

    def test_a_summary_never_gives_the_complainant_away(self, company: Company) -> None:
        case = a_case(company, State.ACCEPTED)
        with pytest.raises(services.RevealsTheComplainant):
            services.serve(
                **by_handler(company, case),
                respondent_id=the_respondent(case),
                summary="Mr Shen Zhihe waited for a call.",
            )

    def test_no_investigation_before_serving_or_a_reason(self, company: Company) -> None:
        case = a_case(company, State.ACCEPTED)
        with pytest.raises(services.NotAllowedNow, match="respondent_not_served"):
            services.investigate(**by_handler(company, case))
        services.put_off(
            **by_handler(company, case), respondent_id=the_respondent(case), reason="In hospital."
        )
        services.investigate(**by_handler(company, case))
        assert case.state == State.INVESTIGATING

    def test_the_employee_sees_nothing_before_serving(self, company: Company) -> None:
        case = a_case(company, State.ACCEPTED)
        with pytest.raises(NotYours):
            queries.own_part(respondent_id=the_respondent(case), staff_id=company.served.id)
        assert len(queries.own_parts(staff_id=company.served.id)) == 1

    def test_a_reply_comes_once_and_is_evidence(self, company: Company) -> None:
        case = a_case(company, State.REVIEW)
        assert {one.visibility for one in queries.evidence(case.id)} == {"REPLY", "INTERNAL"}
        with pytest.raises(services.NotAllowedNow):
            services.reply(
                respondent_id=the_respondent(case), staff_id=company.served.id, words="And also this."
            )


class TestClose:
    def test_by_itself_when_the_window_is_over(self, company: Company) -> None:
        case = a_case(company, State.DECIDED)
        assert str(case.window_until) == "2026-12-04"
        with later(15):
            services.sweep()
            assert case.state == State.DECIDED
        with later(16):
            services.sweep()
        assert case.state == State.CLOSED

    def test_only_by_the_client_herself(self, company: Company) -> None:
        case = a_case(company, State.DECIDED)
        with pytest.raises(NotYours):
            services.close(case_id=case.id, client_id=company.served.id, satisfaction=5)


class TestBreach:
    def test_once_per_due_date_and_it_survives_closing(self, company: Company) -> None:
        case = a_case(company, State.INVESTIGATING, named=False)
        with later(8):
            services.sweep()
            services.sweep()
            events = [one for one in queries.events(case.id) if one.action == "BREACH"]
            assert [one.subject for one in events] == ["RESULT"]
            services.settle(**by_handler(company, case), remedy="-", result="-", agreed=True)
            services.close(case_id=case.id, client_id=company.client.id, satisfaction=None)
        assert clocks_of(case)["RESULT"].breached_at is not None

    def test_the_database_never_takes_a_breach_back(self, company: Company) -> None:
        case = a_complaint(company)
        with later(4):
            services.sweep()
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(update(CaseClock).where(CaseClock.case_id == case.id).values(breached_at=None))

    def test_not_on_the_due_day_itself(self, company: Company) -> None:
        case = a_complaint(company)
        with later(1):
            services.sweep()
        assert clocks_of(case)["ACK"].breached_at is None

    def test_the_next_level_hears_of_it_but_not_the_conflicted(self, company: Company) -> None:
        case = a_complaint(company)
        services.name_respondent(**by_handler(company, case), respondent_staff_id=company.manager.id)
        with later(4):
            services.sweep()
        told = set(db.session.scalars(select(Notice.account_id).where(Notice.kind == "complaints.breach")))
        assert company.manager.account_id not in told
        assert company.admin.account_id in told


class TestStory:
    def test_it_only_grows(self, company: Company) -> None:
        case = a_complaint(company)
        db.session.flush()
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(update(CaseEvent).where(CaseEvent.case_id == case.id).values(action="NOTHING"))

    def test_every_step_is_told_in_order(self, company: Company) -> None:
        case = a_case(company, State.CLOSED)
        told = [one.action for one in queries.events(case.id)]
        assert told == [
            "SUBMIT",
            "ACCEPT",
            "SERVE",
            "INVESTIGATE",
            "REPLY",
            "ADD_EVIDENCE",
            "CONCLUDE",
            "DECIDE",
            "CLOSE",
        ]


class TestTwoAtOnce:
    def test_who_saw_an_older_version_is_told_so(self, company: Company) -> None:
        case = a_complaint(company)
        seen = by_handler(company, case)
        services.accept(**seen)
        with pytest.raises(services.SomebodyWasFirst):
            services.ask_client(**seen, question="When?")


class TestQueue:
    def test_it_leaves_out_exactly_whom_eligibility_leaves_out(self, company: Company) -> None:
        subordinate = factory.hired(company.branch, Role.COMPLAINT_HANDLER, "Wu Ping", manager=company.served)
        cases = [a_complaint(company, about=company.served), a_complaint(company)]
        services.name_respondent(
            case_id=cases[1].id,
            staff_id=cases[1].handler_id or "",
            version=cases[1].version,
            respondent_staff_id=company.manager.id,
        )
        for staff in (company.handler, company.second, company.manager, company.admin, subordinate):
            seen = {one.id for one in queue(staff.id)}
            for case in cases:
                try:
                    queries.dossier(case_id=case.id, staff_id=staff.id)
                except NotYours:
                    assert case.id not in seen

    def test_least_time_left_comes_first(self, company: Company) -> None:
        with later(-3):
            old = a_complaint(company)
        new = a_complaint(company)
        rows = queries.queue(staff_id=company.handler.id, which=Queue.MINE)[0].rows
        assert [one.id for one in rows] == [old.id, new.id]

    def test_what_only_waits_for_the_client_stands_below_all_others(self, company: Company) -> None:
        with later(-3):
            answered = a_case(company, State.DECIDED, named=False)
        waiting = a_complaint(company)
        page, _ = queries.queue(staff_id=company.handler.id, which=Queue.MINE, size=1)
        assert [case.id for case in page.rows] == [waiting.id]
        page, _ = queries.queue(staff_id=company.handler.id, which=Queue.MINE, size=1, after=page.after)
        assert [case.id for case in page.rows] == [answered.id]
