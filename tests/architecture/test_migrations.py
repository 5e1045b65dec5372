"""Migrations lead to exactly the tables, constraints and triggers of the models, and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Connection, inspect, text

from tests.architecture import tree
from tests.databases import Databases
from webapp.commands.database import know_migrations
from webapp.kernel.db import Model, db

VERSIONS = tree.ROOT / "migrations" / "versions"
TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
    "postgresql": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname",
}


@pytest.fixture
def bare(house: Flask, databases: Databases, worker: str) -> Iterator[Flask]:
    """The application on a database without a table."""
    nothing = databases.template(f"nothing_{worker}", _touch)
    databases.renew(house.config["SQLALCHEMY_DATABASE_URI"], nothing)
    with know_migrations(house).app_context():
        yield house
        db.session.remove()
        db.engine.dispose()


def _touch(url: str) -> None:
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).touch()


def read(connection: Connection, asked: dict[str, str]) -> dict[str, str]:
    """Give name → definition, spaces evened out; the migrations' own table left out."""
    rows = connection.execute(text(asked[connection.dialect.name])).all()
    return {name: " ".join(str(words).split()) for name, words in rows if "alembic" not in name}


class TestMigrations:
    def test_migrated_is_what_the_models_say(self, bare: Flask) -> None:
        upgrade()
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": False})
            assert compare_metadata(context, Model.metadata) == []

    def test_triggers_checks_and_indexes_are_those_of_the_models(self, bare: Flask) -> None:
        upgrade()
        with db.engine.connect() as connection:
            migrated = read(connection, TRIGGERS), names(connection)
        downgrade(revision="base")
        Model.metadata.create_all(db.engine)
        with db.engine.connect() as connection:
            made = read(connection, TRIGGERS), names(connection)
        assert migrated == made

    def test_up_down_and_up_again(self, bare: Flask) -> None:
        upgrade()
        downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
        upgrade()
        assert set(Model.metadata.tables) <= set(inspect(db.engine).get_table_names())

    def test_the_head_is_pinned_and_files_are_named_by_their_revision(self) -> None:
        files = sorted(path for path in VERSIONS.glob("*.py"))
        assert (VERSIONS.parent / ".current-head").read_text().strip() == files[-1].stem
        assert [path.stem for path in files if f'revision = "{path.stem}"' not in path.read_text()] == []

    def test_migrations_stand_alone(self) -> None:
        assert [path.name for path in VERSIONS.glob("*.py") if "webapp" in path.read_text()] == []


def names(connection: Connection) -> set[str]:
    """Give the names of all constraints and indexes."""
    seen = inspect(connection)
    found: set[str] = set()
    for table in Model.metadata.tables:
        found |= {str(one["name"]) for one in seen.get_check_constraints(table)}
        found |= {str(one["name"]) for one in seen.get_unique_constraints(table)}
        found |= {str(one["name"]) for one in seen.get_indexes(table)}
        found |= {str(one["name"]) for one in seen.get_foreign_keys(table)}
    return found
