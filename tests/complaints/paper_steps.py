"""What each step does on paper (complaints.md §2–§4); see `paper.py`."""

from __future__ import annotations

from datetime import date

from tests.complaints.paper import (
    CLIENT,
    COMPLEX,
    OVER,
    UNDECIDED,
    WITH_A_RESULT,
    Book,
    Choice,
    Named,
    Paper,
    Promise,
    Proposal,
)

SOMEBODY = "?"  # a handler whom the house chooses; the machine looks whether the choice is right


class Ledger(Book):
    """A book that is written in."""

    def due(self, case: Paper, one: Promise) -> date:
        """When a promise is due: its days, moved by the working time it stood still."""
        due = self.days.after(one.started, one.days)
        for since, until in case.pauses if one.kind == "RESULT" else ():
            if since and until:
                due = self.days.after(due, self.days.worked(since, until))
        return due

    # Beginning

    def submit(self, category: str, about: str, suggestion: bool) -> Paper:
        """T1, and T2 at once where somebody is named."""
        case = self._begun(Paper(category, suggestion, SOMEBODY), CLIENT)
        if about:
            self._accept(case, CLIENT, [Named(about)])
        return case

    def enter(self, case: Paper, who: str) -> None:
        """T1 by staff: whom the client names is written down, and stands by only once somebody accepts it (T2)."""
        case.copy_open = True
        self._begun(case, who)

    def _begun(self, case: Paper, who: str) -> Paper:
        self.opened_now = 0
        self.cases.append(case)
        self._told(case, "SUBMIT", who)
        case.due = self._promise(case, "RESULT", 10 if case.category in COMPLEX else 5).due
        self._promise(case, "ACK", 1)
        return case

    def _promise(self, case: Paper, kind: str, days: int, about: str = "") -> Promise:
        turn = 1 + sum((p.kind, p.about) == (kind, about) for p in case.promises)
        one = Promise(kind, about, turn, self.today, days, self.days.after(self.today, days))
        case.promises.append(one)
        return one

    def _accept(self, case: Paper, who: str, named: list[Named]) -> None:
        self._told(case, "ACCEPT", who)
        case.state, case.decline_by = "ACCEPTED", None
        case.named.extend(named)
        self._end(case, "ACK")
        for one in case.named:
            self._standby(case, one)

    # What several steps share

    def _told(self, case: Paper, action: str, who: str) -> None:
        case.story.append(action)
        if who not in ("", CLIENT):
            case.parts.add(who)

    def _missed(self, case: Paper, kind: str = "") -> None:
        """Before a promise ends, or stands still, it is written down that it was missed."""
        for one in case.promises:
            if kind in ("", one.kind) and self._overdue(case, one):
                self._breach(case, one)

    def _overdue(self, case: Paper, one: Promise) -> bool:
        stands = one.kind == "RESULT" and case.state == "WAITING_CLIENT"
        ours = one.kind != "REPLY" and one.runs and not one.breached and case.state not in OVER
        return ours and not stands and one.due < self.today

    def _breach(self, case: Paper, one: Promise) -> None:
        one.breached = True
        case.story.append("BREACH")

    def _end(self, case: Paper, kept: str, *, all_others: bool = False) -> None:
        for one in case.promises:
            if one.runs and one.kind == kept:
                one.met = True
            elif one.runs and all_others:
                one.stopped, one.cut_short = True, self.today <= one.due

    def _standby(self, case: Paper, one: Named, *, reviewed: bool = True) -> None:
        """S1: from now on this person handles nothing; who has left has nothing to stand by from (§3)."""
        if one.staff in self.left:
            return
        one.on_standby, one.proposed, one.opened, one.renewed = True, False, self.today, None
        self.of_orders += 1
        self.opened_now += 1
        if reviewed:
            self._promise(case, "STANDBY_REVIEW", 5, one.staff)
        for other in self.cases:
            if other.handler == one.staff and other.state in UNDECIDED:
                self._hand_on(other)

    def _hand_on(self, case: Paper) -> None:
        case.story.append("REASSIGN")
        case.handler = SOMEBODY

    def _off_standby(self, one: Named, ended_by: str) -> None:
        if one.on_standby:
            one.on_standby, one.proposed, one.ended_by = False, False, ended_by
            self.of_orders += 1

    def _pause_over(self, case: Paper) -> None:
        case.state, case.before, case.waits_until = case.before, "", None
        case.pauses[-1][1] = self.today
        running = case.running("RESULT")
        if running:
            case.due = running.due = self.due(case, running)

    def _answered(self, case: Paper) -> None:
        case.answered_on, case.window = self.today, self.days.window(self.today)

    def _again(self, case: Paper) -> None:
        """A case is looked into anew (T14–T16)."""
        case.state, case.window, case.ended_on = "INVESTIGATING", None, None
        case.concluded_by = case.decline_by = None
        case.pauses, case.extended = [], False
        case.due = self._promise(case, "RESULT", 10 if case.category in COMPLEX else 5).due
        if case.handler is None or not self.fit(case.handler, case):
            self._hand_on(case)
        for one in case.named:
            if one.proposal and not one.proposal.signed:
                one.proposal.dropped = True
                self.of_orders += one.proposed
                one.proposed = False
            self._reply_again(case, one)
            if one.on_standby:  # its reviews go on
                self._promise(case, "STANDBY_REVIEW", 5, one.staff)
            elif one.ended_by in ("", "WITHDRAWN"):
                self._standby(case, one)

    def _reply_again(self, case: Paper, one: Named) -> None:
        """T8: nobody's time to reply is over because the case was withdrawn meanwhile."""
        told = [p for p in case.promises if p.kind == "REPLY" and p.about == one.staff]
        if told and told[-1].cut_short and not one.replied:
            self._promise(case, "REPLY", 3, one.staff)

    # The steps

    def do(self, case: Paper, who: str, action: str, choice: Choice) -> None:
        """Do what somebody may do."""
        self.opened_now = 0
        getattr(self, f"_do_{action.lower()}")(case, who, choice)

    def _do_take(self, case: Paper, who: str, _choice: Choice) -> None:
        self._told(case, "TAKE", who)
        case.handler = who

    def _do_accept(self, case: Paper, who: str, _choice: Choice) -> None:
        self._missed(case)
        self._accept(case, who, [])

    def _do_confirm(self, case: Paper, _who: str, _choice: Choice) -> None:
        """T2: what the client confirms is as if she had told it herself."""
        case.copy_open, case.lines = False, case.lines + 1
        if case.state == "SUBMITTED" and case.named and not case.decline_by:
            self._missed(case)
            self._accept(case, CLIENT, [])

    def _do_correct(self, case: Paper, who: str, _choice: Choice) -> None:
        self._told(case, "CORRECT", who)
        case.copy_open = False

    def _do_decline(self, case: Paper, who: str, _choice: Choice) -> None:
        self._declined(case, who, "DECLINE")

    def _do_propose_decline(self, case: Paper, who: str, _choice: Choice) -> None:
        self._told(case, "PROPOSE_DECLINE", who)
        case.decline_by = who

    def _do_sign_decline(self, case: Paper, who: str, _choice: Choice) -> None:
        self._declined(case, who, "SIGN_DECLINE")

    def _declined(self, case: Paper, who: str, action: str) -> None:
        self._missed(case)
        self._told(case, action, who)
        self._end(case, "ACK", all_others=True)
        case.state, case.window = "DECLINED", self.days.window(self.today)
        case.ended_on = self.today

    def _do_investigate(self, case: Paper, who: str, _choice: Choice) -> None:
        self._told(case, "INVESTIGATE", who)
        case.state = "INVESTIGATING"

    def _do_serve(self, case: Paper, who: str, choice: Choice) -> None:
        self._told(case, "SERVE", who)
        self._one(case, choice).served = True
        self._promise(case, "REPLY", 3, choice.about)

    def _do_put_off(self, case: Paper, who: str, choice: Choice) -> None:
        self._told(case, "PUT_OFF", who)
        self._one(case, choice).put_off = self.days.after(self.today, 3)

    def _one(self, case: Paper, choice: Choice) -> Named:
        one = case.about(choice.about)
        assert one
        return one

    def _do_extend(self, case: Paper, who: str, _choice: Choice) -> None:
        self._told(case, "EXTEND", who)
        running = case.running("RESULT")
        assert running
        case.extended, running.days = True, running.days + 3
        case.due = running.due = self.days.after(running.due, 3)

    def _do_ask_client(self, case: Paper, who: str, _choice: Choice) -> None:
        self._missed(case, "RESULT")
        self._told(case, "ASK_CLIENT", who)
        case.before, case.state = case.state, "WAITING_CLIENT"
        case.waits_until = self.days.after(self.today, 10)
        case.pauses.append([self.today, None])

    def _do_add_evidence(self, case: Paper, who: str, _choice: Choice) -> None:
        self._told(case, "ADD_EVIDENCE", who)
        self._kept(case)
        if who == CLIENT or case.about(who):
            case.files[who] = case.files.get(who, 0) + 1

    def _kept(self, case: Paper) -> None:
        """The chain learns the digest of each piece of evidence."""
        case.evidence, case.lines = case.evidence + 1, case.lines + 1

    def _do_name_respondent(self, case: Paper, who: str, choice: Choice) -> None:
        self._told(case, "NAME_RESPONDENT", who)
        one = Named(choice.to_name)
        case.named.append(one)
        if case.state != "SUBMITTED":
            self._standby(case, one)
        if case.handler == who and not self.fit(who, case):
            self._hand_on(case)

    def _do_renew_standby(self, case: Paper, who: str, _choice: Choice) -> None:
        self._missed(case, "STANDBY_REVIEW")
        self._told(case, "RENEW_STANDBY", who)
        for one in case.named:
            if one.on_standby:
                self._renewed(case, one)
                one.renewed = self.today if who not in ("handler", "manager") else one.renewed

    def _renewed(self, case: Paper, one: Named) -> None:
        reviews = [p for p in case.promises if (p.kind, p.about) == ("STANDBY_REVIEW", one.staff)]
        if any(p.started == self.today and p.runs for p in reviews):
            return
        for running in reviews:
            running.met = running.met or running.runs
        self._promise(case, "STANDBY_REVIEW", 5, one.staff)

    def _do_recuse(self, case: Paper, who: str, _choice: Choice) -> None:
        self._told(case, "RECUSE", who)
        case.recused.add(who)
        case.handler = SOMEBODY

    def _do_conclude(self, case: Paper, who: str, choice: Choice) -> None:
        self._told(case, "CONCLUDE", who)
        case.state, case.concluded_by = "REVIEW", who
        for one in case.named:
            one.found = "serious" if choice.serious else "clear"

    def _do_settle(self, case: Paper, who: str, _choice: Choice) -> None:
        self._result(case, who, "SETTLE")

    def _result(self, case: Paper, who: str, action: str) -> None:
        self._missed(case)
        self._told(case, action, who)
        self._end(case, "RESULT", all_others=True)
        case.state, case.ended_on = "DECIDED", self.today
        self._answered(case)

    def _do_decide(self, case: Paper, who: str, _choice: Choice) -> None:
        self._result(case, who, "DECIDE")
        for one in case.named:
            if one.proposal and one.proposal.signed:
                continue  # separated before: terminal
            if one.found == "serious":
                self._propose(case, one, who)
            else:
                self._off_standby(one, "REINSTATED")

    def _propose(self, case: Paper, one: Named, who: str) -> None:
        if not one.on_standby:
            self._standby(case, one, reviewed=False)
        # who was separated in another case meanwhile has no order to mark
        self.of_orders += one.on_standby and not one.proposed
        one.proposed, one.proposal = one.on_standby, Proposal(who, self.days.after(self.today, 5))

    def _do_send_back(self, case: Paper, who: str, _choice: Choice) -> None:
        self._told(case, "SEND_BACK", who)
        case.state = "INVESTIGATING"

    def _do_answer(self, case: Paper, who: str, _choice: Choice) -> None:
        self._told(case, "ANSWER", who)
        self._pause_over(case)

    def _do_reply(self, case: Paper, who: str, _choice: Choice) -> None:
        one = case.about(who)
        assert one
        self._told(case, "REPLY", who)
        one.replied = True
        self._kept(case)
        running = case.running("REPLY", who)
        if running:
            running.met = True

    def _do_close(self, case: Paper, who: str, _choice: Choice) -> None:
        self._told(case, "CLOSE", who)
        case.state, case.ended_on = "CLOSED", self.today

    def _do_appeal(self, case: Paper, who: str, _choice: Choice) -> None:
        self._told(case, "APPEAL", who)
        case.state, case.appealed = "APPEALED", True
        case.due = self._promise(case, "APPEAL", 20).due

    def _do_decide_appeal(self, case: Paper, who: str, _choice: Choice) -> None:
        self._missed(case)
        self._told(case, "DECIDE_APPEAL", who)
        self._end(case, "APPEAL")
        case.state = "APPEAL_DECIDED"
        self._answered(case)

    def _do_remand(self, case: Paper, who: str, _choice: Choice) -> None:
        self._missed(case)
        self._told(case, "REMAND", who)
        self._end(case, "APPEAL")
        self._again(case)

    def _do_reopen(self, case: Paper, who: str, _choice: Choice) -> None:
        self._told(case, "REOPEN", who)
        if who != CLIENT:
            self._kept(case)
        self._again(case)

    def _do_continue(self, case: Paper, who: str, _choice: Choice) -> None:
        self._told(case, "CONTINUE", who)
        case.ex_officio = True
        self._again(case)

    def _do_withdraw(self, case: Paper, who: str, _choice: Choice) -> None:
        self._missed(case)
        self._told(case, "WITHDRAW", who)
        self._end(case, "", all_others=True)
        with_result = case.state in WITH_A_RESULT
        case.state, case.ended_on, case.before, case.waits_until = "WITHDRAWN", self.today, "", None
        for one in case.named:
            if not (with_result and one.proposal):  # what two are to sign goes on without the client
                self._off_standby(one, "WITHDRAWN")

    def _do_object(self, case: Paper, who: str, _choice: Choice) -> None:
        self._told(case, "OBJECT", who)
        self._row(case, who).objected = True

    def _row(self, case: Paper, staff: str) -> Proposal:
        one = case.about(staff)
        assert one
        assert one.proposal
        return one.proposal

    def _do_uphold_objection(self, case: Paper, who: str, choice: Choice) -> None:
        self._told(case, "UPHOLD_OBJECTION", who)
        self._row(case, choice.about).upheld = True
        self._off_standby(self._one(case, choice), "REINSTATED")

    def _do_dismiss_objection(self, case: Paper, who: str, choice: Choice) -> None:
        self._told(case, "DISMISS_OBJECTION", who)
        self._row(case, choice.about).upheld = False

    def _do_separate(self, case: Paper, who: str, choice: Choice) -> None:
        self._told(case, "SEPARATE", who)
        self._row(case, choice.about).signed = True
        self._off_standby(self._one(case, choice), "SEPARATED")
        self.left.add(choice.about)

    def _do_declare(self, case: Paper, who: str, _choice: Choice) -> None:
        """§5: an interest in a case one does not handle."""
        case.recused.add(who)
        case.lines += 1

    # Time

    def sweep(self) -> None:
        """What time does, in the order of §2: T5, T17, S1, T12."""
        for case in self.cases:
            if case.state == "WAITING_CLIENT" and case.waits_until and case.waits_until < self.today:
                case.story.append("RESUME")
                self._pause_over(case)
        for case in self.cases:
            self._missed(case)
        for case in self.cases:
            for one in case.named if case.state in UNDECIDED else ():
                self._lapse(case, one)
            closing = case.state in ("DECIDED", "APPEAL_DECIDED")
            if closing and case.window and case.window < self.today:
                self._do_close(case, "", Choice())

    def _lapse(self, case: Paper, one: Named) -> None:
        kept_since = one.renewed or one.opened
        if not one.on_standby or not kept_since or self.days.after(kept_since, 20) >= self.today:
            return
        case.story.append("LAPSE_STANDBY")
        running = case.running("STANDBY_REVIEW", one.staff)
        if running:
            if not running.breached:
                self._breach(case, running)
            running.stopped = True
        self._off_standby(one, "LAPSED")

    def calendar_changed(self) -> None:
        """§4: open clocks are worked out anew, with a line in the log; closed ones and breaches never."""
        for case in self.cases:
            if case.state in OVER:
                continue
            for one in case.promises:
                if one.runs and not one.breached:
                    self._moved(case, one)
            if case.state == "WAITING_CLIENT":
                asked = case.pauses[-1][0]
                assert asked
                until = self.days.after(asked, 10)
                case.lines, case.waits_until = case.lines + (until != case.waits_until), until
            elif case.state in ("DECIDED", "APPEAL_DECIDED") and case.answered_on:
                window = self.days.window(case.answered_on)
                case.lines, case.window = case.lines + (window != case.window), window

    def _moved(self, case: Paper, one: Promise) -> None:
        due = self.due(case, one)
        case.lines += due != one.due
        one.due = due
        if one.kind == ("APPEAL" if case.state == "APPEALED" else "RESULT"):
            case.due = due
