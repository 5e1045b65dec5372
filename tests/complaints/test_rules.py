"""The complaint specification, rule by rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from tests.toolbox.test_calendar import CALENDAR as YEAR_2026
from webapp.complaints.rules import (
    categories,
    clocks,
    eligibility,
    guards,
    outcomes,
    redaction,
    states,
    table,
)
from webapp.complaints.rules.categories import Category
from webapp.complaints.rules.clocks import Clock, Pause
from webapp.complaints.rules.eligibility import Case, Person
from webapp.complaints.rules.entering import may_enter
from webapp.complaints.rules.guards import Facts
from webapp.complaints.rules.lengths import Lengths
from webapp.complaints.rules.outcomes import Consequence, Measure, Outcome, Severity
from webapp.complaints.rules.states import Action, Actor, State
from webapp.toolbox.calendar import WorkingDays

CALENDAR = WorkingDays({date(2026, 10, 10): True, date(2026, 10, 8): True})

# Every cell of (state × actor × action) that exists, written by hand from the specification's table.
CELLS = {
    ("SUBMITTED", "ELIGIBLE"): "TAKE",
    ("SUBMITTED", "HANDLER"): "ACCEPT DECLINE PROPOSE_DECLINE ASK_CLIENT NAME_RESPONDENT RECUSE",
    ("SUBMITTED", "REVIEWER"): "SIGN_DECLINE",
    ("SUBMITTED", "SYSTEM"): "ACCEPT BREACH REASSIGN",
    ("SUBMITTED", "COMPLAINANT"): "CORRECT ADD_EVIDENCE WITHDRAW",
    ("ACCEPTED", "ELIGIBLE"): "TAKE",
    ("ACCEPTED", "HANDLER"): "ASK_CLIENT SERVE PUT_OFF EXTEND INVESTIGATE NAME_RESPONDENT ADD_EVIDENCE RECUSE"
    " RENEW_STANDBY",
    ("ACCEPTED", "REVIEWER"): "RENEW_STANDBY",
    ("ACCEPTED", "RESPONDENT"): "REPLY ADD_EVIDENCE",
    ("ACCEPTED", "SYSTEM"): "BREACH REASSIGN LAPSE_STANDBY",
    ("ACCEPTED", "COMPLAINANT"): "CORRECT ADD_EVIDENCE WITHDRAW",
    ("INVESTIGATING", "ELIGIBLE"): "TAKE",
    (
        "INVESTIGATING",
        "HANDLER",
    ): "ASK_CLIENT SERVE PUT_OFF EXTEND NAME_RESPONDENT ADD_EVIDENCE CONCLUDE SETTLE RECUSE RENEW_STANDBY",
    ("INVESTIGATING", "REVIEWER"): "RENEW_STANDBY",
    ("INVESTIGATING", "RESPONDENT"): "REPLY ADD_EVIDENCE",
    ("INVESTIGATING", "SYSTEM"): "BREACH REASSIGN LAPSE_STANDBY",
    ("INVESTIGATING", "COMPLAINANT"): "CORRECT ADD_EVIDENCE WITHDRAW",
    ("WAITING_CLIENT", "ELIGIBLE"): "TAKE",
    ("WAITING_CLIENT", "HANDLER"): "RECUSE RENEW_STANDBY",
    ("WAITING_CLIENT", "REVIEWER"): "RENEW_STANDBY",
    ("WAITING_CLIENT", "COMPLAINANT"): "CORRECT ANSWER ADD_EVIDENCE WITHDRAW",
    ("WAITING_CLIENT", "RESPONDENT"): "REPLY ADD_EVIDENCE",
    ("WAITING_CLIENT", "SYSTEM"): "RESUME BREACH REASSIGN LAPSE_STANDBY",
    ("REVIEW", "ELIGIBLE"): "TAKE",
    ("REVIEW", "HANDLER"): "RECUSE RENEW_STANDBY",
    ("REVIEW", "REVIEWER"): "SEND_BACK DECIDE RENEW_STANDBY",
    ("REVIEW", "SYSTEM"): "BREACH REASSIGN LAPSE_STANDBY",
    ("REVIEW", "COMPLAINANT"): "CORRECT ADD_EVIDENCE WITHDRAW",
    ("DECIDED", "COMPLAINANT"): "CLOSE APPEAL REOPEN WITHDRAW",
    ("DECIDED", "SYSTEM"): "CLOSE BREACH",
    ("DECIDED", "REVIEWER"): "REOPEN",
    ("DECIDED", "HEADQUARTERS"): "REOPEN SEPARATE",
    ("DECIDED", "APPEAL_DECIDER"): "UPHOLD_OBJECTION DISMISS_OBJECTION",
    ("DECIDED", "RESPONDENT"): "OBJECT",
    ("CLOSED", "COMPLAINANT"): "REOPEN",
    ("CLOSED", "REVIEWER"): "REOPEN",
    ("CLOSED", "HEADQUARTERS"): "REOPEN SEPARATE",
    ("CLOSED", "APPEAL_DECIDER"): "UPHOLD_OBJECTION DISMISS_OBJECTION",
    ("CLOSED", "RESPONDENT"): "OBJECT",
    ("DECLINED", "COMPLAINANT"): "APPEAL",
    ("WITHDRAWN", "HEADQUARTERS"): "CONTINUE SEPARATE",
    ("WITHDRAWN", "APPEAL_DECIDER"): "UPHOLD_OBJECTION DISMISS_OBJECTION",
    ("WITHDRAWN", "RESPONDENT"): "OBJECT",
    ("APPEALED", "COMPLAINANT"): "ADD_EVIDENCE WITHDRAW",
    ("APPEALED", "APPEAL_DECIDER"): "DECIDE_APPEAL REMAND UPHOLD_OBJECTION DISMISS_OBJECTION",
    ("APPEALED", "HEADQUARTERS"): "SEPARATE",
    ("APPEALED", "RESPONDENT"): "OBJECT",
    ("APPEALED", "SYSTEM"): "BREACH",
    ("APPEAL_DECIDED", "COMPLAINANT"): "CLOSE",
    ("APPEAL_DECIDED", "SYSTEM"): "CLOSE BREACH",
    ("APPEAL_DECIDED", "APPEAL_DECIDER"): "UPHOLD_OBJECTION DISMISS_OBJECTION",
    ("APPEAL_DECIDED", "HEADQUARTERS"): "SEPARATE",
    ("APPEAL_DECIDED", "RESPONDENT"): "OBJECT",
}


class TestTransition:
    @pytest.mark.parametrize(("state", "actor", "action"), list(product(State, Actor, Action)))
    def test_exactly_the_specified_cells_exist(self, state: State, actor: Actor, action: Action) -> None:
        expected = action in CELLS.get((state.value, actor.value), "").split()
        assert (table.transition(state=state, action=action, actor=actor) is not None) is expected

    def test_out_of_an_ended_case_leads_only_what_the_specification_names(self) -> None:
        again = {
            "APPEAL",
            "REOPEN",
            "CONTINUE",
            "OBJECT",
            "UPHOLD_OBJECTION",
            "DISMISS_OBJECTION",
            "SEPARATE",
        }
        assert {row.action.value for row in table.TABLE if row.states & states.ENDED} == again

    def test_every_rule_of_the_specification_has_its_rows(self) -> None:
        rules = {row.rule for row in table.TABLE}
        assert {f"T{n}" for n in range(1, 18)} | {"S1", "S3", "S4", "S5"} <= rules


class TestGuard:
    @pytest.mark.parametrize(
        ("action", "facts", "why"),
        [
            (Action.DECLINE, Facts(), ""),
            (Action.DECLINE, Facts(respondents=1), "second_signature_needed"),
            (Action.PROPOSE_DECLINE, Facts(), "nobody_named"),
            (Action.PROPOSE_DECLINE, Facts(respondents=1), ""),
            (
                Action.PROPOSE_DECLINE,
                Facts(respondents=1, decline_proposed=True),
                "waits_for_second_signature",
            ),
            (Action.SIGN_DECLINE, Facts(respondents=1), "nothing_to_sign"),
            (Action.SIGN_DECLINE, Facts(respondents=1, decline_proposed=True), ""),
        ],
    )
    def test_a_named_person_needs_a_second_signature_to_decline(
        self, action: Action, facts: Facts, why: str
    ) -> None:
        assert guards.guard(action, facts) == why

    def test_every_known_respondent_is_served_or_put_off_before_investigating(self) -> None:
        assert guards.guard(Action.INVESTIGATE, Facts(respondents=2, unserved=1)) == "respondent_not_served"
        assert guards.guard(Action.INVESTIGATE, Facts(respondents=2, unserved=1, put_off=1)) == ""
        assert guards.guard(Action.INVESTIGATE, Facts(respondents=2)) == ""

    def test_no_conclusion_about_somebody_who_was_never_served(self) -> None:
        facts = Facts(respondents=1, unserved=1, put_off=1, evidence=1)
        assert guards.guard(Action.CONCLUDE, facts) == "somebody_not_served"

    def test_no_conclusion_while_the_reply_time_runs(self) -> None:
        facts = Facts(respondents=1, replies_open=1, evidence=1)
        assert guards.guard(Action.CONCLUDE, facts) == "reply_time_runs"

    def test_no_conclusion_about_a_person_without_evidence_to_cite(self) -> None:
        assert guards.guard(Action.CONCLUDE, Facts(respondents=1)) == "evidence_missing"
        assert guards.guard(Action.CONCLUDE, Facts(respondents=1, evidence=1)) == ""
        assert guards.guard(Action.CONCLUDE, Facts()) == ""

    def test_nothing_is_signed_without_an_outcome_for_each_and_a_remedy(self) -> None:
        assert guards.guard(Action.DECIDE, Facts(undetermined=1, remedy=True)) == "outcome_missing"
        assert guards.guard(Action.DECIDE, Facts()) == "remedy_missing"
        assert guards.guard(Action.DECIDE, Facts(remedy=True)) == ""

    def test_more_time_is_taken_once_and_before_the_result_is_due(self) -> None:
        assert guards.guard(Action.EXTEND, Facts()) == ""
        assert guards.guard(Action.EXTEND, Facts(extended=True)) == "extended_already"
        assert guards.guard(Action.EXTEND, Facts(overdue=True)) == "extended_too_late"

    def test_nothing_is_settled_on_the_spot_when_a_person_is_named(self) -> None:
        assert guards.guard(Action.SETTLE, Facts(respondents=1)) == "a_person_is_named"

    def test_a_case_that_has_a_handler_cannot_be_taken(self) -> None:
        assert guards.guard(Action.TAKE, Facts(handled=True)) == "handled_already"

    def test_only_what_the_guards_let_pass_is_offered(self) -> None:
        offered = guards.allowed(
            state=State.INVESTIGATING, actors=[Actor.HANDLER], facts=Facts(respondents=1, evidence=1)
        )
        assert Action.SETTLE not in offered
        assert Action.CONCLUDE in offered
        assert Action.DECIDE not in offered


class TestPauses:
    def test_they_are_replayed_from_the_events(self) -> None:
        story = [
            (Action.ACCEPT, date(2026, 11, 19)),
            (Action.ASK_CLIENT, date(2026, 11, 20)),
            (Action.REPLY, date(2026, 11, 23)),
            (Action.ANSWER, date(2026, 11, 24)),
            (Action.ASK_CLIENT, date(2026, 11, 25)),
        ]
        assert clocks.pauses(story) == [
            Pause(date(2026, 11, 20), date(2026, 11, 24)),
            Pause(date(2026, 11, 25), None),
        ]


class TestDueOn:
    def test_the_day_of_receipt_is_day_zero(self) -> None:
        assert clocks.due_on(CALENDAR, clock=Clock.RESULT, started=date(2026, 11, 19), days=5) == date(
            2026, 11, 26
        )

    def test_a_pause_moves_the_due_day_by_its_working_days(self) -> None:
        paused = [Pause(date(2026, 11, 20), date(2026, 11, 24))]  # Friday to Tuesday: two working days
        due = clocks.due_on(CALENDAR, clock=Clock.RESULT, started=date(2026, 11, 19), days=5, pauses=paused)
        assert due == date(2026, 11, 30)

    def test_the_acknowledgement_never_pauses(self) -> None:
        paused = [Pause(date(2026, 11, 19), date(2026, 11, 24))]
        due = clocks.due_on(CALENDAR, clock=Clock.ACK, started=date(2026, 11, 19), days=1, pauses=paused)
        assert due == date(2026, 11, 20)

    def test_overdue_only_from_the_next_day(self) -> None:
        due = date(2026, 11, 26)
        assert not clocks.overdue(due=due, today=due, met=False, paused=False)
        assert clocks.overdue(due=due, today=date(2026, 11, 27), met=False, paused=False)
        assert not clocks.overdue(due=due, today=date(2026, 11, 27), met=True, paused=False)
        assert not clocks.overdue(due=due, today=date(2026, 11, 27), met=False, paused=True)

    def test_the_objection_window_rolls_to_a_working_day(self) -> None:
        assert clocks.window_ends(CALENDAR, decided=date(2026, 11, 20), days=15) == date(2026, 12, 7)


class TestClockSet:
    """The clocks of complaints.md §4, figure by figure."""

    def test_every_clock_has_its_working_days(self) -> None:
        promised = Lengths()
        assert {kind.value: promised.of(kind, Category.MANNER) for kind in Clock} == {
            "ACK": 1,
            "RESULT": 5,
            "REPLY": 3,
            "STANDBY_REVIEW": 5,
            "APPEAL": 20,
        }
        assert (clocks.WAITING_DAYS, clocks.PUT_OFF_DAYS, promised.standby) == (10, 3, 20)
        assert (promised.window, promised.extension) == (15, 10)

    @pytest.mark.parametrize("category", list(Category))
    def test_a_simple_matter_has_five_days_and_a_complex_one_ten(self, category: Category) -> None:
        complex_ones = {Category.EXAM, Category.DOCTOR, Category.PRIVACY}
        assert Lengths().of(Clock.RESULT, category) == (10 if category in complex_ones else 5)

    @pytest.mark.parametrize(
        ("clock", "started", "days", "due"),
        [
            (Clock.RESULT, date(2026, 9, 30), None, date(2026, 10, 13)),  # the National Day week
            (Clock.ACK, date(2026, 9, 18), None, date(2026, 9, 20)),  # a Sunday, made up
            (Clock.ACK, date(2026, 10, 9), None, date(2026, 10, 10)),  # a Saturday, made up
            (Clock.REPLY, date(2026, 2, 13), None, date(2026, 2, 25)),  # the Spring Festival
            (Clock.RESULT, date(2026, 11, 9), 10, date(2026, 11, 23)),  # a complex matter
        ],
    )
    def test_the_check_values_of_the_specification(
        self, clock: Clock, started: date, days: int | None, due: date
    ) -> None:
        promised = days or Lengths().of(clock, Category.MANNER)
        assert clocks.due_on(YEAR_2026, clock=clock, started=started, days=promised) == due


class TestTone:
    def test_it_warns_two_days_ahead_and_alarms_from_the_day_after(self) -> None:
        assert [clocks.tone(left) for left in (3, 2, 0, -1)] == ["good", "watch", "watch", "act"]

    def test_a_date_passed_on_a_weekend_is_overdue_too(self) -> None:
        friday, saturday = date(2026, 11, 20), date(2026, 11, 21)
        assert clocks.days_left(CALENDAR, due=friday, today=friday) == 0
        assert clocks.days_left(CALENDAR, due=friday, today=saturday) == -1


class TestStandbyLapses:
    @pytest.mark.parametrize(
        ("ended", "last"),
        [
            (date(2026, 1, 15), date(2026, 7, 15)),
            (date(2026, 6, 30), date(2026, 12, 30)),
            (date(2026, 7, 1), date(2027, 1, 1)),
            (date(2026, 8, 31), date(2027, 2, 28)),
            (date(2027, 8, 31), date(2028, 2, 29)),
            (date(2026, 12, 31), date(2027, 6, 30)),
        ],
    )
    def test_a_case_may_be_opened_again_for_six_calendar_months(self, ended: date, last: date) -> None:
        assert clocks.reopen_until(ended) == last

    def test_after_twenty_working_days_unless_headquarters_renews(self) -> None:
        opened, renewed = date(2026, 11, 2), date(2026, 11, 20)
        assert clocks.standby_lapses(CALENDAR, opened=opened, renewed_by_headquarters=None, days=20) == date(
            2026, 11, 30
        )
        assert clocks.standby_lapses(
            CALENDAR, opened=opened, renewed_by_headquarters=renewed, days=20
        ) == date(2026, 12, 18)


BRANCH, OTHER, HQ = "branch", "other", "hq"
HANDLER = Person("handler", "COMPLAINT_HANDLER", BRANCH)
DOCTOR = Person("doctor", "FAMILY_DOCTOR", BRANCH, manager_id="manager")
MANAGER = Person("manager", "BRANCH_MANAGER", BRANCH)
HQ_HANDLER = Person("hq-handler", "COMPLAINT_HANDLER", HQ, at_headquarters=True)
INDEPENDENT = Person("independent", "INDEPENDENT_REVIEWER", HQ, at_headquarters=True)
CASE = Case(BRANCH, respondents=(DOCTOR,))


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
        boss = Person("boss", "HQ_ADMIN", HQ, at_headquarters=True)
        case = replace(CASE, respondents=(boss,), handler_id="handler")
        assert not eligibility.may_review(replace(boss, id="admin"), case)
        assert not eligibility.may_handle(HQ_HANDLER, case)
        assert eligibility.may_review(INDEPENDENT, case)

    def test_the_independent_person_enters_no_other_case(self) -> None:
        assert not eligibility.may_review(INDEPENDENT, CASE)

    def test_a_reviewer_is_of_the_line_and_of_a_role_that_signs(self) -> None:
        assert eligibility.may_review(replace(HANDLER, id="second"), CASE)
        assert not eligibility.may_review(replace(HANDLER, role="HEALTH_MANAGER"), CASE)
        assert not eligibility.may_review(replace(HANDLER, branch_id=OTHER), CASE)

    def test_the_reviewer_is_never_the_handler(self) -> None:
        assert not eligibility.may_review(HANDLER, replace(CASE, handler_id="handler"))

    def test_only_headquarters_leads_and_never_against_a_conflict(self) -> None:
        assert eligibility.may_lead(HQ_HANDLER, CASE)
        assert not eligibility.may_lead(HANDLER, CASE)
        assert not eligibility.may_lead(replace(HQ_HANDLER, role="HEALTH_MANAGER"), CASE)
        assert not eligibility.may_lead(replace(HQ_HANDLER, serving=False), CASE)
        assert not eligibility.may_lead(HQ_HANDLER, replace(CASE, recused=frozenset({"hq-handler"})))

    def test_the_independent_person_leads_only_where_headquarters_is_complained_of(self) -> None:
        about = replace(CASE, respondents=(replace(DOCTOR, at_headquarters=True),))
        assert eligibility.may_lead(INDEPENDENT, about)
        assert not eligibility.may_lead(INDEPENDENT, CASE)
        assert not eligibility.may_lead(INDEPENDENT, replace(about, recused=frozenset({"independent"})))

    def test_an_appeal_is_decided_by_who_had_no_part_in_the_case(self) -> None:
        assert eligibility.may_decide_appeal(HQ_HANDLER, CASE, had_part=False)
        assert not eligibility.may_decide_appeal(HQ_HANDLER, CASE, had_part=True)
        own = replace(CASE, handler_id="hq-handler")
        assert not eligibility.may_decide_appeal(HQ_HANDLER, own, had_part=False)
        assert not eligibility.may_decide_appeal(HANDLER, CASE, had_part=False)

    def test_a_handler_before_an_admin_and_the_fewest_cases_first(self) -> None:
        admin = Person("a-admin", "HQ_ADMIN", HQ, at_headquarters=True)
        second = replace(HQ_HANDLER, id="second")
        about = replace(CASE, respondents=(MANAGER,))
        assert eligibility.route([admin, second, HQ_HANDLER], about, {"hq-handler": 1}) == "second"
        assert eligibility.route([admin, HQ_HANDLER], about, {"hq-handler": 9}) == "hq-handler"
        assert eligibility.route([second, HQ_HANDLER], about, {"hq-handler": 0, "second": 0}) == "hq-handler"
        assert eligibility.route([second, HQ_HANDLER], about, {"hq-handler": 1}) == "second"

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


class TestMeasureFault:
    def test_who_is_cleared_gets_no_measure(self) -> None:
        cleared = (Outcome.UNSUBSTANTIATED, Severity.MINOR)
        assert outcomes.measure_fault(*cleared, Measure.WARNING) == "no_measure_without_proof"
        assert outcomes.measure_fault(*cleared, Measure.NONE) == ""

    def test_what_is_proven_has_a_measure_unless_separation_is_proposed(self) -> None:
        assert outcomes.measure_fault(Outcome.PARTLY, Severity.MINOR, Measure.NONE) == "measure_missing"
        assert outcomes.measure_fault(Outcome.PARTLY, Severity.MINOR, Measure.APOLOGY) == ""
        assert outcomes.measure_fault(Outcome.SUBSTANTIATED, Severity.SERIOUS, Measure.NONE) == ""


class TestReveals:
    @pytest.mark.parametrize(
        "summary",
        [
            "Call 139 0000 0001 back",
            "Mr SHEN ZHIHE waited",
            "沈致和约的电话没有来",
            "his number is 1-390-0000001",
            "沈女士说没有人打电话",
            "老沈等了一小时",
            "Ms Shen waited",
        ],
    )
    def test_a_summary_with_name_or_number_gives_the_complainant_away(self, summary: str) -> None:
        names = ("沈致和", "Shen Zhihe")
        assert outcomes.reveals(summary, phone="+8613900000001", names=names)

    def test_a_neutral_summary_does_not(self) -> None:
        summary = "On 12 and 17 November two agreed calls did not come."
        assert not outcomes.reveals(summary, phone="+8613900000001", names=("沈致和", "Shen Zhihe"))

    def test_a_name_that_is_a_word_does_not_forbid_the_word(self) -> None:
        assert not outcomes.reveals("A long wait in May", phone="", names=("龙梅", "Long May"))
        assert outcomes.reveals("Miss Long waited", phone="", names=("龙梅", "Long May"))


class TestProvides:
    def test_who_served_in_the_matter_is_a_provider(self) -> None:
        assert categories.provides(Category.BOOKING, "BOOKING")
        assert not categories.provides(Category.BOOKING, "NUTRITIONIST")
        assert not categories.provides(Category.OTHER, "BOOKING")


class TestCaseNumber:
    def test_it_tells_the_day_and_the_turn(self) -> None:
        assert outcomes.case_number(day=date(2026, 11, 19), serial=7) == "T26-1119-07"


class TestCovered:
    HIDDEN = {
        "+8613712345678": "▇▇▇",
        "沈致和": "▇▇▇",
        "Shen Zhihe": "▇▇▇",
        "Zhihe": "▇▇▇",
        "Lu Xiao": "Employee A",
    }

    @pytest.mark.parametrize(
        ("words", "seen"),
        [
            ("Call 13712345678.", "Call ▇▇▇."),
            ("Call +86 137-1234 5678, please", "Call ▇▇▇, please"),
            ("SHEN  ZHIHE waited", "▇▇▇ waited"),
            ("Zhihe's call", "▇▇▇'s call"),
            ("沈致和等了一小时", "▇▇▇等了一小时"),
            ("Lu Xiao did not call", "Employee A did not call"),
            ("Room 1371234 and 2026-11-19", "Room 1371234 and 2026-11-19"),
        ],
    )
    def test_names_and_numbers_go_however_they_are_written(self, words: str, seen: str) -> None:
        assert redaction.covered(words, self.HIDDEN) == seen

    @pytest.mark.parametrize(
        ("name", "said", "seen"),
        [
            ("He Zhihe", "He said that Zhihe came", "He said that ▇▇▇ came"),
            ("He Zhihe", "Dr. He and dr he and Ms He", "▇▇▇ and ▇▇▇ and ▇▇▇"),
            ("沈致和", "沈女士说致和和老沈是一个人", "▇▇▇说▇▇▇和▇▇▇是一个人"),
            ("沈致和", "沈阳的医生", "沈阳的医生"),
            ("王芳", "王医生没有来，芳香治疗", "▇▇▇没有来，芳香治疗"),
            ("欧阳明", "欧阳护士，不是欧护士", "▇▇▇，不是欧护士"),
        ],
    )
    def test_half_a_name_or_how_one_is_addressed_gives_it_away_but_not_two_letters(
        self, name: str, said: str, seen: str
    ) -> None:
        assert redaction.covered(said, dict.fromkeys(redaction.parts_of(name), "▇▇▇")) == seen

    @pytest.mark.parametrize(
        ("number", "said", "seen"),
        [
            ("1234567", "12 345-67", "▇▇▇"),
            ("123456", "12 34 56 but 123456", "12 34 56 but ▇▇▇"),
            ("No. 1234567", "no. 1234567", "no. ▇▇▇"),
            ("88 East Road 1234567", "1234567", "1234567"),
            ("13712345678", "+86 13712345678", "+86 ▇▇▇"),
            ("8613712345678", "+86 13712345678", "▇▇▇"),
        ],
    )
    def test_digits_are_found_however_they_are_grouped_from_seven_on(
        self, number: str, said: str, seen: str
    ) -> None:
        assert redaction.covered(said, {number: "▇▇▇"}) == seen

    def test_one_character_is_never_covered_and_two_are(self) -> None:
        assert redaction.covered("A 王 Li 王芳", {"A": "x", "王": "x", "Li": "x", "王芳": "x"}) == "A 王 x x"


class TestMayEnter:
    """T1: who writes down what a client says."""

    @pytest.mark.parametrize(
        ("role", "near", "from_headquarters"),
        [
            ("COMPLAINT_HANDLER", True, True),
            ("HQ_ADMIN", True, True),
            ("HEALTH_MANAGER", True, False),
            ("BRANCH_MANAGER", True, False),
            ("NUTRITIONIST", False, False),
            ("INDEPENDENT_REVIEWER", False, False),
        ],
    )
    def test_the_own_branch_and_the_handlers_of_headquarters(
        self, role: str, near: bool, from_headquarters: bool
    ) -> None:
        assert may_enter(role, own_branch=True, at_headquarters=False) is near
        assert may_enter(role, own_branch=False, at_headquarters=True) is from_headquarters
        assert not may_enter(role, own_branch=False, at_headquarters=False)
