"""Headquarters' catalogue: what there is, import, preview, publish, retire (Q6)."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.kernel import access, htmx, idempotency
from webapp.kernel.errors import NotYours, Refusal
from webapp.questionnaires import queries, services
from webapp.questionnaires.desk.blueprint import desk
from webapp.questionnaires.models import Definition
from webapp.questionnaires.presenters import catalogue as words
from webapp.toolbox.words import LANGUAGES


@desk.get("/desk/admin/questionnaires")
@access.roles(Role.HQ_ADMIN)
def catalogue() -> Response:
    """List the definitions with version, state, and how often each was answered."""
    page = queries.catalogue(after=request.args.get("after", ""))
    return htmx.answer(
        "questionnaires/desk/catalogue.html", rows=[words.row(one) for one in page.rows], after=page.after
    )


@desk.get("/desk/admin/questionnaires/import")
@access.roles(Role.HQ_ADMIN)
def import_definition() -> Response:
    """Show where a file is handed in."""
    return htmx.answer("questionnaires/desk/import_definition.html", error="")


@desk.post("/desk/admin/questionnaires/import")
@access.roles(Role.HQ_ADMIN)
@idempotency.once
def take_definition() -> Response:
    """Take a file in as a draft, with a report; nothing is published by it."""
    file = request.files.get("file")
    try:
        imported = services.read_file(file.stream.read() if file else b"")
        row = services.take_in(imported=imported, actor_id=access.visitor().account_id)
    except Refusal as refusal:
        return htmx.answer("questionnaires/desk/import_definition.html", status=422, error=refusal.message())
    return htmx.go("questionnaires_desk.definition", definition_id=row.id)


@desk.get("/desk/admin/questionnaires/<id:definition_id>")
@access.roles(Role.HQ_ADMIN)
def definition(definition_id: str) -> Response:
    """Show one definition: what it is, what was found in it, what may be done."""
    return _page(_row(definition_id))


@desk.get("/desk/admin/questionnaires/<id:definition_id>/parts/<int:number>")
@access.roles(Role.HQ_ADMIN)
def preview_section(definition_id: str, number: int) -> Response:
    """Show a section as a phone draws it, in the language asked for."""
    row = _row(definition_id)
    language = next((one for one in LANGUAGES if one == request.args.get("in")), LANGUAGES[0])
    frame = words.frame(row, number, language)
    if frame is None:
        raise NotYours
    return htmx.answer("questionnaires/desk/preview_section.html", row=row, frame=frame, languages=LANGUAGES)


@desk.get("/desk/admin/questionnaires/<id:definition_id>/file")
@access.roles(Role.HQ_ADMIN)
def definition_file(definition_id: str) -> Response:
    """Give the file back, byte for byte."""
    row = _row(definition_id)
    answer = Response(row.text, mimetype="application/fhir+json")
    name = f"{row.code}-{row.content_hash[:8]}.json"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@desk.post("/desk/admin/questionnaires/<id:definition_id>/publish")
@access.roles(Role.HQ_ADMIN)
@idempotency.once
def publish(definition_id: str) -> Response:
    """Publish what was looked at; the version before is retired."""
    try:
        row = services.publish(
            definition_id=definition_id,
            actor_id=access.visitor().account_id,
            seen=request.form.get("seen", ""),
        )
    except (services.NotPublishable, services.ChangedMeanwhile) as refusal:
        return _page(_row(definition_id), refusal.message(), refusal.status)
    return htmx.go("questionnaires_desk.definition", definition_id=row.id)


@desk.get("/desk/admin/questionnaires/<id:definition_id>/retire")
@access.roles(Role.HQ_ADMIN)
def ask_to_retire(definition_id: str) -> Response:
    """Ask before a questionnaire is taken out of use."""
    row = _row(definition_id)
    if row.status != "PUBLISHED":
        return htmx.go("questionnaires_desk.definition", definition_id=row.id)
    return htmx.answer("questionnaires/desk/ask_to_retire.html", row=row, used=words.used(row.code))


@desk.post("/desk/admin/questionnaires/<id:definition_id>/retire")
@access.roles(Role.HQ_ADMIN)
@idempotency.once
def retire(definition_id: str) -> Response:
    """Take a questionnaire out of use; what was answered stays as it is."""
    try:
        services.retire(definition_id=definition_id, actor_id=access.visitor().account_id)
    except services.ChangedMeanwhile as refusal:
        return _page(_row(definition_id), refusal.message(), refusal.status)
    return htmx.go("questionnaires_desk.definition", definition_id=definition_id)


def _row(definition_id: str) -> Definition:
    found = queries.definition(definition_id)
    if found is None:
        raise NotYours
    return found


def _page(row: Definition, error: str = "", status: int = 200) -> Response:
    tone, state = words.state(row.status)
    return htmx.answer(
        "questionnaires/desk/definition.html",
        status=status,
        row=row,
        tone=tone,
        state=state,
        report=words.report(row),
        used=words.used(row.code),
        answers=queries.answers_given([row.id]).get(row.id, 0),
        error=error,
    )
