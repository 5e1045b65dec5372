"""What random steps found wrong once (`test_machine.py`), each by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, select

from tests.factories import complaints as factory
from tests.factories.complaints import Company, a_case, by_handler, later, the_respondent
from webapp.complaints import queries, services
from webapp.complaints.models import Case, CaseClock
from webapp.complaints.rules.appeals import LegalStep
from webapp.complaints.rules.outcomes import Outcome, Severity
from webapp.complaints.rules.states import State
from webapp.complaints.services.recomputing import recompute
from webapp.kernel.db import db
from webapp.kernel.jobs import Task
from webapp.notices.models import Notice
from webapp.organisation import queries as organisation
from webapp.organisation import services as staffing
from webapp.organisation.models import Staff


def by(staff: Staff, case: Case) -> dict[str, Any]:
    return {"case_id": case.id, "staff_id": staff.id, "version": factory.fresh(case).version}


def reviews(case: Case) -> list[CaseClock]:
    db.session.expire_all()
    return [row for row in queries.clocks(case.id) if row.kind == "STANDBY_REVIEW"]


def events(case: Case) -> list[tuple[str, str]]:
    return [(one.action, one.subject) for one in queries.events(case.id)]


def grave(company: Company) -> Case:
    """A case in which a separation was proposed."""
    case = a_case(company, State.INVESTIGATING)
    services.reply(respondent_id=the_respondent(case), staff_id=company.served.id, words="Yes.")
    found_grave(company, case)
    return case


def found_grave(company: Company, case: Case) -> None:
    if not queries.evidence(case.id):
        services.add_evidence(**by(company.handler, case), title="Log", words="No call.")
    factory.conclude(company, factory.fresh(case), Outcome.SUBSTANTIATED, Severity.SERIOUS)
    services.decide(**by(company.second, case))


def test_a_calendar_that_moves_a_review_moves_the_employees_date_too(company: Company) -> None:
    case = a_case(company, State.ACCEPTED)
    named = {"name_zh": "", "name_en": "", "source": "headquarters"}
    staffing.set_calendar_day(day=date(2026, 11, 24), works=False, **named, actor_id="")
    recompute(Task("job", "complaints.recompute", {}, 1))
    orders = organisation.open_orders(company.served.id)
    assert [one.review_due for one in orders] == [reviews(case)[0].due_on] == [date(2026, 11, 27)]


def test_another_person_not_put_off_lets_nobody_be_put_off_twice(company: Company) -> None:
    case = a_case(company, State.ACCEPTED)
    first = the_respondent(case)
    services.name_respondent(**by(company.handler, case), respondent_staff_id=company.colleague.id)
    services.put_off(**by(company.handler, case), respondent_id=first, reason="On leave.")
    with pytest.raises(services.NotAllowedNow, match="nobody_to_put_off"):
        services.put_off(**by(company.handler, case), respondent_id=first, reason="Still on leave.")


def test_asking_the_client_late_hides_no_breach(company: Company) -> None:
    case = a_case(company, State.INVESTIGATING, named=False)
    with later(9):  # a Saturday: due on Thursday
        services.ask_client(**by_handler(company, factory.fresh(case)), question="When?")
    assert events(case)[-2:] == [("BREACH", "RESULT"), ("ASK_CLIENT", "")]


def test_a_review_that_comes_late_is_a_breach(company: Company) -> None:
    case = a_case(company, State.ACCEPTED)
    with later(8):
        services.renew_standby(**by(company.handler, case), reason="The log is awaited.")
    assert [(row.breached_at is not None, row.met_at is not None) for row in reviews(case)] == [
        (True, True),
        (False, False),
    ]


def test_going_on_ex_officio_after_an_unsigned_conclusion_is_standby_again(company: Company) -> None:
    case = a_case(company, State.REVIEW)
    services.withdraw(case_id=case.id, client_id=company.client.id)
    assert factory.standing_of(company.served) == "ACTIVE"
    services.go_on_ex_officio(**by(company.admin, case), reason="Others may be affected.")
    assert factory.standing_of(company.served) == "STANDBY"


def test_a_proposal_goes_on_when_the_client_withdraws(company: Company) -> None:
    case = grave(company)
    services.withdraw(case_id=case.id, client_id=company.client.id)
    assert factory.standing_of(company.served) == "SEPARATION_PROPOSED"
    one = {"respondent_id": the_respondent(case)}
    services.object_to(**one, staff_id=company.served.id, words="It was a training.")
    services.decide_objection(**by(company.admin, case), **one, upheld=True, grounds="So it was.")
    assert factory.standing_of(company.served) == "ACTIVE"


def test_who_is_on_standby_when_a_case_begins_anew_is_reviewed_again(company: Company) -> None:
    case = grave(company)
    services.reopen(**by(company.admin, case), reason="A recording.", evidence="The call.")
    assert [row.stopped_at is None for row in reviews(case)] == [False, True]


def test_who_was_cleared_and_is_found_grave_has_no_review_that_runs_out(company: Company) -> None:
    case = a_case(company, State.DECIDED)
    services.reopen(**by(company.admin, case), reason="A recording.", evidence="The call.")
    found_grave(company, case)
    assert factory.standing_of(company.served) == "SEPARATION_PROPOSED"
    assert [row for row in reviews(case) if row.stopped_at is None and row.met_at is None] == []


def test_nobody_is_separated_twice(company: Company) -> None:
    case = grave(company)
    with later(8):
        steps = [one.value for one in LegalStep]
        services.separate(**by(company.admin, case), respondent_id=the_respondent(case), steps=steps)
        services.reopen(**by(company.admin, case), reason="A recording.", evidence="The call.")
        found_grave(company, case)
    assert factory.standing_of(company.served) == "LEFT"
    assert organisation.open_orders(company.served.id) == []


def test_headquarters_is_alarmed_when_nobody_may_decide_an_appeal(company: Company) -> None:
    case = a_case(company, State.DECIDED)  # `second` signed it, and only `admin` had no part
    services.reopen(**by(company.admin, case), reason="A recording.", evidence="The call.")
    services.conclude(
        **by(company.handler, case), findings=_as_found(case), remedy="A call.", result="We are sorry."
    )
    services.decide(**by(company.second, case))
    db.session.execute(delete(Notice))
    services.appeal(case_id=case.id, client_id=company.client.id, words="Two calls.", language="en")
    told = db.session.execute(select(Notice.account_id, Notice.kind)).all()
    kind = "complaints.nobody_decides"
    assert {tuple(row) for row in told} == {
        (company.admin.account_id, kind),
        (company.independent.account_id, kind),
    }


def _as_found(case: Case) -> dict[str, services.Finding]:
    cited = queries.evidence(case.id)[0].id
    found = services.Finding(Outcome.UNDETERMINED, Severity.MINOR, "The log.", cited)
    return {one.id: found for one in queries.respondents(case.id)}
