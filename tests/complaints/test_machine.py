"""Random steps of everybody near a few cases, on a real database, held against complaints worked out on paper.

After each step every case, clock, standing, button, event and entry of the chain must be as `paper.py` says; what it
refuses must be refused. `make complaints` takes fifty thousand steps, and counts them.
"""

from __future__ import annotations

import os
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, Response, g
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Flaky
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from tests.complaints import deeds, held
from tests.complaints.paper import CLIENT, ENTERS, OVER, PEOPLE, STRANGER, UNDECIDED, Choice, Named, Paper
from tests.complaints.paper_steps import SOMEBODY, Ledger
from tests.factories import complaints as factory
from tests.factories.complaints import fresh
from webapp.accounts.rules import Role
from webapp.clients import services as clients
from webapp.clients.models import Client
from webapp.clients.rules import Capacity
from webapp.complaints import queries, services
from webapp.complaints.models import Case
from webapp.complaints.rules.appeals import LegalStep
from webapp.complaints.rules.categories import Category, Kind
from webapp.complaints.rules.entering import Channel
from webapp.complaints.rules.outcomes import Outcome, Severity
from webapp.complaints.rules.states import Action
from webapp.complaints.services.recomputing import recompute
from webapp.kernel import audit, clock, idempotency, ids
from webapp.kernel.access import Visitor
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours, Refusal
from webapp.kernel.jobs import Task
from webapp.organisation import services as organisation

STEPS = int(os.environ.get("KANGYUE_STEPS", "300"))
SEED = int(os.environ.get("KANGYUE_SEED", "20261119"))
IN_ONE_STORY, AT_ONCE, IN_A_DAY = 60, 2, 5
CATEGORIES = ("MANNER", "FOLLOW_UP", "DOCTOR")
BY_TIME = ("REASSIGN", "RESUME", "LAPSE_STANDBY", "BREACH")
BESIDE = ("DECLARE", "CONFIRM")  # pressed by somebody, and no row of the table
ACTIONS = sorted({one.value for one in Action} - set(BY_TIME) | set(BESIDE))
LEAVING = ("WITHDRAW", "RECUSE", "DECLARE")
FORWARD = [
    "TAKE",
    "ACCEPT",
    "SIGN_DECLINE",
    "SERVE",
    "INVESTIGATE",
    "REPLY",
    "CONCLUDE",
    "DECIDE",
    "ANSWER",
    "CONFIRM",
    "CORRECT",
    "APPEAL",
    "DECIDE_APPEAL",
    "REMAND",
    "OBJECT",
    "UPHOLD_OBJECTION",
    "DISMISS_OBJECTION",
    "SEPARATE",
    "CONTINUE",
    "REOPEN",
    "CLOSE",
]
WHAT = (
    ("forward",) * 8 + ("on",) * 4 + ("anything",) * 5 + ("time",) * 3 + ("aside", "tell", "tell", "calendar")
)
ENTERING = [who for who, one in PEOPLE.items() if one.role in ENTERS]
WHO = (*PEOPLE, CLIENT, STRANGER)
counted: Counter[str] = Counter()
_house: dict[str, Any] = {}
_failures: list[Exception] = []


