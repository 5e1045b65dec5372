"""The conclusion and its second signature: T8–T11, S2."""

from __future__ import annotations

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from tests.factories import complaints as factory
from tests.factories.complaints import Company, a_case, by_handler, clocks_of, later, the_respondent
from webapp.accounts import queries as accounts
from webapp.clients import queries as clients
from webapp.clients.rules import Capacity
from webapp.complaints import queries, services
from webapp.complaints.models import Case
from webapp.complaints.queries import Queue
from webapp.complaints.rules.outcomes import Measure, Outcome, Severity
from webapp.complaints.rules.states import State
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.organisation import queries as organisation
from webapp.organisation import services as organisation_services
from webapp.organisation.events import StaffPutOnStandby
from webapp.organisation.rules import Ending


class TestConclude:
    def test_not_while_a_reply_may_still_come(self, company: Company) -> None:
        case = a_case(company, State.INVESTIGATING)
        services.add_evidence(**by_handler(company, case), title="Log", words="No call")
        with pytest.raises(services.NotAllowedNow, match="reply_time_runs"):
            factory.conclude(company, case)
        with later(6):
            factory.conclude(company, case)
        assert case.state == State.REVIEW

    def test_grounds_cite_evidence_of_this_case_only(self, company: Company) -> None:
        other, case = a_case(company, State.REVIEW), a_case(company, State.INVESTIGATING)
        foreign = queries.evidence(other.id)[0].id
        services.reply(respondent_id=the_respondent(case), staff_id=company.served.id, words="I was ill.")
        finding = services.Finding(Outcome.PARTLY, Severity.MINOR, "Because.", foreign)
        with pytest.raises(services.NotAllowedNow, match="evidence_missing"):
            services.conclude(
                **by_handler(company, case),
                findings={the_respondent(case): finding},
                remedy="-",
                result="-",
            )

    def test_each_person_named_needs_a_finding(self, company: Company) -> None:
        case = a_case(company, State.INVESTIGATING)
        with pytest.raises(services.NotAllowedNow, match="outcome_missing"):
            services.conclude(**by_handler(company, case), findings={}, remedy="-", result="-")

    @pytest.mark.parametrize(
        ("outcome", "measure", "fault"),
        [
            (Outcome.PARTLY, Measure.NONE, "measure_missing"),
            (Outcome.UNSUBSTANTIATED, Measure.WARNING, "no_measure_without_proof"),
        ],
    )
    def test_a_measure_fits_what_was_found(
        self, company: Company, outcome: Outcome, measure: Measure, fault: str
    ) -> None:
        """S2: whichever way a conclusion comes, no proven matter is without a measure, and nobody cleared has one."""
        case = a_case(company, State.INVESTIGATING)
        services.reply(respondent_id=the_respondent(case), staff_id=company.served.id, words="I was ill.")
        services.add_evidence(**by_handler(company, case), title="Log", words="None")
        cited = queries.evidence(case.id)[0].id
        finding = services.Finding(outcome, Severity.MINOR, "Because.", cited, measure)
        with pytest.raises(services.NotAllowedNow, match=fault):
            services.conclude(
                **by_handler(company, case), findings={the_respondent(case): finding}, remedy="-", result="-"
            )


class TestDecide:
    def test_never_by_the_handler(self, company: Company) -> None:
        case = a_case(company, State.REVIEW)
        with pytest.raises(services.NotAllowedNow):
            services.decide(**by_handler(company, case))

    def test_never_by_who_concluded_it_even_when_others_handle_it_since(self, company: Company) -> None:
        case = a_case(company, State.REVIEW)
        order = organisation_services.open_standby(
            staff_id=company.handler.id, reason_ref="another", review_due=factory.day(5), actor_id=""
        )
        assert order
        services.after_standby(StaffPutOnStandby(company.handler.id, company.branch.id, order.id))
        organisation_services.end_standby(order_id=order.id, ending=Ending.REINSTATED, actor_id="")
        case = factory.fresh(case)
        assert case.handler_id == company.second.id
        again = {"case_id": case.id, "staff_id": company.handler.id, "version": case.version}
        with pytest.raises(NotYours):
            services.decide(**again)
        with pytest.raises(NotYours):
            services.send_back(**again, reason="Once more.")
        page, sizes = queries.queue(staff_id=company.handler.id, which=Queue.REVIEW)
        assert (page.rows, sizes[Queue.REVIEW]) == ([], 0)
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(update(Case).where(Case.id == case.id).values(reviewer_id=company.handler.id))

    def test_the_database_refuses_a_reviewer_who_is_the_handler(self, company: Company) -> None:
        case = a_case(company, State.REVIEW)
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(update(Case).where(Case.id == case.id).values(reviewer_id=company.handler.id))

    def test_who_is_cleared_or_gets_a_measure_is_back_at_work_with_the_clients(
        self, company: Company
    ) -> None:
        a_case(company, State.DECIDED)
        assert factory.standing_of(company.served) == "ACTIVE"
        account = accounts.account(company.served.account_id)
        db.session.refresh(account)
        assert account
        assert account.reach == "FULL"
        looks_after = clients.who_looks_after(client_id=company.client.id, capacity=Capacity.HEALTH_MANAGER)
        assert looks_after == company.served.id

    def test_proven_and_serious_proposes_separation_and_dismisses_nobody(self, company: Company) -> None:
        case = a_case(company, State.INVESTIGATING)
        services.reply(respondent_id=the_respondent(case), staff_id=company.served.id, words="Yes.")
        factory.conclude(company, case, Outcome.SUBSTANTIATED, Severity.SERIOUS)
        services.decide(case_id=case.id, staff_id=company.second.id, version=case.version)
        assert factory.standing_of(company.served) == "SEPARATION_PROPOSED"
        assert organisation.staff(company.served.id).left_on is None  # type: ignore[union-attr]

    def test_a_reviewer_can_send_it_back_with_a_reason(self, company: Company) -> None:
        case = a_case(company, State.REVIEW)
        services.send_back(
            case_id=case.id, staff_id=company.second.id, version=case.version, reason="Ask the neighbour."
        )
        assert case.state == State.INVESTIGATING
        assert [one.words for one in queries.notes(case.id)] == ["Ask the neighbour."]

    def test_the_result_clock_is_met_and_the_others_stop(self, company: Company) -> None:
        rows = clocks_of(a_case(company, State.DECIDED))
        assert rows["RESULT"].met_at is not None
        assert rows["STANDBY_REVIEW"].stopped_at is not None


class TestSettle:
    def test_on_the_spot_when_nobody_is_named(self, company: Company) -> None:
        case = a_case(company, State.INVESTIGATING, named=False)
        services.settle(
            **by_handler(company, case), remedy="New appointment", result="We agreed on Friday.", agreed=True
        )
        assert case.state == State.DECIDED

    def test_never_when_a_person_is_named(self, company: Company) -> None:
        case = a_case(company, State.INVESTIGATING)
        with pytest.raises(services.NotAllowedNow, match="a_person_is_named"):
            services.settle(**by_handler(company, case), remedy="-", result="-", agreed=True)
