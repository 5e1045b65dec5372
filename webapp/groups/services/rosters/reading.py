"""The worker reads a roster file and compares it with who is known; nobody is registered yet (P5)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import delete

from webapp.accounts.rules import tidy_phone
from webapp.groups import queries
from webapp.groups.models import RosterImport, RosterImportRow
from webapp.groups.rules.roster.matching import Identity, Match, People, complete
from webapp.groups.rules.roster.reading import Line, RosterFault, read_roster
from webapp.groups.services.rosters.taking import READ_JOB, move
from webapp.kernel import clock, ids, jobs, transaction
from webapp.kernel.db import changed, db
from webapp.kernel.sheets.opening import tables_of
from webapp.kernel.sheets.packing import unpacked
from webapp.toolbox.sheets import ImportStatus, Spot

CHUNK = 200


@jobs.handler(READ_JOB, outside=True)
def read_roster_file(task: jobs.Task) -> None:
    """Read and compare in short transactions; killed and begun again, it starts from the first line."""
    with transaction.reading():
        row = db.session.get(RosterImport, task.payload["import_id"])
        if row is None or row.status != ImportStatus.READING:
            return
        contract = queries.contract(row.contract_id)
        lines = read_roster(tables_of(unpacked(queries.content_of(row.id))))
        tidied(lines)
        people = People(queries.known_people(lines, contract=contract) if contract else ())
        found = [(line, people.match(line)) for line in lines]
        db.session.expunge(row)
    with transaction.unit_of_work():
        changed(delete(RosterImportRow).where(RosterImportRow.import_id == row.id))
    for start in range(0, len(found), CHUNK):
        with transaction.unit_of_work():
            for number, (line, match) in enumerate(found[start : start + CHUNK], start + 1):
                db.session.add(_row(row, number, line, match))
            if not move(row, ImportStatus.READING, done=min(start + CHUNK, len(found)), people=len(found)):
                return
    with transaction.unit_of_work():
        move(row, ImportStatus.READING, status=ImportStatus.SHOWN)


def tidied(lines: list[Line]) -> None:
    """Bring phones and ID numbers into the form in which they are kept, and complete what the ID number says."""
    today = clock.today()
    for line in lines:
        phone = tidy_phone(line.phone)
        if line.phone and not phone:
            line.fault(RosterFault.BAD_PHONE, "phone")
        line.phone = phone
        complete(line, _identity(line), today)


def _identity(line: Line) -> Identity | None:
    if not line.id_number:
        return None
    from stdnum.cn import ric

    if not ric.is_valid(line.id_number):
        line.fault(RosterFault.BAD_ID_NUMBER, "id_number")
        return None
    sex = "MALE" if int(line.id_number[16]) % 2 else "FEMALE"
    return Identity(ric.get_birth_date(line.id_number), sex)


def _row(file: RosterImport, number: int, line: Line, match: Match) -> RosterImportRow:
    return RosterImportRow(
        id=ids.new_id(),
        branch_id=file.branch_id,
        import_id=file.id,
        number=number,
        client_id=match.client_id or None,
        state=match.state,
        held=as_held(line),
    )


def as_held(line: Line) -> dict[str, Any]:
    """Give a line as its sealed row keeps it."""
    held = {name: value for name, value in asdict(line).items() if name not in ("spot", "spots", "faults")}
    held["birth_date"] = line.birth_date.isoformat() if line.birth_date else ""
    faults = [[fault.value, spot.as_json()] for fault, spot in line.faults]
    return held | {"spot": line.spot.as_json(), "faults": faults}


def line_of(held: dict[str, Any]) -> Line:
    """Give the line again as it was read."""
    born = held["birth_date"]
    facts = {name: held[name] for name in ("name", "sex", "id_number", "phone", "department")}
    line = Line(Spot(*held["spot"]), occupation=held.get("occupation", ""), **facts)
    line.birth_date = type(clock.today()).fromisoformat(born) if born else None
    return line
