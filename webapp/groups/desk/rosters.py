"""The company's list of people as a file: taken in, compared, confirmed, written (P5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Response, request

from webapp.clients import queries as clients
from webapp.groups import queries, services
from webapp.groups.desk.blueprint import KEEPERS, desk, own_contract
from webapp.groups.models import RosterImport
from webapp.groups.presenters import rosters as words
from webapp.groups.rules.roster.matching import RowState
from webapp.kernel import access, htmx, idempotency, transaction, uploads
from webapp.kernel.sheets.opening import MOST_BYTES
from webapp.kernel.uploads.refusals import NothingChosen
from webapp.toolbox.cells import table
from webapp.toolbox.sheets import ImportStatus, Unreadable

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class _Looked:
    """A file that can be read, and how many people it names."""

    name: str
    content: bytes
    people: int


@desk.get("/desk/groups/contracts/<id:contract_id>/rosters")
@access.roles(*KEEPERS)
def rosters(contract_id: str) -> Response:
    """Show the files brought in so far, the table to fill in, and where the next file goes."""
    return _list(contract_id)


def _looked_at(view: Callable[[str, _Looked | Unreadable], Response]) -> Callable[[str], Response]:
    """Read the file before the write transaction: while thousands of people are read nobody waits."""

    @wraps(view)
    def wrapper(contract_id: str) -> Response:
        with transaction.aside():
            found: _Looked | Unreadable
            try:
                found = _read()
            except Unreadable as refusal:
                found = refusal
        return view(contract_id, found)

    return wrapper


def _read() -> _Looked:
    file = request.files.get("file")
    content = file.stream.read(MOST_BYTES + 1) if file else b""
    people = services.look_at_roster(content)
    if file:
        file.stream.seek(0)  # the key of a form that is sent twice is compared with its files
    return _Looked(uploads.file_name((file.filename if file else "") or "")[:80], content, people)


@desk.post("/desk/groups/contracts/<id:contract_id>/rosters")
@access.roles(*KEEPERS)
@_looked_at
@idempotency.once
def take_in_roster(contract_id: str, found: _Looked | Unreadable) -> Response:
    """Take a file in and have it compared; nobody is registered yet."""
    _group, contract = own_contract(contract_id)
    if isinstance(found, Unreadable):
        came = bool(request.files.get("file"))
        return _list(
            contract_id, words.refusal(found.fault, found.spot) if came else NothingChosen().message()
        )
    import_id = services.take_in_roster(
        contract=contract,
        name=found.name,
        content=found.content,
        people=found.people,
        actor_id=access.visitor().account_id,
    )
    return htmx.go("groups_desk.roster", import_id=import_id)


@desk.get("/desk/groups/rosters/<id:import_id>")
@access.roles(*KEEPERS)
def roster(import_id: str) -> Response:
    """Show how far a file is, what it would change, or what became of it."""
    row = _own(import_id)
    progress = words.progress(row)
    more: dict[str, Any] = {} if progress.working else _findings(row)
    return htmx.answer("groups/roster.html", "groups/_roster.html", row=row, progress=progress, **more)


@desk.post("/desk/groups/rosters/<id:import_id>/confirm")
@access.roles(*KEEPERS)
def confirm_roster(import_id: str) -> Response:
    """Have what was shown written, once."""
    services.confirm_roster(
        _own(import_id), digest=request.form.get("digest", ""), actor_id=access.visitor().account_id
    )
    return htmx.go("groups_desk.roster", import_id=import_id)


@desk.post("/desk/groups/rosters/<id:import_id>/drop")
@access.roles(*KEEPERS)
def drop_roster(import_id: str) -> Response:
    """Throw a file away before it is confirmed."""
    row = _own(import_id)
    services.drop_roster(row, actor_id=access.visitor().account_id)
    return htmx.go("groups_desk.rosters", contract_id=row.contract_id)


@desk.get("/desk/groups/roster-template")
@access.roles(*KEEPERS)
def roster_template() -> Response:
    """Give the table for a company to fill in, as XLSX or CSV."""
    from webapp.kernel.sheets import writing

    rows = words.template_rows()
    if request.args.get("format") == "csv":
        return _file(table(rows).encode(), "text/csv; charset=utf-8", "roster.csv")
    made = writing.as_workbook(rows, sheet="roster", text_columns="ABCDEF", head=2)
    return _file(made, _XLSX, "roster.xlsx")


def _file(content: bytes, kind: str, name: str) -> Response:
    held = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, content_type=kind, headers=held)


def _own(import_id: str) -> RosterImport:
    return queries.roster_import(import_id, visitor=access.visitor())


def _list(contract_id: str, error: str = "") -> Response:
    group, contract = own_contract(contract_id)
    page = queries.roster_imports(contract_id, after=request.args.get("after", ""))
    return htmx.answer(
        "groups/rosters.html",
        status=422 if error else 200,
        group=group,
        contract=contract,
        rows=[(row, words.progress(row)) for row in page.rows],
        after=page.after,
        limits=words.too_many(),
        error=error,
    )


def _findings(row: RosterImport) -> dict[str, Any]:
    state = request.args.get("state", "")
    state = state if state in set(RowState) else ""
    counts = queries.roster_counts(row.id)
    page = queries.roster_rows(row.id, state=state, after=request.args.get("after", ""))
    gone = queries.not_in_file(row) if row.status != ImportStatus.DROPPED else None
    people = clients.named(one.client_id for one in gone.rows) if gone else {}
    return {
        "state": state,
        "states": words.state_counts(counts),
        "outcomes": words.outcome_counts(counts),
        "writes": words.writes(counts),
        "people": words.person_rows(page.rows),
        "after": page.after,
        "gone": [(one, people[one.client_id].name) for one in gone.rows] if gone else [],
        "more_gone": bool(gone and gone.after),
    }
