"""The worker writes a confirmed roster, a few people in each transaction (P5).

The people of a chunk, their lines' outcomes, the progress and the job for the next chunk are one commit: a killed
worker leaves whole chunks behind it, and nobody is registered or enrolled twice.
"""

from __future__ import annotations

from sqlalchemy import update

from webapp.accounts.services import PhoneTaken
from webapp.clients import queries as clients
from webapp.clients import services as registering
from webapp.clients.queries import Client
from webapp.groups import queries
from webapp.groups.models import ClientGroup, GroupContract, RosterImport, RosterImportRow
from webapp.groups.refusals import OnARoster
from webapp.groups.rules.roster.matching import WRITES, People, RowOutcome, RowState
from webapp.groups.rules.roster.reading import Line
from webapp.groups.services.enrolling import NoPackage, enrol_member
from webapp.groups.services.members import add_member, move_department
from webapp.groups.services.rosters.reading import line_of
from webapp.groups.services.rosters.taking import APPLY_JOB, record
from webapp.kernel import clock, jobs
from webapp.kernel.db import changed, db
from webapp.kernel.errors import Refusal
from webapp.plans.services import AlreadyEnrolled
from webapp.toolbox.sheets import ImportStatus

CHUNK = 25
"""People in one transaction: whoever writes meanwhile waits for no more of them (a SQLite file has one writer)."""


@jobs.handler(APPLY_JOB)
def apply_roster(task: jobs.Task) -> None:
    """Write the next people of a file; ask for another job while there are more."""
    file = db.session.get(RosterImport, task.payload["import_id"], with_for_update=True)
    if file is None or file.status != ImportStatus.APPLYING:
        return
    waiting = queries.open_roster_rows(file.id, WRITES, CHUNK)
    contract = queries.contract(file.contract_id)
    if not waiting or contract is None:
        _end(file)
        return
    lines = [line_of(row.held) for row in waiting]
    people = People(queries.known_people(lines, contract=contract))
    group = queries.group(file.group_id)
    for row, line in zip(waiting, lines, strict=True):
        row.outcome = _write(row, line, people, group, contract, file.account_id)
    file.done += len(waiting)
    db.session.flush()
    jobs.enqueue(APPLY_JOB, {"import_id": file.id})


@jobs.when_given_up(APPLY_JOB)
def roster_failed(task: jobs.Task) -> None:
    """Show a file again that the worker has given up: who is on the roster stays, the others can be confirmed again."""
    same = update(RosterImport).where(
        RosterImport.id == task.payload["import_id"], RosterImport.status == ImportStatus.APPLYING
    )
    changed(same.values(status=ImportStatus.SHOWN))


def _write(
    row: RosterImportRow,
    line: Line,
    people: People,
    group: ClientGroup,
    contract: GroupContract,
    actor_id: str,
) -> RowOutcome:
    """Look once more whose line it is, then register, put on the roster and enrol, as far as it is not done."""
    match = people.match(line)
    if match.state is RowState.REFUSED or (row.client_id or match.client_id) != match.client_id:
        return RowOutcome.MOVED
    if match.state is RowState.SAME:
        return RowOutcome.LEFT
    try:
        with db.session.begin_nested():
            client = clients.client(match.client_id) if match.client_id else _register(line, group, actor_id)
            if client is None:
                return RowOutcome.MOVED
            _put_on(client, line, group, actor_id)
    except (PhoneTaken, OnARoster):
        return RowOutcome.MOVED
    row.client_id = client.id
    return _enrol(contract, client, actor_id)


def _register(line: Line, group: ClientGroup, actor_id: str) -> Client:
    assert line.birth_date is not None
    return registering.register(
        branch_id=group.branch_id,
        name_zh=line.name,
        name_en=line.name if line.name.isascii() else "",
        sex=line.sex,
        birth_date=line.birth_date,
        occupation=line.occupation,
        phone=line.phone,
        id_number=line.id_number or None,
        actor_id=actor_id,
    )


def _put_on(client: Client, line: Line, group: ClientGroup, actor_id: str) -> None:
    if line.occupation and not client.occupation:
        registering.set_occupation(client_id=client.id, occupation=line.occupation, actor_id=actor_id)
    member = queries.member_of(client.id)
    if member is None or member.group_id != group.id:
        add_member(
            group=group,
            client_id=client.id,
            department=line.department,
            joined_on=clock.today(),
            actor_id=actor_id,
        )
    elif line.department and line.department != member.department:
        move_department(member=member, department=line.department, actor_id=actor_id)


def _enrol(contract: GroupContract, client: Client, actor_id: str) -> RowOutcome:
    try:
        with db.session.begin_nested():
            enrol_member(contract=contract, client=client, actor_id=actor_id)
    except AlreadyEnrolled:
        return RowOutcome.OWN_PLAN
    except (NoPackage, Refusal):
        return RowOutcome.NOT_ENROLLED
    return RowOutcome.DONE


def _end(file: RosterImport) -> None:
    """Close the import and forget the file."""
    nothing = update(RosterImportRow).where(
        RosterImportRow.import_id == file.id, RosterImportRow.outcome == RowOutcome.OPEN
    )
    changed(nothing.values(outcome=RowOutcome.LEFT))
    file.status, file.content = ImportStatus.DONE, None
    record("done", file, file.account_id, people=file.done)
