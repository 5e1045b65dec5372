"""Results by file: upload, dry run, confirmation, progress, outcome (X1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.exams import queries, services
from webapp.exams.desk.blueprint import desk
from webapp.exams.forms import read_columns, read_upload
from webapp.exams.presenters import imports as present
from webapp.exams.presenters.import_words import refusal_words
from webapp.exams.rules.imports.comparing import State
from webapp.exams.rules.imports.progress import WRITES
from webapp.kernel import access, htmx, idempotency, transaction
from webapp.kernel.errors import BadInput
from webapp.kernel.i18n import say
from webapp.kernel.uploads.refusals import NothingChosen
from webapp.records import services as records
from webapp.toolbox.sheets import ImportStatus, Unreadable

IMPORTERS = (Role.HEALTH_MANAGER, Role.INSTITUTION_DESK)


@desk.get("/desk/exams/imports")
@access.roles(*IMPORTERS)
def imports() -> Response:
    """Show the files brought in so far, the template, and where the next file goes."""
    return _list()


def _looked_at(view: Callable[[services.Looked | Unreadable], Response]) -> Callable[[], Response]:
    """Read the file before the write transaction: while thousands of people are read nobody waits."""

    @wraps(view)
    def wrapper() -> Response:
        with transaction.aside():
            found: services.Looked | Unreadable
            try:
                upload = read_upload(request.files.get("file"))
                found = services.look_at(_desk(), upload, institution_id=_chosen())
            except Unreadable as refusal:
                found = refusal
        return view(found)

    return wrapper


@desk.post("/desk/exams/imports")
@access.roles(*IMPORTERS)
@_looked_at
@idempotency.once
def take_in(found: services.Looked | Unreadable) -> Response:
    """Take a file in and have it compared; no report is touched."""
    if isinstance(found, Unreadable):
        came = bool(request.files.get("file"))
        words = refusal_words(found.fault, found.spot) if came else NothingChosen().message()
        return _list(error=words, chosen=_chosen())
    who = access.visitor()
    import_id = services.take_in(_desk(), found, staff_id=who.person_id, actor_id=who.account_id)
    return htmx.go("exams_desk.result_import", import_id=import_id)


@desk.get("/desk/exams/imports/<id:import_id>")
@access.roles(*IMPORTERS)
def result_import(import_id: str) -> Response:
    """Show how far a file is, what it would change, or what became of it."""
    return _page(import_id)


def _checked(view: Callable[[str, Mapping[str, str] | Unreadable], Response]) -> Callable[[str], Response]:
    """Read the file with the chosen titles before the write transaction, as `_looked_at` does."""

    @wraps(view)
    def wrapper(import_id: str) -> Response:
        with transaction.aside():
            found: Mapping[str, str] | Unreadable
            try:
                found = read_columns(request.form)
                services.check_columns(_desk(), import_id, found)
            except Unreadable as refusal:
                found = refusal
        return view(import_id, found)

    return wrapper


@desk.post("/desk/exams/imports/<id:import_id>/columns")
@access.roles(*IMPORTERS)
@_checked
@idempotency.once
def confirm_columns(import_id: str, choices: Mapping[str, str] | Unreadable) -> Response:
    """Remember what the institution's own titles mean, and read the file again."""
    if isinstance(choices, Unreadable):
        return _page(import_id, error=refusal_words(choices.fault, choices.spot))
    who = access.visitor()
    services.confirm_columns(_desk(), import_id, choices, staff_id=who.person_id, actor_id=who.account_id)
    return htmx.go("exams_desk.result_import", import_id=import_id)


@desk.post("/desk/exams/imports/<id:import_id>/confirm")
@access.roles(*IMPORTERS)
def confirm_import(import_id: str) -> Response:
    """Have what was shown written, once."""
    posted, who = request.form, access.visitor()
    queries.import_at(_desk(), import_id)
    round_ = posted.get("round", "")
    if not (round_.isascii() and round_.isdigit() and len(round_) < 6):
        raise BadInput("round")
    services.confirm_import(
        _desk(), import_id, digest=posted.get("digest", ""), round_=int(round_), actor_id=who.account_id
    )
    return htmx.go("exams_desk.result_import", import_id=import_id)


@desk.post("/desk/exams/imports/<id:import_id>/drop")
@access.roles(*IMPORTERS)
def drop_import(import_id: str) -> Response:
    """Throw a file away before it is confirmed."""
    services.drop_import(_desk(), import_id, actor_id=access.visitor().account_id)
    return htmx.go("exams_desk.imports")


@desk.get("/desk/exams/import-template")
@access.roles(*IMPORTERS)
def import_template() -> Response:
    """Give the table of a package for an institution to fill in, as XLSX or CSV."""
    from webapp.exams.imports import template

    items = queries.package_codes(request.args.get("package", ""))
    if request.args.get("format") == "csv":
        return _file(template.as_csv(items), "text/csv; charset=utf-8", "results.csv")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file(template.as_workbook(items), kind, "results.xlsx")


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _chosen() -> str:
    """Give the institution whose file it is: an institution's desk brings its own."""
    return access.visitor().institution_id or request.form.get("institution", "")


def _desk() -> queries.Desk:
    who = access.visitor()
    return queries.Desk(who.branch_id, who.institution_id if who.role == Role.INSTITUTION_DESK else "")


def _list(error: str = "", chosen: str = "") -> Response:
    where = _desk()
    page = queries.imports_at(where, after=request.args.get("after", ""))
    return htmx.answer(
        "exams/imports.html",
        status=422 if error else 200,
        rows=[(row, present.progress(row)) for row in page.rows],
        after=page.after,
        institutions=[(place_id, say(name)) for place_id, name in queries.import_places(where)],
        packages=[(package_id, say(name)) for package_id, name in queries.template_packages()],
        error=error,
        chosen=chosen,
        own=bool(where.institution_id),
    )


def _page(import_id: str, error: str = "") -> Response:
    where = _desk()
    row = queries.import_at(where, import_id)
    progress = present.progress(row)
    words: dict[str, Any] = {
        "row": row,
        "progress": progress,
        "own": bool(where.institution_id),
        "error": error,
    }
    if not progress.working:
        words |= _findings(row.id, row)
    return htmx.answer(
        "exams/result_import.html", "exams/_import.html", status=422 if error else 200, **words
    )


def _findings(import_id: str, row: Any) -> dict[str, Any]:
    state = request.args.get("state", "")
    state = state if state in set(State) else ""
    counts = queries.import_counts(import_id)
    page = queries.import_rows(import_id, state=state, after=request.args.get("after", ""))
    _note_access([one.client_id for one in page.rows if one.client_id])
    asked = present.unknown_columns(row) if row.status == ImportStatus.SHOWN else []
    return {
        "state": state,
        "states": present.state_counts(counts),
        "outcomes": present.outcome_counts(counts),
        "writes": present.total(counts, WRITES),
        "rows": present.person_rows(page.rows, before=access.visitor().role == Role.HEALTH_MANAGER),
        "after": page.after,
        "columns": [(title, at, present.column_choices(guess, with_unit=row.kind in ("XLSX", "CSV")))
                    for title, at, guess in asked[:30]],
    }  # fmt: skip


def _note_access(client_ids: list[str]) -> None:
    who = access.visitor()
    transaction.after_reading(
        lambda: records.note_list(client_ids=client_ids, account_id=who.account_id, what="exam_results")
    )
