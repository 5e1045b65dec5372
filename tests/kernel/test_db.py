"""A new SQLite file belongs to its owner alone."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy
from flask import Flask

from webapp.kernel import db, transaction
from webapp.kernel.db import prepare_engine


def rights(path: Path) -> str:
    """Give a file's rights, e.g. "600"."""
    return oct(path.stat().st_mode)[-3:]


@pytest.fixture
def _generous() -> object:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("_generous")
class TestPrepareEngine:
    def write(self, file: Path) -> sqlalchemy.Connection:
        engine = sqlalchemy.create_engine(f"sqlite:///{file}")
        prepare_engine(engine)
        connection = engine.connect()
        connection.execute(sqlalchemy.text("CREATE TABLE one (id INTEGER)"))
        connection.commit()
        return connection

    def test_nobody_else_reads_a_new_database_or_its_journals(self, tmp_path: Path) -> None:
        file = tmp_path / "data" / "kangyue.sqlite3"
        with self.write(file):
            assert rights(file.parent) == "700"
            assert {one.name: rights(one) for one in file.parent.iterdir()} == {
                "kangyue.sqlite3": "600",
                "kangyue.sqlite3-wal": "600",
                "kangyue.sqlite3-shm": "600",
            }

    def test_what_an_operator_chose_for_a_file_stays(self, tmp_path: Path) -> None:
        file = tmp_path / "kangyue.sqlite3"
        file.touch(0o640)
        with self.write(file):
            assert rights(file) == "640"


class TestTakeThePen:
    def two(self, tmp_path: Path) -> list[sqlalchemy.Connection]:
        engine = sqlalchemy.create_engine(f"sqlite:///{tmp_path}/kangyue.sqlite3")
        prepare_engine(engine)
        return [engine.connect(), engine.connect()]

    def test_a_writer_waits_until_the_other_is_done(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(transaction, "writing", lambda: True)
        first, second = self.two(tmp_path)
        first.begin()
        asleep = []
        monkeypatch.setattr(db, "sleep", lambda seconds: asleep.append(seconds) or first.rollback())
        second.begin()
        assert asleep == [0.001]

    def test_a_writer_whose_patience_ends_hears_that_the_database_is_locked(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(transaction, "writing", lambda: True)
        monkeypatch.setattr(db, "_PATIENCE", 0)
        first, second = self.two(tmp_path)
        first.begin()
        with pytest.raises(sqlalchemy.exc.OperationalError, match="locked"):
            second.begin()


class TestAmong:
    def test_names_of_the_code_stand_in_the_statement(self) -> None:
        found = str(db.among(sqlalchemy.column("state"), ["REVIEW", "ACCEPTED"]))
        assert found == "state IN ('ACCEPTED', 'REVIEW')"

    @pytest.mark.parametrize("word", ["", "O'Neill", "review", "A'); DROP TABLE one; --", "A\nB"])
    def test_nothing_else_does(self, word: str) -> None:
        with pytest.raises(ValueError, match="name of the code"):
            db.among(sqlalchemy.column("state"), [word])


class TestBeginPostgresql:
    @pytest.fixture
    def line(self) -> SimpleNamespace:
        return SimpleNamespace(autocommit=False)

    def begin(self, line: SimpleNamespace) -> bool:
        db._begin_postgresql(SimpleNamespace(connection=SimpleNamespace(driver_connection=line)))  # type: ignore[arg-type]
        return bool(line.autocommit)

    def test_a_page_that_only_reads_needs_no_transaction(self, line: SimpleNamespace) -> None:
        with Flask(__name__).test_request_context("/", method="GET"):
            assert self.begin(line)

    def test_whatever_may_write_has_one(self, line: SimpleNamespace) -> None:
        line.autocommit = True
        with Flask(__name__).test_request_context("/", method="POST"):
            assert not self.begin(line)

    def test_commands_and_the_worker_have_one(self, line: SimpleNamespace) -> None:
        assert not self.begin(line)
