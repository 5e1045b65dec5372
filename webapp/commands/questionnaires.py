"""`kangyue questionnaire import | export`: the two that need the database."""

from __future__ import annotations

import sys
from typing import Any

import click

from webapp.questionnaires.cli import Usable, fail, print_json, questionnaire, read_text
from webapp.questionnaires.rules import importing, publishing

__all__ = ["questionnaire"]


@questionnaire.command("import")
@click.argument("file")
@click.option("--publish", is_flag=True, help="Publish it at once when nothing stands against it.")
def take_in(file: str, publish: bool) -> None:
    """Take a Questionnaire into headquarters' catalogue.

    FILE is FHIR R4 JSON (- is stdin). Prints what is odd about it; ends with 1 when --publish was
    blocked, with 2 when FILE is no Questionnaire.
    """
    with Usable():
        imported = importing.take_in(read_text(file))
    blockers = publishing.blockers(imported.definition)
    report: dict[str, Any] = {
        **_stored(imported, publish=publish and not blockers),
        "contentHash": imported.content_hash,
        "warnings": [found.as_json() for found in imported.warnings],
        "blockers": [found.as_json() for found in blockers],
    }
    print_json(report)
    sys.exit(1 if publish and blockers else 0)


@questionnaire.command("export")
@click.argument("name")
def export(name: str) -> None:
    """Print a definition or a submitted response.

    NAME is a definition's id or code, or a response's id or receipt number.
    """
    from webapp.questionnaires import queries

    with _in_app():
        text = queries.text_of(name) if name.isascii() else None
    if text is None:
        fail(f"nothing has the id {name[:80]!a}")
    click.echo(text, nl=not text.endswith("\n"))


def _stored(imported: importing.Imported, *, publish: bool) -> dict[str, Any]:
    from webapp.kernel import transaction
    from webapp.kernel.errors import Refusal
    from webapp.questionnaires import services

    with _in_app(), transaction.unit_of_work():
        try:
            row = services.take_in(imported=imported)
        except Refusal as refusal:
            fail(refusal.message())
        if publish:
            services.publish(definition_id=row.id)
        return {"id": row.id, "code": row.code, "version": row.version, "status": row.status}


def _in_app() -> Any:
    """Open the application."""
    from webapp.app import create_app

    return create_app().app_context()