class Machine(RuleBasedStateMachine):
    """One story: some cases of one client, from an evening in November on."""

    def __init__(self) -> None:
        super().__init__()
        self.open = ExitStack()
        self.open.enter_context(ids.seeded(SEED))  # a story told twice finds the same people
        self.now, self.keys, self.why = factory.NOW, 0, ""
        self.book, self.ids = Ledger(factory.NOW.date()), list[str]()
        self.savepoint = db.session.begin_nested()
        self.people: dict[str, str] = _house["people"]
        self.names = {key: name for name, key in self.people.items()}

    def teardown(self) -> None:
        broken = audit.verify(), queries.broken_event()
        self.savepoint.rollback()
        db.session.expunge_all()
        self.open.close()
        assert broken == (None, "")

    # Steps

    @initialize()
    def begin(self) -> None:
        self._submit("MANNER", "served", suggestion=False)

    @rule(
        what=st.sampled_from(WHAT),
        first=st.integers(0, 999),
        second=st.integers(0, 999),
        choice=st.integers(0, 255),
    )
    def step(self, what: str, first: int, second: int, choice: int) -> None:
        """One step; a single rule, so that each kind comes as often as `WHAT` has it."""
        try:
            getattr(self, f"_{what}")(first, second, choice)
        except Exception as failure:
            _failures.append(failure)
            raise

    def _tell(self, first: int, second: int, choice: int) -> None:
        """The client complains again, while few cases are open."""
        if sum(case.state not in OVER for case in self.book.cases) >= AT_ONCE:
            self._forward(first, second, choice)
        else:
            about = ("", "", "served", "served", "provider")[first % 5]
            if choice % 3:
                self._submit(CATEGORIES[second % 3], about, suggestion=choice % 5 == 0)
            else:
                self._enter(ENTERING[first % len(ENTERING)], CATEGORIES[second % 3], about, choice % 5 == 0)

    def _forward(self, first: int, second: int, choice: int) -> None:
        """Somebody brings a case on: stories go far."""
        possible = self._possible()
        onward = [one for one in possible if one[2] in FORWARD or not self.book.cases[one[0]].evidence]
        self._one_of([one for one in onward if one[2] not in LEAVING] or possible, first, second, choice)

    def _on(self, first: int, second: int, choice: int) -> None:
        """Somebody does anything that may be done, rather than step back or withdraw."""
        self._one_of([one for one in self._possible() if one[2] not in LEAVING], first, second, choice)

    def _aside(self, first: int, second: int, choice: int) -> None:
        """Somebody does anything that may be done."""
        self._one_of(self._possible(), first, second, choice)

    def _anything(self, first: int, second: int, choice: int) -> None:
        """Somebody tries anything."""
        who, action = WHO[first % len(WHO)], ACTIONS[second % len(ACTIONS)]
        self._try((first + second) % len(self.ids), who, action, choice)

    def _time(self, first: int, second: int, choice: int) -> None:
        """The clock jumps; perhaps the timers have not looked yet."""
        self.now += timedelta(days=(1, 1, 1, 1, 2, 3, 5, 8, 15, 40)[first % 10])
        self.book.today = clock.local(self.now).date()
        if choice % 2:
            with clock.at(self.now):
                services.sweep()
                audit.write_notes()
            self.book.sweep()
        self._note("time", "done", "done", [])
        self._compare(self.book.cases[second % len(self.ids) :][:1])

    def _calendar(self, first: int, second: int, choice: int) -> None:
        """Headquarters says that a day is worked, or that it is not."""
        day, works = self.book.today + timedelta(days=1 + first % 25), bool(choice % 2)
        with clock.at(self.now):
            organisation.set_calendar_day(
                day=day, works=works, name_zh="", name_en="", source="headquarters", actor_id=""
            )
            recompute(Task("job", "complaints.recompute", {}, 1))
            db.session.flush()
            audit.write_notes()
        self.book.days.differ[day] = works
        self.book.calendar_changed()
        self._note("calendar", "done", "done", [])
        self._compare(self.book.cases[second % len(self.ids) :][:1])

    # How a step is taken

    def _submit(self, category: str, about: str, *, suggestion: bool) -> None:
        named = self.people[about] if about else None
        kind = Kind.SUGGESTION if suggestion else Kind.COMPLAINT
        said = services.Complaint(Category(category), factory.STORY, "en", None, named, kind=kind)
        began, number = self.book.sent
        moment = int(self.now.timestamp())
        fresh_day = number == 0 or moment - began >= 86_400
        expected = "refused" if (suggestion and about) or (number >= IN_A_DAY and not fresh_day) else "done"
        made: list[str] = []
        verb = lambda: made.append(  # noqa: E731
            services.submit(client_id=self.people[CLIENT], complaint=said).id
        )
        came = self._press(CLIENT, verb)
        if expected == "done" == came:
            self.book.sent = (moment, 1) if fresh_day else (began, number + 1)
            self.ids.append(made[0])
            self.book.submit(category, about, suggestion)
        self._note("SUBMIT", expected, came, [])
        self._compare(self.book.cases[-1:])

    def _enter(self, who: str, category: str, about: str, suggestion: bool) -> None:
        """Somebody of the staff writes down what the client says."""
        paper = Paper(category, suggestion, SOMEBODY, named=[Named(about)] if about else [])
        if self.book.standing(who) != "ACTIVE":
            return  # who is on standby or has left has no session to write in
        expected = "done" if self.book.may_enter(who, paper) and not (suggestion and about) else "refused"
        made: list[str] = []
        came = self._press(who, lambda: made.append(self._entered(who, paper).id))
        if expected == "done" == came:
            self.ids.append(made[0])
            self.book.enter(paper, who)
        self._note("ENTER", expected, came, [paper])
        self._compare(self.book.cases[-1:])

    def _entered(self, who: str, paper: Paper) -> Case:
        named = self.people[paper.named[0].staff] if paper.named else None
        kind = Kind.SUGGESTION if paper.suggestion else Kind.COMPLAINT
        said = services.Complaint(Category(paper.category), factory.STORY, "en", None, named, kind=kind)
        client = db.session.get_one(Client, self.people[CLIENT])
        call = services.Call(Channel.PHONE)
        return services.enter(client=client, staff_id=self.people[who], complaint=said, call=call)

    def _possible(self) -> list[tuple[int, str, str]]:
        """Everything that somebody may do now, as (case, who, action)."""
        found = []
        for at, case in enumerate(self.book.cases):
            found += [(at, who, one) for who in PEOPLE for one in self.book.may(who, case)]
            found += [(at, CLIENT, one) for one in self.book.may_client(case)]
            found += [(at, who, one) for who in PEOPLE for one in self.book.may_employee(who, case)]
            found += [(at, who, "DECLARE") for who in PEOPLE if self._may_declare(case, who)]
        return sorted(found)

    def _one_of(self, possible: list[tuple[int, str, str]], kind: int, which: int, choice: int) -> None:
        if possible:
            kinds = sorted({one[2] for one in possible})
            fitting = [one for one in possible if one[2] == kinds[kind % len(kinds)]]
            self._try(*fitting[which % len(fitting)], choice)

    def _try(self, at: int, who: str, action: str, luck: int, /) -> None:
        """Let somebody try an action through the house's own verbs, pressed twice with one key."""
        case, key = self.book.cases[at], self.ids[at]
        if action in ("DECLINE", "PROPOSE_DECLINE"):  # one button: who is named decides
            action = "PROPOSE_DECLINE" if case.named else "DECLINE"
        choice = self._choice(case, who, action, luck)
        expected = self._verdict(case, who, action, choice)
        with clock.at(self.now):
            row, about = db.session.get_one(Case, key), self._respondent(key, choice.about)
        grave = Severity.SERIOUS if choice.serious else Severity.MINOR
        outcome = Outcome.SUBSTANTIATED if choice.serious else Outcome.PARTLY
        words = deeds.Choice(
            about, self.people[choice.to_name], outcome, grave, choice.agreed,
            tuple(LegalStep)[: None if choice.steps_done else 2], f"Call log {self.keys}", choice.behind,
        )  # fmt: skip
        came = self._press(who, lambda: self._deed(row, who, action, words))
        if expected == "done" == came:
            self.book.do(case, who, action, choice)
        self._note(action, expected, came, [case])
        self._compare([case])

    def _deed(self, row: Case, who: str, action: str, words: deeds.Choice) -> None:
        if action == "DECLARE":
            services.declare_interest(case_id=row.id, staff_id=self.people[who])
        elif action == "CONFIRM":
            services.confirm(case_id=row.id, client_id=self.people[who])
        else:
            deeds.do(row, Action(action), self.people[who], words)

    def _may_declare(self, case: Paper, who: str) -> bool:
        """§5: anybody who sees a case; its handler steps back instead."""
        return self.book.sees(who, case) and not (case.handler == who and case.state in UNDECIDED)

    def _choice(self, case: Paper, who: str, action: str, luck: int) -> Choice:
        """What a step leaves open, out of a number: mostly what fits."""
        named = [one.staff for one in case.named]
        if action == "SERVE" or (action == "PUT_OFF" and luck % 4):
            named = [one.staff for one in case.named if not one.served] or named
        if action in ("SEPARATE", "UPHOLD_OBJECTION", "DISMISS_OBJECTION"):
            named = [one.staff for one in case.named if one.proposal and one.proposal.stands] or named
        own = action in ("REPLY", "OBJECT") or (action == "ADD_EVIDENCE" and case.about(who))
        about = who if own else named[luck % len(named)] if named else "served"
        to_name = tuple(PEOPLE)[luck % len(PEOPLE)]
        odd = luck % 8 == 7
        return Choice(about, to_name, luck % 3 == 0, not odd, not odd, 1 if luck % 16 == 5 else 0)

    def _verdict(self, case: Paper, who: str, action: str, choice: Choice) -> str:
        if who == STRANGER:
            return "unseen"
        if who == CLIENT:
            return "done" if action in self.book.may_client(case) else "refused"
        if action in ("REPLY", "OBJECT") or (action == "ADD_EVIDENCE" and case.about(who)):
            one = case.about(who)
            if one is None or not one.served:
                return "unseen"
            return "done" if action in self.book.may_employee(who, case) else "refused"
        if action in ("ANSWER", "CORRECT", "CONFIRM", "CLOSE", "APPEAL", "WITHDRAW") or not self.book.sees(
            who, case
        ):
            return "unseen"
        if action == "DECLARE":
            return "done" if self._may_declare(case, who) else "refused"
        fits = action in self.book.may(who, case) and self._fits(case, who, action, choice)
        return "done" if fits else "refused"

    def _fits(self, case: Paper, who: str, action: str, choice: Choice) -> bool:
        """Whether what a person said with a step is right."""
        one, book = case.about(choice.about), self.book
        right = {
            "SERVE": lambda: one is not None and not one.served,
            "PUT_OFF": lambda: one is not None and not one.served and one.put_off is None,
            "NAME_RESPONDENT": lambda: case.about(choice.to_name) is None,
            "SETTLE": lambda: choice.agreed,
            "SEPARATE": lambda: one is not None and choice.steps_done and book.may_separate(who, one),
            "UPHOLD_OBJECTION": lambda: one is not None and book.waits_for_ruling(one),
            "DISMISS_OBJECTION": lambda: one is not None and book.waits_for_ruling(one),
        }
        return choice.behind == 0 and right.get(action, lambda: True)()

    def _respondent(self, case_id: str, name: str) -> str:
        found = [one.id for one in queries.respondents(case_id) if one.staff_id == self.people[name]]
        return found[0] if found else "0" * 20

    def _press(self, who: str, verb: Any) -> str:
        """Press a button, and once more with the same key: the second press does nothing."""
        self.keys += 1
        done: list[str] = []
        view = idempotency.once(lambda: (done.append("done"), verb(), Response("done"))[-1])
        asked = _house["app"].test_request_context(
            "/", method="POST", headers={"Idempotency-Key": f"key-{self.keys:08d}"}
        )
        with asked, clock.at(self.now):
            g._login_user = SimpleNamespace(visitor=Visitor(account_id=self.people[who], role=Role.CLIENT))
            pressed = db.session.begin_nested()
            try:
                view()
                db.session.flush()
                audit.write_notes()
            except NotYours:
                pressed.rollback()
                return "unseen"
            except Refusal as refusal:
                pressed.rollback()
                self.why = repr(refusal)
                return "refused"
            if self.keys % 4 == 0:
                assert view().get_data(as_text=True) == "done"
                assert done == ["done"]
                counted["double presses"] += 1
        return "done"

    # What is compared

    def _note(self, action: str, expected: str, came: str, about: list[Paper]) -> None:
        counted["steps"] += 1
        counted[f"{action} {came}"] += 1
        agreed = came == expected or (expected == "refused" and came == "unseen")
        assert agreed, f"{action}: {came} {self.why}, on paper {expected}: {about}"

    def _compare(self, touched: list[Paper]) -> None:
        db.session.expire_all()
        self._look_at_handlers()
        house = held.of_house(self.ids, self.names)
        paper = {key: held.of_paper(case) for key, case in zip(self.ids, self.book.cases, strict=True)}
        assert house == paper
        assert held.standings({name: self.people[name] for name in PEOPLE}) == {
            name: self.book.standing(name) for name in PEOPLE
        }
        assert held.order_lines() == self.book.of_orders
        assert held.reviews(self.book, self.ids, self.names) == []
        for case in self.book.cases if counted["steps"] % 10 == 0 else touched:
            self._compare_buttons(case)

    def _look_at_handlers(self) -> None:
        """Take over whom the house chose, if the choice is right: the branch first, nobody only if nobody is fit."""
        handlers = held.handlers(self.ids, self.names)
        for key, case, chosen in zip(self.ids, self.book.cases, handlers, strict=True):
            if case.handler == SOMEBODY:
                self._count_passes(key, case)
                case.handler = None  # who handles nothing yet is judged as anybody
                fit = [who for who in PEOPLE if self.book.fit(who, case)]
                near = [who for who in fit if PEOPLE[who].place == "branch"]
                assert chosen in (near or fit or [None]), (chosen, near, fit)
                case.handler = chosen
            assert chosen == case.handler

    def _count_passes(self, key: str, case: Paper) -> None:
        """Where one step puts two on standby, the first one's case may have gone to the second, and on from there."""
        more = held.events_of(key) - len(case.story)
        if 0 < more < self.book.opened_now:
            case.story += ["REASSIGN"] * more

    def _compare_buttons(self, case: Paper) -> None:
        key = self.ids[self.book.cases.index(case)]
        with clock.at(self.now):
            buttons = held.offered(key, [self.people[who] for who in PEOPLE])
            paper = {self.people[who]: self.book.may(who, case) for who in PEOPLE}
            assert buttons == paper, case
            row = fresh(db.session.get_one(Case, key))
            assert held.offered_to_client(row) == self.book.may_client(case) - {"CONFIRM"}, case
            for one in case.named:
                own = self.book.may_employee(one.staff, case)
                assert held.offered_to_employee(row, self.people[one.staff]) == own, (one, case)


