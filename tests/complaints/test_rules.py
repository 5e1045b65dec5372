"""The complaint specification, rule by rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from webapp.complaints.rules import clocks, eligibility, outcomes, states
from webapp.complaints.rules.clocks import Clock, Pause
from webapp.complaints.rules.eligibility import Case, Person
from webapp.complaints.rules.outcomes import Consequence, Outcome, Severity
from webapp.complaints.rules.states import Action, Actor, Facts, State
from webapp.toolbox.calendar import WorkingDays

CALENDAR = WorkingDays({date(2026, 10, 10): True, date(2026, 10, 8): True})

# Every cell of (state × actor × action) that exists, written by hand from the specification's table.
CELLS = {
    ("SUBMITTED", "HANDLER"): "ACCEPT DECLINE ASK_CLIENT NAME_RESPONDENT",
    ("SUBMITTED", "REVIEWER"): "SIGN_DECLINE",
    ("SUBMITTED", "SYSTEM"): "ACCEPT BREACH",
    ("SUBMITTED", "COMPLAINANT"): "WITHDRAW",
    ("ACCEPTED", "HANDLER"): "ASK_CLIENT SERVE INVESTIGATE NAME_RESPONDENT ADD_EVIDENCE",
    ("ACCEPTED", "RESPONDENT"): "REPLY",
    ("ACCEPTED", "SYSTEM"): "BREACH",
    ("ACCEPTED", "COMPLAINANT"): "WITHDRAW",
    ("INVESTIGATING", "HANDLER"): "ASK_CLIENT SERVE NAME_RESPONDENT ADD_EVIDENCE CONCLUDE SETTLE",
    ("INVESTIGATING", "RESPONDENT"): "REPLY",
    ("INVESTIGATING", "SYSTEM"): "BREACH",
    ("INVESTIGATING", "COMPLAINANT"): "WITHDRAW",
    ("WAITING_CLIENT", "COMPLAINANT"): "ANSWER WITHDRAW",
    ("WAITING_CLIENT", "RESPONDENT"): "REPLY",
    ("WAITING_CLIENT", "SYSTEM"): "RESUME BREACH",
    ("REVIEW", "REVIEWER"): "SEND_BACK DECIDE",
    ("REVIEW", "SYSTEM"): "BREACH",
    ("REVIEW", "COMPLAINANT"): "WITHDRAW",
    ("DECIDED", "COMPLAINANT"): "CLOSE",
    ("DECIDED", "SYSTEM"): "CLOSE BREACH",
}


class TestTransition:
    @pytest.mark.parametrize(("state", "actor", "action"), list(product(State, Actor, Action)))
    def test_exactly_the_specified_cells_exist(self, state: State, actor: Actor, action: Action) -> None:
        expected = action in CELLS.get((state.value, actor.value), "").split()
        assert (states.transition(state=state, action=action, actor=actor) is not None) is expected

    def test_nothing_leads_out_of_an_ended_case(self) -> None:
        assert not [row for row in states.TABLE if row.states & states.ENDED]

    def test_absent_rules_stay_absent(self) -> None:
        assert {row.rule for row in states.TABLE}.isdisjoint({"T13", "T14", "T15"})


class TestGuard:
    def test_a_named_person_needs_a_second_signature_to_decline(self) -> None:
        assert states.guard(Action.SIGN_DECLINE, Facts(respondents=1)) == "nothing_to_sign"
        assert states.guard(Action.SIGN_DECLINE, Facts(respondents=1, decline_proposed=True)) == ""

    def test_every_known_respondent_is_served_before_investigating(self) -> None:
        assert states.guard(Action.INVESTIGATE, Facts(respondents=2, unserved=1)) == "respondent_not_served"
        assert states.guard(Action.INVESTIGATE, Facts(respondents=2)) == ""

    def test_no_conclusion_while_the_reply_time_runs(self) -> None:
        facts = Facts(respondents=1, replies_open=1)
        assert states.guard(Action.CONCLUDE, facts) == "reply_time_runs"

    def test_no_conclusion_without_an_outcome_for_each(self) -> None:
        assert states.guard(Action.CONCLUDE, Facts(respondents=1, undetermined=1)) == "outcome_missing"

    def test_nothing_is_settled_on_the_spot_when_a_person_is_named(self) -> None:
        assert states.guard(Action.SETTLE, Facts(respondents=1)) == "a_person_is_named"

    def test_only_what_the_guards_let_pass_is_offered(self) -> None:
        offered = states.allowed(state=State.INVESTIGATING, actor=Actor.HANDLER, facts=Facts(respondents=1))
        assert Action.SETTLE not in offered
        assert Action.CONCLUDE in offered


class TestDueOn:
    def test_the_day_of_receipt_is_day_zero(self) -> None:
        assert clocks.due_on(CALENDAR, clock=Clock.RESULT, started=date(2026, 11, 19)) == date(2026, 11, 26)

    def test_a_pause_moves_the_due_day_by_its_working_days(self) -> None:
        paused = [Pause(date(2026, 11, 20), date(2026, 11, 24))]  # Friday to Tuesday: two working days
        due = clocks.due_on(CALENDAR, clock=Clock.RESULT, started=date(2026, 11, 19), pauses=paused)
        assert due == date(2026, 11, 30)

    def test_the_acknowledgement_never_pauses(self) -> None:
        paused = [Pause(date(2026, 11, 19), date(2026, 11, 24))]
        due = clocks.due_on(CALENDAR, clock=Clock.ACK, started=date(2026, 11, 19), pauses=paused)
        assert due == date(2026, 11, 20)

    def test_overdue_only_from_the_next_day(self) -> None:
        due = date(2026, 11, 26)
        assert not clocks.overdue(due=due, today=due, met=False, paused=False)
        assert clocks.overdue(due=due, today=date(2026, 11, 27), met=False, paused=False)
        assert not clocks.overdue(due=due, today=date(2026, 11, 27), met=True, paused=False)
        assert not clocks.overdue(due=due, today=date(2026, 11, 27), met=False, paused=True)

    def test_the_objection_window_rolls_to_a_working_day(self) -> None:
        assert clocks.window_ends(CALENDAR, decided=date(2026, 11, 20)) == date(2026, 12, 7)


BRANCH, OTHER, HQ = "branch", "other", "hq"
HANDLER = Person("handler", "COMPLAINT_HANDLER", BRANCH)
DOCTOR = Person("doctor", "FAMILY_DOCTOR", BRANCH, manager_id="manager")
MANAGER = Person("manager", "BRANCH_MANAGER", BRANCH)
HQ_HANDLER = Person("hq-handler", "COMPLAINT_HANDLER", HQ)
INDEPENDENT = Person("independent", "INDEPENDENT_REVIEWER", HQ)
CASE = Case(BRANCH, respondents=(DOCTOR,), headquarters_id=HQ)


class TestEligible:
    def test_a_branch_handler_may_handle_a_case_of_the_branch(self) -> None:
        assert eligibility.may_handle(HANDLER, CASE)
        assert not eligibility.may_handle(replace(HANDLER, branch_id=OTHER), CASE)

    def test_nobody_on_standby_handles(self) -> None:
        assert not eligibility.may_handle(replace(HANDLER, serving=False), CASE)

    def test_the_respondents_line_is_out(self) -> None:
        assert eligibility.conflicted(MANAGER, CASE)
        subordinate = replace(HANDLER, manager_id="doctor")
        assert eligibility.conflicted(subordinate, CASE)

    def test_who_provided_the_service_or_stepped_back_is_out(self) -> None:
        assert eligibility.conflicted(HANDLER, replace(CASE, providers=frozenset({"handler"})))
        assert eligibility.conflicted(HANDLER, replace(CASE, recused=frozenset({"handler"})))

    def test_a_complaint_about_the_branch_manager_leaves_the_branch(self) -> None:
        case = replace(CASE, respondents=(MANAGER,))
        assert not eligibility.may_handle(HANDLER, case)
        assert eligibility.may_handle(HQ_HANDLER, case)

    def test_a_complaint_about_headquarters_goes_to_the_independent_person(self) -> None:
        case = replace(CASE, respondents=(Person("boss", "HQ_ADMIN", HQ),), handler_id="handler")
        assert not eligibility.may_review(Person("admin", "HQ_ADMIN", HQ), case)
        assert eligibility.may_review(INDEPENDENT, case)

    def test_the_reviewer_is_never_the_handler(self) -> None:
        assert not eligibility.may_review(HANDLER, replace(CASE, handler_id="handler"))

    def test_branch_first_then_headquarters_then_nobody(self) -> None:
        people = [HQ_HANDLER, HANDLER]
        assert eligibility.route(people, CASE, {}) == "handler"
        assert eligibility.route(people, replace(CASE, respondents=(MANAGER,)), {}) == "hq-handler"
        assert eligibility.route([MANAGER], CASE, {}) is None


class TestConsequence:
    @pytest.mark.parametrize(("outcome", "severity"), list(product(Outcome, Severity)))
    def test_only_proven_and_serious_leads_to_separation(self, outcome: Outcome, severity: Severity) -> None:
        grave = (outcome, severity) == (Outcome.SUBSTANTIATED, Severity.SERIOUS)
        found = outcomes.consequence(outcome, severity)
        assert (found is Consequence.PROPOSE_SEPARATION) is grave


class TestCaseNumber:
    def test_it_tells_the_day_and_the_turn(self) -> None:
        assert outcomes.case_number(day=date(2026, 11, 19), serial=7) == "T26-1119-07"
