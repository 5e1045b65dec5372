"""Complaints worked out on paper, from complaints.md alone: nothing here knows the table or the guards of the code.

A `Book` holds what a company's cases must look like after each step; `test_machine.py` holds it against the house.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta

HOME, BRANCH = "headquarters", "branch"
CLIENT, STRANGER = "client", "stranger"
DAY = timedelta(days=1)
MOST_FILES = 20  # from one person
COMPLEX = ("EXAM", "DOCTOR", "PRIVACY")


@dataclass(frozen=True, slots=True)
class Somebody:
    """A member of staff: what the rules of conflict look at."""

    role: str
    place: str
    line_manager: str = ""


PEOPLE = {
    "served": Somebody("HEALTH_MANAGER", BRANCH, "boss"),
    "colleague": Somebody("HEALTH_MANAGER", BRANCH),
    "handler": Somebody("COMPLAINT_HANDLER", BRANCH),
    "manager": Somebody("BRANCH_MANAGER", BRANCH),
    "second": Somebody("COMPLAINT_HANDLER", HOME),
    "boss": Somebody("COMPLAINT_HANDLER", HOME),
    "provider": Somebody("COMPLAINT_HANDLER", HOME),
    "admin": Somebody("HQ_ADMIN", HOME),
    "independent": Somebody("INDEPENDENT_REVIEWER", HOME),
}
"""`boss` is the line manager of `served`; `provider` once made the follow-up calls of this client."""
HANDLES = ("COMPLAINT_HANDLER", "HQ_ADMIN")
ENTERS = (*HANDLES, "HEALTH_MANAGER", "BRANCH_MANAGER")
SIGNS = ("COMPLAINT_HANDLER", "BRANCH_MANAGER", "HQ_ADMIN", "INDEPENDENT_REVIEWER")
UNDECIDED = ("SUBMITTED", "ACCEPTED", "INVESTIGATING", "WAITING_CLIENT", "REVIEW")
OVER = ("CLOSED", "DECLINED", "WITHDRAWN")
WITH_A_RESULT = ("DECIDED", "APPEALED", "APPEAL_DECIDED", "CLOSED", "WITHDRAWN")


@dataclass(slots=True)
class Days:
    """A calendar of working days."""

    differ: dict[date, bool] = field(default_factory=dict)

    def works(self, day: date) -> bool:
        return self.differ[day] if day in self.differ else day.isoweekday() <= 5

    def after(self, day: date, number: int) -> date:
        while number:
            day += DAY
            number -= self.works(day)
        return day

    def worked(self, since: date, until: date) -> int:
        return sum(self.works(since + DAY * n) for n in range(1, (until - since).days + 1))

    def window(self, day: date) -> date:
        """Fifteen days, rolled to a working day."""
        return self.after(day + 14 * DAY, 1) if not self.works(day + 15 * DAY) else day + 15 * DAY


@dataclass(slots=True)
class Promise:
    """A clock."""

    kind: str
    about: str
    turn: int
    started: date
    days: int
    due: date
    met: bool = False
    stopped: bool = False
    cut_short: bool = False  # stopped while its time still ran
    breached: bool = False

    @property
    def runs(self) -> bool:
        return not self.met and not self.stopped


@dataclass(slots=True)
class Proposal:
    """A proposed separation (S3)."""

    by: str
    until: date
    objected: bool = False
    upheld: bool | None = None
    signed: bool = False
    dropped: bool = False

    @property
    def stands(self) -> bool:
        return not (self.signed or self.dropped or self.upheld)


@dataclass(slots=True)
class Named:
    """A respondent."""

    staff: str
    served: bool = False
    replied: bool = False
    put_off: date | None = None
    found: str = ""  # "", "clear" or "serious"
    on_standby: bool = False
    ended_by: str = ""  # how the last order ended
    proposed: bool = False  # the open order leads to separation
    opened: date | None = None
    renewed: date | None = None
    proposal: Proposal | None = None


@dataclass(slots=True)
class Paper:
    """One case on paper."""

    category: str
    suggestion: bool
    handler: str | None
    state: str = "SUBMITTED"
    before: str = ""
    story: list[str] = field(default_factory=list)
    parts: set[str] = field(default_factory=set)
    recused: set[str] = field(default_factory=set)
    named: list[Named] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    pauses: list[list[date | None]] = field(default_factory=list)
    evidence: int = 0
    files: dict[str, int] = field(default_factory=dict)  # how many somebody brought
    lines: int = 0  # of the audit chain that are no event
    decline_by: str | None = None
    concluded_by: str | None = None
    extended: bool = False
    appealed: bool = False
    ex_officio: bool = False
    copy_open: bool = False  # staff wrote it down, and the client has not said yet whether it is right
    waits_until: date | None = None
    window: date | None = None
    answered_on: date | None = None
    ended_on: date | None = None
    due: date | None = None

    def about(self, staff: str) -> Named | None:
        return next((one for one in self.named if one.staff == staff), None)

    def running(self, kind: str, about: str = "") -> Promise | None:
        return next((p for p in self.promises if (p.kind, p.about) == (kind, about) and p.runs), None)


@dataclass(slots=True)
class Choice:
    """What a step leaves open."""

    about: str = "served"
    to_name: str = "colleague"
    serious: bool = False
    agreed: bool = True
    steps_done: bool = True
    behind: int = 0


class Book:
    """All cases of a company, its calendar and who left."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.days = Days()
        self.cases: list[Paper] = []
        self.left: set[str] = set()
        self.of_orders = 0  # audit entries about standby orders
        self.opened_now = 0  # standbys that began in this very step
        self.sent: tuple[int, int] = (0, 0)  # the hour at which the client's day began, how many since

    # Who may what

    def standing(self, who: str) -> str:
        """Where somebody stands (§3), out of the open orders."""
        if who in self.left:
            return "LEFT"
        open_ = [one for case in self.cases for one in case.named if one.staff == who and one.on_standby]
        if any(one.proposed for one in open_):
            return "SEPARATION_PROPOSED"
        return "STANDBY" if open_ else "ACTIVE"

    def conflicted(self, who: str, case: Paper) -> bool:
        """§5."""
        me = PEOPLE[who]
        if who in case.recused or (who in ("provider", "served") and case.category == "FOLLOW_UP"):
            return True
        for one in case.named:
            other = PEOPLE[one.staff]
            if who in (one.staff, other.line_manager) or me.line_manager == one.staff:
                return True
            if other.role == "BRANCH_MANAGER" and me.place == other.place:
                return True
            if other.role == "HQ_ADMIN" and me.place == HOME and me.role != "INDEPENDENT_REVIEWER":
                return True
        return False

    def may_enter(self, who: str, case: Paper) -> bool:
        """Whether somebody may write down what the client says (T1): not who is too close to it (§5)."""
        able = PEOPLE[who].role in ENTERS and self.standing(who) == "ACTIVE"
        return able and not self.conflicted(who, case)

    def fit(self, who: str, case: Paper) -> bool:
        """Whether somebody may handle a case."""
        able = PEOPLE[who].role in HANDLES and self.standing(who) == "ACTIVE"
        return able and not self.conflicted(who, case)

    def signs(self, who: str, case: Paper) -> bool:
        """Whether somebody may review a case: not its handler, and of the right line."""
        me, roles = PEOPLE[who], [PEOPLE[one.staff].role for one in case.named]
        if me.role not in SIGNS or self.standing(who) != "ACTIVE" or who == case.handler:
            return False
        return self._in_its_line(me, case, roles) and not self.conflicted(who, case)

    def _in_its_line(self, me: Somebody, case: Paper, roles: list[str]) -> bool:
        if me.role == "INDEPENDENT_REVIEWER":
            return any(PEOPLE[one.staff].place == HOME for one in case.named)
        return "HQ_ADMIN" not in roles

    def leads(self, who: str, case: Paper) -> bool:
        """Whether somebody may act for headquarters."""
        me = PEOPLE[who]
        able = me.place == HOME and me.role in SIGNS and self.standing(who) == "ACTIVE"
        if me.role == "INDEPENDENT_REVIEWER" and not self._in_its_line(me, case, []):
            return False
        return able and not self.conflicted(who, case)

    def sees(self, who: str, case: Paper) -> bool:
        """Whether a case exists for a member of staff."""
        return self.fit(who, case) or self.signs(who, case)

    def may(self, who: str, case: Paper) -> set[str]:
        """All that a member of staff may do now."""
        if not self.sees(who, case):
            return set()
        can = self._of_handler(who, case) | self._of_reviewer(who, case) | self._of_headquarters(who, case)
        if self.fit(who, case) and case.handler is None and case.state in UNDECIDED:
            can.add("TAKE")
        return can

    def _of_handler(self, who: str, case: Paper) -> set[str]:
        if case.handler != who or not self.fit(who, case) or case.state not in UNDECIDED:
            return set()
        can, unserved = {"RECUSE"}, [one for one in case.named if not one.served]
        if case.state == "SUBMITTED":
            can |= {"ACCEPT", "PROPOSE_DECLINE" if case.named else "DECLINE"}
            can -= {"PROPOSE_DECLINE"} if case.decline_by else set()
        if case.state in ("SUBMITTED", "ACCEPTED", "INVESTIGATING"):
            can |= {"ASK_CLIENT"} | ({"NAME_RESPONDENT"} if not case.suggestion else set())
        if case.state in ("ACCEPTED", "INVESTIGATING"):
            can |= {"ADD_EVIDENCE"} | ({"SERVE"} if unserved else set())
            can |= {"PUT_OFF"} if any(one.put_off is None for one in unserved) else set()
            can |= {"EXTEND"} if not case.extended and case.due and self.today <= case.due else set()
        if case.state == "ACCEPTED" and all(one.put_off and one.put_off >= self.today for one in unserved):
            can.add("INVESTIGATE")
        if case.state == "INVESTIGATING":
            can |= {"SETTLE"} if not case.named else set()
            proven = case.evidence > 0 or not case.named
            can |= {"CONCLUDE"} if not unserved and proven and not self._reply_possible(case) else set()
        return can | self._renewing(case)

    def _renewing(self, case: Paper) -> set[str]:
        on = case.state in UNDECIDED[1:] and any(one.on_standby for one in case.named)
        return {"RENEW_STANDBY"} if on else set()

    def _reply_possible(self, case: Paper) -> bool:
        return any(p.kind == "REPLY" and p.runs and p.due >= self.today for p in case.promises)

    def _of_reviewer(self, who: str, case: Paper) -> set[str]:
        if not self.signs(who, case) or who in (case.decline_by, case.concluded_by):
            return set()
        can = self._renewing(case)
        if case.state == "SUBMITTED" and case.decline_by:
            can.add("SIGN_DECLINE")
        if case.state == "REVIEW":
            can |= {"DECIDE", "SEND_BACK"}
        return can | ({"REOPEN"} if case.state in ("DECIDED", "CLOSED") else set())

    def _of_headquarters(self, who: str, case: Paper) -> set[str]:
        if not self.leads(who, case):
            return set()
        can = {"REOPEN"} if case.state in ("DECIDED", "CLOSED") else set()
        can |= {"CONTINUE"} if case.state == "WITHDRAWN" else set()
        if case.state in WITH_A_RESULT and any(self.may_separate(who, one) for one in case.named):
            can.add("SEPARATE")
        if who != case.handler and who not in case.parts:
            can |= {"DECIDE_APPEAL", "REMAND"} if case.state == "APPEALED" else set()
            if case.state in WITH_A_RESULT and any(self.waits_for_ruling(one) for one in case.named):
                can |= {"UPHOLD_OBJECTION", "DISMISS_OBJECTION"}
        return can

    def may_separate(self, who: str, one: Named) -> bool:
        """S4: another than who signed first, the employee's appeal lost or its time over."""
        row = one.proposal
        if row is None or not row.stands or row.by == who:
            return False
        return row.upheld is False if row.objected else self.today > row.until

    def waits_for_ruling(self, one: Named) -> bool:
        """Whether an employee's appeal is undecided."""
        row = one.proposal
        return row is not None and row.stands and row.objected and row.upheld is None

    def may_client(self, case: Paper) -> set[str]:
        """All that the client may do now."""
        can, state = set(), case.state
        if state == "WAITING_CLIENT":
            can.add("ANSWER")
        if state in ("DECIDED", "APPEAL_DECIDED"):
            can.add("CLOSE")
        in_window = case.window is None or self.today <= case.window
        if state in ("DECIDED", "DECLINED") and not case.appealed and in_window:
            can.add("APPEAL")
        if state in ("DECIDED", "CLOSED") and case.ended_on and self.today <= half_a_year(case.ended_on):
            can.add("REOPEN")
        if state not in (*OVER, "APPEAL_DECIDED") and not case.ex_officio:
            can.add("WITHDRAW")
        if case.copy_open:
            can |= {"CONFIRM"} | ({"CORRECT"} if state in UNDECIDED else set())
        if state in UNDECIDED or state == "APPEALED":
            can |= {"ADD_EVIDENCE"} if case.files.get(CLIENT, 0) < MOST_FILES else set()
        return can

    def may_employee(self, who: str, case: Paper) -> set[str]:
        """All that a served respondent may do now."""
        one = case.about(who)
        if one is None or not one.served:
            return set()
        can = set()
        if case.state in ("ACCEPTED", "INVESTIGATING", "WAITING_CLIENT"):
            can |= {"REPLY"} if not one.replied else set()
            can |= {"ADD_EVIDENCE"} if case.files.get(who, 0) < MOST_FILES else set()
        row = one.proposal
        if case.state in WITH_A_RESULT and row and row.stands and not row.objected:
            can |= {"OBJECT"} if self.today <= row.until else set()
        return can


def half_a_year(day: date) -> date:
    """The same day six months on, or the month's last."""
    year, month = (day.year + 1, day.month - 6) if day.month > 6 else (day.year, day.month + 6)
    return date(year, month, min(day.day, monthrange(year, month)[1]))
