"""`kangyue db …` and `kangyue audit verify`."""

from __future__ import annotations

import sys

import click
from flask import Flask


def know_migrations(app: Flask) -> Flask:
    """Let Flask-Migrate know an application (serving does not need Alembic)."""
    from flask_migrate import Migrate

    from webapp import config
    from webapp.kernel.db import db

    Migrate(app, db, directory=str(config.ROOT / "migrations"), render_as_batch=True)
    return app


def migrating() -> Flask:
    """Give the application with its migrations."""
    from webapp.app import create_app

    return know_migrations(create_app())


def upgrade(*, fresh: bool = False) -> None:
    """Bring the database to the newest migration; `fresh` deletes an SQLite file first."""
    from flask_migrate import upgrade as migrate_up

    from webapp import config

    if fresh:
        _delete_sqlite(config.current().database_url)
    with migrating().app_context():
        migrate_up()


def _delete_sqlite(url: str) -> None:
    from pathlib import Path

    if not url.startswith("sqlite:///"):
        raise click.ClickException(
            "only an SQLite file is thrown away from here: empty the database yourself"
        )
    base = url.removeprefix("sqlite:///")
    for tail in ("", "-wal", "-shm"):
        Path(base + tail).unlink(missing_ok=True)


@click.group("db")
def db_group() -> None:
    """Look after the database."""


@db_group.command("upgrade")
def db_upgrade() -> None:
    """Bring tables and catalogue to this version.

    Runs the migrations that are missing and takes in the questionnaires that are shipped.
    """
    upgrade()
    _publish_shipped()


def _publish_shipped() -> None:
    from webapp.app import create_app
    from webapp.kernel import transaction
    from webapp.questionnaires import services

    with create_app().app_context(), transaction.unit_of_work():
        services.publish_shipped()


@db_group.command("downgrade")
@click.argument("revision", default="-1")
def db_downgrade(revision: str) -> None:
    """Go back to an earlier migration.

    REVISION is its name, or -1 for one step.
    """
    from flask_migrate import downgrade

    with migrating().app_context():
        downgrade(revision=revision)


@db_group.command("reseal")
def db_reseal() -> None:
    """Seal every secret again with the newest key of the ring.

    Name the new key last in KANGYUE_KEYS, start everything anew, then run this; killed half way, run it
    again. A key that opens nothing more may leave the ring.
    """
    from webapp.app import create_app
    from webapp.kernel import crypto

    with create_app().app_context():
        click.echo(f"sealed again: {crypto.reseal()}")
        for name, number in crypto.held_by_older_keys().items():
            click.echo(f"key {name} still opens {number}, in tables that only grow: keep it on the ring")


@click.group("audit")
def audit_group() -> None:
    """Look at the audit chain."""


@audit_group.command("verify")
def audit_verify() -> None:
    """Prove every chain.

    Ends with 1 and names the first broken row when one was changed, taken out or added (A7).
    """
    from webapp.app import create_app
    from webapp.complaints import queries as complaints
    from webapp.kernel import audit
    from webapp.organisation import queries as organisation

    with create_app().app_context():
        broken = audit.verify(one.id for one in organisation.branches()) or complaints.broken_event()
    if broken:
        click.echo(f"broken: {broken}")
        sys.exit(1)
    click.echo("audit chain: whole")
