"""Who does not agree: appeals (T13, T14), cases opened again (T15, T16), a proposed separation (S3–S5)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from tests.factories import complaints as factory
from tests.factories.complaints import Company, a_case, by_handler, later, the_respondent
from webapp.accounts import queries as accounts
from webapp.complaints import queries, services
from webapp.complaints.models import Appeal, Case, CaseClock, Separation
from webapp.complaints.rules.appeals import LegalStep
from webapp.complaints.rules.outcomes import Outcome, Severity
from webapp.complaints.rules.states import State
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.organisation.models import Staff

ALL_STEPS = [one.value for one in LegalStep]


def by(staff: Staff, case: Case) -> dict[str, Any]:
    return {"case_id": case.id, "staff_id": staff.id, "version": factory.fresh(case).version}


def appealed(company: Company, case: Case) -> None:
    services.appeal(case_id=case.id, client_id=company.client.id, words="Two calls.", language="en")


def clock_of(case: Case, kind: str) -> list[CaseClock]:
    db.session.expire_all()
    return [row for row in queries.clocks(case.id) if row.kind == kind]


def proposed(company: Company) -> tuple[Case, str]:
    """Bring a case to a proposed separation, signed first by the handler at headquarters."""
    case = a_case(company, State.INVESTIGATING)
    services.reply(respondent_id=the_respondent(case), staff_id=company.served.id, words="Yes.")
    factory.conclude(company, case, Outcome.SUBSTANTIATED, Severity.SERIOUS)
    services.decide(**by(company.second, case))
    return case, the_respondent(case)


def reach_of(staff: Staff) -> str:
    account = accounts.account(staff.account_id)
    db.session.refresh(account)
    return account.reach if account else ""


class TestAppeal:
    def test_somebody_new_at_headquarters_has_twenty_working_days(self, company: Company) -> None:
        case = a_case(company, State.APPEALED)
        assert case.due_on == clock_of(case, "APPEAL")[0].due_on == date(2026, 12, 17)

    def test_only_once(self, company: Company) -> None:
        case = a_case(company, State.APPEALED)
        services.remand(**by(company.admin, case), grounds="The second call was not looked into.")
        factory.conclude(company, case)
        services.decide(**by(company.second, case))
        with pytest.raises(services.NotAllowedNow, match="appealed_already"):
            appealed(company, factory.fresh(case))

    def test_only_in_the_window(self, company: Company) -> None:
        case = a_case(company, State.DECIDED)
        with later(16), pytest.raises(services.NotAllowedNow, match="window_over"):
            appealed(company, case)

    def test_against_a_refusal_too(self, company: Company) -> None:
        case = a_case(company, State.DECLINED)
        with later(15):
            appealed(company, case)
        assert case.state == State.APPEALED

    def test_neither_handler_nor_reviewer_decides_it(self, company: Company) -> None:
        case = a_case(company, State.APPEALED)
        for one in (company.second, company.handler):
            with pytest.raises(services.NotAllowedNow):
                services.decide_appeal(**by(one, case), changed=True, grounds="-")

    @pytest.mark.parametrize("who", ["handler", "second"])
    def test_nor_does_the_database_let_them(self, company: Company, who: str) -> None:
        case = a_case(company, State.APPEALED)
        twice = {"decider_id": getattr(company, who).id, "ruling": "UPHELD", "grounds": "-"}
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.connection().execute(
                Appeal.__table__.update()
                .where(Appeal.__table__.c.case_id == case.id)
                .values(decider_id=twice["decider_id"])  # type: ignore[attr-defined]
            )

    def test_the_decision_is_final_and_closes_by_itself(self, company: Company) -> None:
        case = a_case(company, State.APPEAL_DECIDED)
        assert clock_of(case, "APPEAL")[0].met_at is not None
        with later(16):
            services.sweep()
        assert factory.fresh(case).state == State.CLOSED

    def test_sent_back_it_has_a_new_clock_and_the_old_breach_stays(self, company: Company) -> None:
        case = a_case(company, State.INVESTIGATING)
        with later(8):
            services.reply(respondent_id=the_respondent(case), staff_id=company.served.id, words="No.")
            services.add_evidence(**by_handler(company, case), title="Log", words="None")
            factory.conclude(company, case)
            services.decide(**by(company.second, case))
            appealed(company, case)
            services.remand(**by(company.admin, case), grounds="Look again.")
        first, second = clock_of(case, "RESULT")
        assert (first.breached_at is not None, second.breached_at, second.turn) == (True, None, 2)
        assert factory.fresh(case).due_on == second.due_on == date(2026, 12, 4)
        assert factory.fresh(case).reviewer_id is None

    def test_a_refused_case_that_is_sent_back_puts_who_is_named_on_standby(self, company: Company) -> None:
        from webapp.complaints.rules.categories import DeclineReason

        case = factory.a_complaint(company)
        services.name_respondent(**by_handler(company, case), respondent_staff_id=company.served.id)
        services.decline(**by_handler(company, case), reason=DeclineReason.NO_FACTS, words="Nothing.")
        services.sign_decline(**by(company.second, case))
        appealed(company, case)
        services.remand(**by(company.admin, case), grounds="There is a call log.")
        assert factory.standing_of(company.served) == "STANDBY"

    def test_a_separation_that_was_proposed_is_proposed_no_longer(self, company: Company) -> None:
        case, _one = proposed(company)
        assert factory.standing_of(company.served) == "SEPARATION_PROPOSED"
        appealed(company, case)
        services.remand(**by(company.admin, case), grounds="Look again.")
        assert factory.standing_of(company.served) == "STANDBY"
        factory.conclude(company, case, Outcome.SUBSTANTIATED, Severity.SERIOUS)
        services.decide(**by(company.second, case))
        assert factory.standing_of(company.served) == "SEPARATION_PROPOSED"


class TestReopen:
    def test_the_client_within_six_months(self, company: Company) -> None:
        case = a_case(company, State.CLOSED)
        words = {"case_id": case.id, "client_id": company.client.id, "words": "Again.", "language": "en"}
        with later(182), pytest.raises(services.NotAllowedNow, match="too_old"):
            services.reopen_by_client(**words)
        with later(181):
            services.reopen_by_client(**words)
        assert factory.fresh(case).state == State.INVESTIGATING

    def test_headquarters_with_new_evidence_and_a_reason(self, company: Company) -> None:
        case = a_case(company, State.CLOSED)
        services.reopen(**by(company.admin, case), reason="A recording.", evidence="The call at nine.")
        assert "The call at nine." in [one.words for one in queries.evidence(case.id)]
        assert [row.turn for row in clock_of(case, "RESULT")] == [1, 2]

    def test_nobody_cleared_goes_on_standby_again(self, company: Company) -> None:
        case = a_case(company, State.CLOSED)
        services.reopen(**by(company.admin, case), reason="A recording.", evidence="The call at nine.")
        assert factory.standing_of(company.served) == "ACTIVE"

    def test_the_new_clock_knows_nothing_of_earlier_pauses(self, company: Company) -> None:
        case = a_case(company, State.WAITING_CLIENT, named=False)
        with later(5):
            services.answer(case_id=case.id, client_id=company.client.id, words="At three.", language="en")
            services.settle(**by_handler(company, case), remedy="-", result="-", agreed=True)
            services.reopen(**by(company.admin, case), reason="-", evidence="-")
            services.ask_client(**by_handler(company, case), question="When?")
        with later(6):
            services.answer(case_id=case.id, client_id=company.client.id, words="At four.", language="en")
        assert clock_of(case, "RESULT")[1].due_on == date(2026, 12, 2)


class TestGoOnExOfficio:
    def test_a_withdrawn_case_ends_the_standby_at_once(self, company: Company) -> None:
        a_case(company, State.WITHDRAWN)
        assert factory.standing_of(company.served) == "ACTIVE"

    def test_headquarters_goes_on_with_a_reason_the_client_reads(self, company: Company) -> None:
        case = a_case(company, State.WITHDRAWN)
        services.go_on_ex_officio(**by(company.admin, case), reason="Others may be affected.")
        assert (factory.fresh(case).state, case.ex_officio) == (State.INVESTIGATING, True)
        assert queries.messages(case.id)[-1].words == "Others may be affected."
        assert factory.standing_of(company.served) == "STANDBY"

    def test_the_client_cannot_stop_it_a_second_time(self, company: Company) -> None:
        case = a_case(company, State.WITHDRAWN)
        services.go_on_ex_officio(**by(company.admin, case), reason="Others may be affected.")
        with pytest.raises(services.NotAllowedNow, match="goes_on_ex_officio"):
            services.withdraw(case_id=case.id, client_id=company.client.id)

    def test_whose_time_to_reply_was_cut_short_has_all_of_it_again(self, company: Company) -> None:
        case = a_case(company, State.INVESTIGATING)
        services.withdraw(case_id=case.id, client_id=company.client.id)
        services.go_on_ex_officio(**by(company.admin, case), reason="Others may be affected.")
        assert [(row.turn, row.met_at) for row in clock_of(case, "REPLY")] == [(1, None), (2, None)]
        services.add_evidence(**by_handler(company, case), title="Log", words="None")
        with pytest.raises(services.NotAllowedNow, match="reply_time_runs"):
            factory.conclude(company, case)
        services.reply(respondent_id=the_respondent(case), staff_id=company.served.id, words="No.")
        factory.conclude(company, case)

    def test_whose_time_to_reply_was_over_has_none_again(self, company: Company) -> None:
        case = a_case(company, State.INVESTIGATING)
        with later(8):
            services.withdraw(case_id=case.id, client_id=company.client.id)
            services.go_on_ex_officio(**by(company.admin, case), reason="Others may be affected.")
            assert len(clock_of(case, "REPLY")) == 1
            services.add_evidence(**by_handler(company, case), title="Log", words="None")
            factory.conclude(company, case)

    def test_the_last_time_to_reply_tells_not_an_earlier_one(self, company: Company) -> None:
        case = a_case(company, State.INVESTIGATING)
        services.withdraw(case_id=case.id, client_id=company.client.id)
        services.go_on_ex_officio(**by(company.admin, case), reason="Others may be affected.")
        with later(8):
            services.add_evidence(**by_handler(company, case), title="Log", words="None")
            factory.conclude(company, case)
            services.decide(**by(company.second, case))
            services.reopen(
                **by(company.second, case), reason="A second call came to light.", evidence="Its log"
            )
            assert [row.turn for row in clock_of(case, "REPLY")] == [1, 2]

    def test_only_headquarters_does(self, company: Company) -> None:
        case = a_case(company, State.WITHDRAWN)
        with pytest.raises(services.NotAllowedNow):
            services.go_on_ex_officio(**by(company.handler, case), reason="-")


class TestSeparate:
    def test_not_before_the_employees_five_working_days_are_over(self, company: Company) -> None:
        case, one = proposed(company)
        signing = {"respondent_id": one, "steps": ALL_STEPS}
        with later(7), pytest.raises(services.NotAllowedNow, match="objection_time_runs"):
            services.separate(**by(company.admin, case), **signing)
        with later(8):
            services.separate(**by(company.admin, case), **signing)
        assert factory.standing_of(company.served) == "LEFT"

    def test_never_signed_twice_by_one_person(self, company: Company) -> None:
        case, one = proposed(company)
        with later(8), pytest.raises(services.NotAllowedNow, match="signed_already"):
            services.separate(**by(company.second, case), respondent_id=one, steps=ALL_STEPS)
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(update(Separation).values(signed_by=company.second.id, signed_at=clock.now()))

    def test_never_without_every_step_of_employment_law(self, company: Company) -> None:
        case, one = proposed(company)
        with later(8), pytest.raises(services.NotAllowedNow, match="steps_missing"):
            services.separate(**by(company.admin, case), respondent_id=one, steps=ALL_STEPS[:3])

    def test_whoever_has_left_is_put_on_standby_no_more(self, company: Company) -> None:
        case, one = proposed(company)
        with later(8):
            services.separate(**by(company.admin, case), respondent_id=one, steps=ALL_STEPS)
            new = factory.a_complaint(company, about=company.served)
        named = queries.respondents(new.id)[0]
        assert (new.state, named.order_id, factory.standing_of(company.served)) == ("ACCEPTED", None, "LEFT")

    def test_an_appeal_is_decided_first_by_somebody_who_had_no_part(self, company: Company) -> None:
        case, one = proposed(company)
        services.object_to(respondent_id=one, staff_id=company.served.id, words="I was ill.")
        with later(8), pytest.raises(services.NotAllowedNow, match="objection_undecided"):
            services.separate(**by(company.admin, case), respondent_id=one, steps=ALL_STEPS)
        lost = {"respondent_id": one, "upheld": False, "grounds": "The log shows otherwise."}
        with pytest.raises(services.NotAllowedNow):
            services.decide_objection(**by(company.second, case), **lost)
        services.decide_objection(**by(company.admin, case), **lost)
        services.separate(**by(company.admin, case), respondent_id=one, steps=ALL_STEPS)
        assert factory.standing_of(company.served) == "LEFT"

    def test_an_appeal_won_brings_the_employee_back(self, company: Company) -> None:
        case, one = proposed(company)
        services.object_to(respondent_id=one, staff_id=company.served.id, words="I was ill.")
        words = {"respondent_id": one, "upheld": True, "grounds": "A certificate."}
        services.decide_objection(**by(company.admin, case), **words)
        assert factory.standing_of(company.served) == "ACTIVE"
        with later(8), pytest.raises(services.NotAllowedNow, match="no_separation"):
            services.separate(**by(company.admin, case), respondent_id=one, steps=ALL_STEPS)

    def test_the_employee_appeals_once_and_in_time(self, company: Company) -> None:
        _case, one = proposed(company)
        words = {"respondent_id": one, "staff_id": company.served.id, "words": "I was ill."}
        with later(8), pytest.raises(services.NotAllowedNow, match="objection_too_late"):
            services.object_to(**words)
        services.object_to(**words)
        with pytest.raises(services.NotAllowedNow, match="objected_already"):
            services.object_to(**words)

    def test_nobody_appeals_for_somebody_else(self, company: Company) -> None:
        _case, one = proposed(company)
        with pytest.raises(NotYours):
            services.object_to(respondent_id=one, staff_id=company.colleague.id, words="-")

    def test_the_account_reads_its_own_case_until_every_appeal_is_over(self, company: Company) -> None:
        case, one = proposed(company)
        with later(8):
            services.separate(**by(company.admin, case), respondent_id=one, steps=ALL_STEPS)
            services.sweep()
        account = accounts.account(company.served.account_id)
        db.session.refresh(account)
        assert account
        assert account.reach == "OWN_CASE"
        with later(16):
            services.sweep()
            services.sweep()
        db.session.refresh(account)
        assert account.reach == "NONE"

    def test_and_while_another_case_of_the_same_person_is_open(self, company: Company) -> None:
        case, one = proposed(company)
        other = factory.a_complaint(company, about=company.served)
        with later(8):
            services.separate(**by(company.admin, case), respondent_id=one, steps=ALL_STEPS)
        with later(16):
            services.sweep()
            services.sweep()
            assert factory.fresh(case).state == State.CLOSED
            assert reach_of(company.served) == "OWN_CASE"
            services.withdraw(case_id=other.id, client_id=company.client.id)
            services.sweep()
        assert reach_of(company.served) == "NONE"

    def test_a_case_that_is_told_afterwards_opens_it_no_more(self, company: Company) -> None:
        case, one = proposed(company)
        with later(8):
            services.separate(**by(company.admin, case), respondent_id=one, steps=ALL_STEPS)
        with later(16):
            services.sweep()
            services.sweep()
            assert reach_of(company.served) == "NONE"
            new = factory.a_complaint(company, about=company.served)
            assert reach_of(company.served) == "NONE"
            services.withdraw(case_id=new.id, client_id=company.client.id)
            services.sweep()
        assert reach_of(company.served) == "NONE"

    def test_a_case_looked_into_anew_drops_what_nobody_signed(self, company: Company) -> None:
        case, one = proposed(company)
        appealed(company, case)
        services.remand(**by(company.admin, case), grounds="Look again.")
        factory.conclude(company, case, Outcome.UNSUBSTANTIATED)
        services.decide(**by(company.second, case))
        assert factory.standing_of(company.served) == "ACTIVE"
        with later(8), pytest.raises(services.NotAllowedNow, match="no_separation"):
            services.separate(**by(company.admin, case), respondent_id=one, steps=ALL_STEPS)