@pytest.fixture
def the_house(inside: Flask) -> None:
    """The people of the paper, in a transaction that every story is taken back from."""
    with clock.at(factory.NOW), ids.seeded(SEED):
        company = factory.a_company()
        boss = factory.hired(company.headquarters, Role.COMPLAINT_HANDLER, "Boss")
        provider = factory.hired(company.headquarters, Role.COMPLAINT_HANDLER, "Provider")
        company.served.manager_id = boss.id
        factory.hired(
            company.branch, Role.HEALTH_MANAGER, "Spare"
        )  # somebody can always look after the client
        for one in (company.served, provider):
            clients.note_service(
                client_id=company.client.id,
                staff_id=one.id,
                capacity=Capacity.HEALTH_MANAGER,
                day=factory.NOW.date(),
            )
        people = {name: getattr(company, name, None) for name in PEOPLE} | {
            "boss": boss,
            "provider": provider,
        }
        people |= {CLIENT: company.client, STRANGER: factory.a_client(company.branch)}
        db.session.flush()
        audit.write_notes()
        _house.update(app=inside, people={name: one.id for name, one in people.items()})


def _run(machine: Any, limits: settings) -> None:
    """Run stories; tell the first failure as it was.

    If a second try of a story does not fail alike, Hypothesis would speak of stories drawn differently instead.
    """
    _failures.clear()
    try:
        run_state_machine_as_test(machine, settings=limits)
    except Flaky as flaky:
        if _failures:
            raise _failures[0] from flaky
        raise


@pytest.mark.slow
def test_the_house_moves_as_on_paper(the_house: None) -> None:
    counted.clear()
    turns = 0
    while counted["steps"] < STEPS:
        stories = max(1, min(50, -(-(STEPS - counted["steps"]) // IN_ONE_STORY)))
        machine = seed(SEED + turns)(Machine)
        limits = settings(
            max_examples=stories,
            stateful_step_count=IN_ONE_STORY,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink] if os.environ.get("KANGYUE_SHRINK") else [Phase.generate],
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        )
        _run(machine, limits)
        turns += 1
    print(f"\nsteps {counted.pop('steps')}, divergences 0, seed {SEED}")
    for name, number in sorted(counted.items()):
        print(f"  {name}: {number}")
    refused = {name.split()[0] for name in counted if name.endswith(("refused", "unseen"))}
    if STEPS >= 20_000:  # a short run need not meet each action
        done = {name.split()[0] for name in counted if name.endswith("done")}
        assert done >= {*ACTIONS, "SUBMIT", "ENTER"} - {"TAKE"}, (
            "something was never done"
        )  # rarely nobody is fit
        assert refused >= {*ACTIONS, "ENTER"} - {"DECLINE"}
