"""Every state × everybody near a case × every action, through the real services on the database.

What is expected stands here by hand, from complaints.md §2, §3 and §5; the table of the code is not asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import pytest
from sqlalchemy import func, select

from tests.complaints.deeds import BY_TIME, Choice, do
from tests.factories import complaints as factory
from tests.factories.complaints import Company, a_case
from webapp.accounts.rules import Role
from webapp.clients import services as clients
from webapp.clients.rules import Capacity
from webapp.complaints import queries
from webapp.complaints.models import CaseEvent, Recusal
from webapp.complaints.rules.states import Action, State
from webapp.complaints.services import NotAllowedNow
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours, Refusal
from webapp.organisation.models import Staff

CLIENT, TIME, HANDLER, SECOND, ADMIN, MANAGER = "client", "", "handler", "second", "admin", "manager"
SERVED = "served"
NOBODYS = ("stranger", "colleague", "independent", "boss", "subordinate", "provider", "recused")
"""People without any part: another client, a colleague, the independent person, and each kind of conflict."""
PARTS = (CLIENT, TIME, HANDLER, SECOND, ADMIN, MANAGER, SERVED)

# state → who → what they do, of a case that names one employee. HANDLER handles it at the branch, SECOND (of
# headquarters) signs results, ADMIN had no part, MANAGER is the branch's other reviewer.
DONE: dict[str, dict[str, str]] = {
    "SUBMITTED": {
        CLIENT: "ADD_EVIDENCE WITHDRAW",
        TIME: "ACCEPT REASSIGN BREACH",
        HANDLER: "ACCEPT PROPOSE_DECLINE DECLINE ASK_CLIENT NAME_RESPONDENT RECUSE",
    },
    "ACCEPTED": {
        CLIENT: "ADD_EVIDENCE WITHDRAW",
        TIME: "REASSIGN BREACH LAPSE_STANDBY",
        HANDLER: "SERVE PUT_OFF ASK_CLIENT ADD_EVIDENCE NAME_RESPONDENT EXTEND RENEW_STANDBY RECUSE",
        SECOND: "RENEW_STANDBY",
        ADMIN: "RENEW_STANDBY",
        MANAGER: "RENEW_STANDBY",
    },
    "INVESTIGATING": {
        CLIENT: "ADD_EVIDENCE WITHDRAW",
        TIME: "REASSIGN BREACH LAPSE_STANDBY",
        SERVED: "REPLY ADD_EVIDENCE",
        HANDLER: "ASK_CLIENT ADD_EVIDENCE NAME_RESPONDENT EXTEND RENEW_STANDBY RECUSE",
        SECOND: "RENEW_STANDBY",
        ADMIN: "RENEW_STANDBY",
        MANAGER: "RENEW_STANDBY",
    },
    "WAITING_CLIENT": {
        CLIENT: "ANSWER ADD_EVIDENCE WITHDRAW",
        TIME: "RESUME REASSIGN BREACH LAPSE_STANDBY",
        SERVED: "REPLY ADD_EVIDENCE",
        HANDLER: "RENEW_STANDBY RECUSE",
        SECOND: "RENEW_STANDBY",
        ADMIN: "RENEW_STANDBY",
        MANAGER: "RENEW_STANDBY",
    },
    "REVIEW": {
        CLIENT: "ADD_EVIDENCE WITHDRAW",
        TIME: "REASSIGN BREACH LAPSE_STANDBY",
        HANDLER: "RENEW_STANDBY RECUSE",
        SECOND: "DECIDE SEND_BACK RENEW_STANDBY",
        ADMIN: "DECIDE SEND_BACK RENEW_STANDBY",
        MANAGER: "DECIDE SEND_BACK RENEW_STANDBY",
    },
    "DECIDED": {
        CLIENT: "CLOSE APPEAL REOPEN WITHDRAW",
        TIME: "CLOSE BREACH",
        SECOND: "REOPEN",
        ADMIN: "REOPEN",
        MANAGER: "REOPEN",
    },
    "CLOSED": {CLIENT: "REOPEN", SECOND: "REOPEN", ADMIN: "REOPEN", MANAGER: "REOPEN"},
    "DECLINED": {CLIENT: "APPEAL"},
    "WITHDRAWN": {SECOND: "CONTINUE", ADMIN: "CONTINUE"},
    "APPEALED": {CLIENT: "ADD_EVIDENCE WITHDRAW", TIME: "BREACH", ADMIN: "DECIDE_APPEAL REMAND"},
    "APPEAL_DECIDED": {CLIENT: "CLOSE", TIME: "CLOSE BREACH"},
}

# Who is somebody but does what a guard forbids, by its name. T6, T8, T10, T11, S1, S3: the case names one employee.
HELD_BACK: dict[tuple[str, str], dict[str, str]] = {
    ("ACCEPTED", HANDLER): {"INVESTIGATE": "respondent_not_served"},
    ("INVESTIGATING", HANDLER): {
        "SERVE": "nobody_to_serve",
        "PUT_OFF": "nobody_to_put_off",
        "SETTLE": "a_person_is_named",
        "CONCLUDE": "outcome_missing",
    },
}


class Scene:
    """A case in a state with everybody around it; each try is undone."""

    def __init__(self, company: Company, state: State) -> None:
        self.company = company
        self.case = a_case(company, state)
        self.people = self._people()
        db.session.flush()
        self.about, self.before = self.choice(), self.story()

    def _people(self) -> dict[str, str]:
        company = self.company
        boss = factory.hired(company.branch, Role.COMPLAINT_HANDLER, "Boss")
        company.served.manager_id = boss.id
        subordinate = factory.hired(
            company.headquarters, Role.COMPLAINT_HANDLER, "Sub", manager=company.served
        )
        provider = factory.hired(company.headquarters, Role.COMPLAINT_HANDLER, "Provider")
        self.case.category = "FOLLOW_UP"
        clients.note_service(
            client_id=company.client.id,
            staff_id=provider.id,
            capacity=Capacity.HEALTH_MANAGER,
            day=factory.NOW.date(),
        )
        recused = factory.hired(company.headquarters, Role.COMPLAINT_HANDLER, "Recused")
        db.session.add(Recusal(branch_id=company.branch.id, case_id=self.case.id, staff_id=recused.id))
        known = {name: getattr(company, name).id for name in (HANDLER, SECOND, ADMIN, MANAGER, SERVED)}
        others = {"colleague": company.colleague, "independent": company.independent, "boss": boss}
        extra: dict[str, Staff] = {"subordinate": subordinate, "provider": provider, "recused": recused}
        return {
            **known,
            **{name: one.id for name, one in (others | extra).items()},
            CLIENT: company.client.id,
            "stranger": factory.a_client(company.branch).id,
            TIME: "",
        }

    def tried(self, who: str, action: Action) -> str:
        """Let somebody try an action and undo it; gives "done", "unseen" (404), or what held it back."""
        factory.fresh(self.case)
        with db.session.begin_nested() as savepoint:
            try:
                do(self.case, action, self.people[who], self.about)
                db.session.flush()
                return "done" if self.story() != self.before else "nothing"
            except NotAllowedNow as refusal:
                return refusal.guard or "refused"
            except NotYours:
                return "unseen"
            except Refusal:
                return "refused"
            finally:
                savepoint.rollback()

    def choice(self) -> Choice:
        named = queries.respondents(self.case.id)
        return Choice(named[0].id if named else "0" * 20, self.company.colleague.id)

    def story(self) -> tuple[str, int, int]:
        told = select(func.count()).where(CaseEvent.case_id == self.case.id)
        case = factory.fresh(self.case)
        return case.state, case.version, db.session.scalar(told) or 0


def faults(scene: Scene, state: State, people: Iterable[str]) -> dict[tuple[str, str], str]:
    """Try everything as these people; gives what came otherwise than the specification says."""
    wrong = {}
    for who, action in product(people, Action):
        came = scene.tried(who, action)
        if not fits(came, state.value, who, action.value):
            wrong[who, action.value] = came
    assert scene.story() == scene.before
    return wrong


def fits(came: str, state: str, who: str, action: str) -> bool:
    """Tell whether an outcome is the specified one: done, held back by this very guard, or refused."""
    if action in DONE.get(state, {}).get(who, "").split():
        return came == "done"
    held = HELD_BACK.get((state, who), {}).get(action)
    if held:
        return came == held
    blind = who in NOBODYS and not (who in UNKNOWN_YET and state in NOBODY_NAMED) and action not in BY_TIME
    return came == "unseen" if blind else came not in ("done", "nothing")


UNKNOWN_YET = ("boss", "subordinate")
NOBODY_NAMED = ("SUBMITTED", "DECLINED")
"""Where nobody is named yet, the later respondent's line has no conflict."""


@pytest.mark.slow
@pytest.mark.parametrize("state", list(State))
def test_exactly_what_the_specification_names_is_done(company: Company, state: State) -> None:
    assert faults(Scene(company, state), state, PARTS) == {}


@pytest.mark.long
@pytest.mark.parametrize("state", list(State))
def test_whoever_has_no_part_or_a_conflict_does_not_find_it(company: Company, state: State) -> None:
    assert faults(Scene(company, state), state, NOBODYS) == {}
