"""Places for members in bulk: a department together, each one once, nothing oversold (B7, B11).

A run's next people, their bookings, the progress and the job for the people after them are one commit: a killed
worker leaves whole batches behind it, and nobody is booked twice. Each place is taken by the guarded update of
`exams.services.book`; who cannot be placed is listed with the reason.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import update

from webapp.exams import queries as exams
from webapp.exams import services as booking
from webapp.exams.rules.booking import Party
from webapp.groups import queries
from webapp.groups.models import GroupAssignment, GroupAssignmentPerson, GroupContract
from webapp.groups.refusals import AssignmentRuns, NoDays
from webapp.groups.rules.assigning import Placing, in_turn, not_placed
from webapp.groups.services.notes import note
from webapp.kernel import clock, ids, jobs
from webapp.kernel.db import changed, db
from webapp.kernel.errors import Refusal
from webapp.kernel.inserting import insert_new
from webapp.plans import queries as plans

BEGIN_JOB, ASSIGN_JOB = "groups.begin_assignment", "groups.assign_places"
BATCH = 25
"""People in one transaction: whoever writes meanwhile waits for no more of them (a SQLite file has one writer)."""


def assign_places(*, contract: GroupContract, days: Collection[date], staff_id: str, actor_id: str) -> str:
    """Have every member who has no place yet booked on these days, by the worker; gives the run's id.

    Whoever starts the run stands on each booking. Raises NoDays, AssignmentRuns, NoAgreement.
    """
    free = exams.free_sessions(where=queries.bookable(contract), days=days)
    if not free:
        raise NoDays
    run_id = ids.new_id()
    new = insert_new(
        GroupAssignment,
        id=run_id,
        branch_id=contract.branch_id,
        group_id=contract.group_id,
        contract_id=contract.id,
        staff_id=staff_id,
        account_id=actor_id,
        made_at=clock.now(),
        days=" ".join(sorted({one.day.isoformat() for one in free})),
        status="RUNNING",
        people=0,
        done=0,
    )
    if not new:
        raise AssignmentRuns
    jobs.enqueue(BEGIN_JOB, {"assignment_id": run_id}, unique=f"{BEGIN_JOB}:{run_id}")
    note("places.assigned", ("group_assignment", run_id), contract.branch_id, actor_id)
    return run_id


@jobs.handler(BEGIN_JOB)
def begin_assignment(task: jobs.Task) -> None:
    """List whose turn it is, in order; then the places are given."""
    run = db.session.get(GroupAssignment, task.payload["assignment_id"], with_for_update=True)
    contract = queries.contract(run.contract_id) if run else None
    if run is None or contract is None or run.status != "RUNNING" or run.people:
        return
    turns = in_turn(one.turn for one in queries.on_roster(contract))
    for number, turn in enumerate(turns, 1):
        row = GroupAssignmentPerson(
            id=ids.new_id(),
            branch_id=run.branch_id,
            assignment_id=run.id,
            number=number,
            client_id=turn.client_id,
            department=turn.department,
        )
        db.session.add(row)
    run.people = len(turns)
    db.session.flush()
    jobs.enqueue(ASSIGN_JOB, {"assignment_id": run.id})


@jobs.handler(ASSIGN_JOB)
def assign_batch(task: jobs.Task) -> None:
    """Give the next people of a run their places; ask for another job while there are more."""
    run = db.session.get(GroupAssignment, task.payload["assignment_id"], with_for_update=True)
    contract = queries.contract(run.contract_id) if run else None
    if run is None or contract is None or run.status != "RUNNING":
        return
    people = queries.waiting_people(run.id, BATCH)
    if not people:
        run.status = "DONE"
        return
    batch = _Batch(run, contract)
    batch.hold([one.client_id for one in people])
    for one in people:
        one.outcome, one.booking_id = batch.place(one.client_id)
        db.session.flush()
    run.done += len(people)
    db.session.flush()
    jobs.enqueue(ASSIGN_JOB, {"assignment_id": run.id})


@jobs.when_given_up(BEGIN_JOB, ASSIGN_JOB)
def assignment_failed(task: jobs.Task) -> None:
    """Note that the worker has given a run up: who started it can let it go on."""
    same = update(GroupAssignment).where(
        GroupAssignment.id == task.payload["assignment_id"], GroupAssignment.status == "RUNNING"
    )
    changed(same.values(status="FAILED"))


def go_on_assigning(*, run: GroupAssignment, actor_id: str) -> None:
    """Let a run go on that was given up: whoever has a place keeps it, the others have their turn.

    In the name of who started it. A second press does nothing. Raises AssignmentRuns while another one runs.
    """
    if queries.assignment_runs(run.contract_id):
        raise AssignmentRuns
    failed = update(GroupAssignment).where(GroupAssignment.id == run.id, GroupAssignment.status == "FAILED")
    if changed(failed.values(status="RUNNING")):
        jobs.enqueue(ASSIGN_JOB if run.people else BEGIN_JOB, {"assignment_id": run.id})
        note("places.assigned_on", ("group_assignment", run.id), run.branch_id, actor_id)


def _free(contract: GroupContract, days: Collection[date]) -> list[str]:
    """Give the sessions that still have places; none where the agreement has ended since the run began."""
    try:
        return [one.id for one in exams.free_sessions(where=queries.bookable(contract), days=days)]
    except booking.NoAgreement:
        return []


class _Batch:
    """What a batch of people is placed with: members as they are now, and sessions that still have places."""

    def __init__(self, run: GroupAssignment, contract: GroupContract) -> None:
        self._actor_id = run.account_id
        self._begun = contract.starts_on <= clock.today()
        self._members = {one.client_id: (one, status) for one, status in queries.standings(contract)}
        self._sessions = _free(contract, {date.fromisoformat(text) for text in run.days.split()})

    def hold(self, client_ids: Collection[str]) -> None:
        """Hold all that these people may get before the first of them gets anything: nobody waits in a ring."""
        members = [self._members[one][0] for one in client_ids if one in self._members]
        plans.hold_years(one.enrolment_id for one in members)
        exams.hold_places(self._sessions)
        exams.hold_wishes(client_ids)

    def place(self, client_id: str) -> tuple[Placing, str | None]:
        """Book the first session that still has a place, or say why not."""
        refused = self._refused(client_id)
        if refused is not None:
            return refused, None
        while self._sessions:
            try:
                with db.session.begin_nested():
                    return Placing.PLACED, booking.book(
                        client_id=client_id,
                        session_id=self._sessions[0],
                        actor_id=self._actor_id,
                        party=Party.HEALTH_MANAGER,
                    )
            except (booking.SessionFull, booking.SessionGone, booking.NoAgreement):
                self._sessions.pop(0)
            except booking.AlreadyBooked:
                return Placing.BOOKED, None
            except Refusal:
                return Placing.NOT_ENROLLED, None
        return Placing.FULL, None

    def _refused(self, client_id: str) -> Placing | None:
        if client_id not in self._members:
            return Placing.LEFT
        one, status = self._members[client_id]
        return not_placed(status, enrolled=bool(one.enrolment_id), own=one.own, begun=self._begun)
