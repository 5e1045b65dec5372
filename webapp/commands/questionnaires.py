"""`kangyue questionnaire import | export`: the two that need the database."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from webapp.questionnaires.cli import Usable, fail, print_json, questionnaire, read_text
from webapp.questionnaires.rules import hashing, importing, proof, publishing, reading

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
@click.option("--files", is_flag=True, help="Put the bytes of its files into a response (Attachment.data).")
def export(name: str, files: bool) -> None:
    """Print a definition or a submitted response.

    NAME is a definition's id or code, or a response's id or receipt number. A response without its files is the very
    record that its fingerprint was taken of.
    """
    from webapp.questionnaires import queries

    with _in_app():
        text = queries.text_of(name) if name.isascii() else None
        if text is not None and files:
            text = hashing.canonical(queries.with_contents(reading.load(text)))
    if text is None:
        fail(f"nothing has the id {name[:80]!a}")
    click.echo(text, nl=not text.endswith("\n"))


@questionnaire.command("verify")
@click.argument("name")
@click.option("--sha256", "expected", default="", help="The fingerprint that a file must have.")
def verify(name: str, expected: str) -> None:
    """Prove that answers are the ones that were sent.

    NAME is a file (- is stdin) with the record, as it was exported, downloaded or copied from a printed copy, or a
    receipt number: then the answers that are kept are compared with the fingerprint of their day. Ends with 1 when
    they differ.
    """
    with Usable():
        held = _kept(name, expected) if _is_number(name) else _proved(read_text(name), expected)
    print_json(held)
    sys.exit(0 if held["valid"] else 1)


def _is_number(name: str) -> bool:
    return name != "-" and not Path(name).exists()


def _proved(text: str, expected: str) -> dict[str, Any]:
    found = proof.prove(text, expected)
    return {"valid": found.holds, "kind": found.kind, "sha256": found.sha256, "expected": found.expected}


def _kept(number: str, expected: str) -> dict[str, Any]:
    from webapp.questionnaires import queries

    with _in_app():
        row = queries.numbered(number) if number.isascii() else None
        form = queries.definition(row.definition_id) if row is not None else None
        if row is None or form is None:
            fail(f"no file and no receipt has the name {number[:80]!a}")
        answers = _proved(hashing.canonical(row.response), expected or row.response_hash)
        wording = proof.prove(form.text, row.content_hash)
    return answers | {
        "valid": bool(answers["valid"] and answers["sha256"] == row.response_hash and wording.holds),
        "number": row.number,
        "questionnaire": f"{row.code}|{row.version}",
        "questionnaireSha256": wording.sha256,
        "amends": row.amends_id,
    }


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
