"""Making the demo's database once, whoever else tries and whatever was killed half-way.

A lock on one file of the state folder says who is at it: alone while the database is made, shared
while it is served. A file that marks the beginning is taken away at the end: who finds it without a
lock finds half a demo, and makes it anew, as does who finds other tables than this version's.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import socket
from datetime import date
from pathlib import Path

import click

from webapp import config


def make_database(*, today: date | None, fresh: bool) -> None:
    """Migrate and seed, unless that is done; keep the shared lock until this process ends."""
    state = config.private_folder(config.current().state_folder)
    lock = os.open(state / "demo.lock", os.O_RDWR | os.O_CREAT, 0o600)
    os.set_inheritable(lock, True)  # the server that this process becomes goes on holding it
    if _take(lock, fcntl.LOCK_EX):
        _make(state / "demo.unfinished", today=today, fresh=fresh)
    elif fresh:
        raise click.ClickException(f"a demo in {state} is in use: stop it before making it anew")
    if not _take(lock, fcntl.LOCK_SH):
        raise click.ClickException(f"another process is making the demo in {state}: wait for it to end")


def _make(unfinished: Path, *, today: date | None, fresh: bool) -> None:
    from webapp.accounts import services as accounts
    from webapp.app import create_app
    from webapp.commands.database import upgrade
    from webapp.seed import seed_once

    database = hashlib.sha256(config.current().database_url.encode()).hexdigest()
    half = unfinished.exists() and unfinished.read_text() == database
    if half and not fresh:
        click.echo("The demo was not finished last time: making it anew.")
    upgrade(fresh=fresh or half)
    if not _is_of_this_version():
        click.echo("The demo was made by another version: making it anew. What was entered there is gone.")
        upgrade(fresh=True)
    with create_app().app_context():
        if not accounts.count_accounts():
            unfinished.write_text(database)
            seed_once(today=today)
    unfinished.unlink(missing_ok=True)


def _is_of_this_version() -> bool:
    """Tell whether the database has the tables and columns that this version asks for, and no others."""
    from sqlalchemy import inspect

    from webapp.app import create_app
    from webapp.kernel.db import Model, db

    with create_app().app_context():
        found = inspect(db.engine).get_multi_columns()
        db.engine.dispose()
    have = {table: {one["name"] for one in columns} for (_schema, table), columns in found.items()}
    want = {table.name: {one.name for one in table.columns} for table in Model.metadata.tables.values()}
    return {name: columns for name, columns in have.items() if name != "alembic_version"} == want


def _take(lock: int, kind: int) -> bool:
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def check_port(host: str, port: int) -> None:
    """Say in words that somebody listens on a port already (the server would share it in silence)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            reason = f"port {port} on {host} cannot be used: {taken.strerror}"
            raise click.ClickException(
                f"{reason}. Choose another one: --port, or make demo PORT=…"
            ) from taken
