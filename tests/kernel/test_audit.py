"""The audit log grows, and shows where anybody touched it."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from tests.listening import listening
from webapp.kernel import audit, transaction
from webapp.kernel.db import db

pytestmark = pytest.mark.usefixtures("inside")


def act(*branches: str) -> None:
    with transaction.unit_of_work():
        for branch in branches:
            audit.record("test.thing.done", subject=("thing", "1"), branch_id=branch, details={"n": 1})


def act_and_fail() -> None:
    with transaction.unit_of_work():
        db.session.execute(text("SELECT 1"))
        audit.record("test.thing.done")
        raise ZeroDivisionError


def tamper(statement: str) -> None:
    """Change rows as somebody with the database in hand could: triggers removed first."""
    with transaction.unit_of_work():
        for table, verb in (("entry", "update"), ("entry", "delete"), ("head", "update"), ("head", "delete")):
            name = f"audit_{table}_refuses_{verb}"
            on = f" ON audit_{table}" if db.engine.dialect.name == "postgresql" else ""
            db.session.execute(text(f"DROP TRIGGER IF EXISTS {name}{on}"))
        db.session.execute(text(statement))


class TestRecord:
    def test_each_branch_and_headquarters_have_a_chain_of_their_own(self) -> None:
        act("north", "south", "")
        act("north")
        counted = select(audit.AuditEntry.branch_id, func.max(audit.AuditEntry.seq))
        grouped = counted.group_by(audit.AuditEntry.branch_id).order_by(audit.AuditEntry.branch_id)
        assert db.session.execute(grouped).all() == [("", 1), ("north", 2), ("south", 1)]
        assert audit.verify() is None

    def test_a_rolled_back_act_leaves_no_entry(self) -> None:
        with pytest.raises(ZeroDivisionError):
            act_and_fail()
        act("north")
        assert db.session.scalar(select(func.count()).select_from(audit.AuditEntry)) == 1

    def test_an_act_undone_by_a_savepoint_leaves_no_entry(self) -> None:
        with transaction.unit_of_work():
            audit.record("test.kept")
            inner = db.session.begin_nested()
            audit.record("test.undone")
            inner.rollback()
            audit.record("test.kept")
        assert list(db.session.scalars(select(audit.AuditEntry.action))) == ["test.kept"] * 2

    def test_ten_acts_of_two_branches_cost_three_statements(self, inside: Flask) -> None:
        act("north", "south")
        with listening(inside) as seen:
            act(*["north", "south"] * 5)
        assert [one.words.split()[0] for one in seen] == ["SELECT", "INSERT", "UPDATE"]


class TestNoted:
    def test_a_chain_moves_only_by_an_act_of_its_branch_in_this_transaction(self) -> None:
        with transaction.unit_of_work():
            audit.record("test.thing.done", branch_id="north")
            assert audit.noted("north")
            assert not audit.noted("south")
        assert not audit.noted("north")


class TestProtect:
    @pytest.mark.parametrize("statement", [
        "UPDATE audit_entry SET action = 'x'",
        "DELETE FROM audit_entry",
        "UPDATE audit_head SET seq = 0",
        "DELETE FROM audit_head",
    ])  # fmt: skip
    def test_the_database_refuses_to_change_the_log(self, statement: str) -> None:
        act("north")
        with pytest.raises(IntegrityError), transaction.unit_of_work():
            db.session.execute(text(statement))


class TestVerify:
    @pytest.mark.parametrize(
        ("statement", "seq"),
        [
            ("UPDATE audit_entry SET details = '{}' WHERE seq = 2", 2),
            ("UPDATE audit_entry SET actor_id = 'eve' WHERE seq = 3", 3),
            ("DELETE FROM audit_entry WHERE seq = 2", 2),
            ("DELETE FROM audit_entry WHERE seq = 3", 3),
            ("DELETE FROM audit_entry", 1),
            ("DELETE FROM audit_head", 4),
        ],
    )
    def test_the_first_broken_row_is_named(self, statement: str, seq: int) -> None:
        act("north", "north", "north")
        tamper(statement)
        broken = audit.verify()
        assert broken is not None
        assert (broken.branch_id, broken.seq) == ("north", seq)

    def test_a_head_wound_back_with_its_tail_is_seen(self) -> None:
        act("north", "north", "north")
        tamper("DELETE FROM audit_entry WHERE seq = 3")
        tamper(
            "UPDATE audit_head SET seq = 2, "
            "hash = (SELECT e.hash FROM audit_entry e WHERE e.branch_id = 'north' AND e.seq = 2)"
        )
        broken = audit.verify()
        assert broken is not None
        assert (broken.branch_id, broken.seq) == ("north", 3)

    def test_a_chain_taken_away_as_a_whole_is_missed(self) -> None:
        act("north", "south")
        tamper("DELETE FROM audit_entry WHERE branch_id = 'north'")
        tamper("DELETE FROM audit_head WHERE branch_id = 'north'")
        broken = audit.verify(["north", "south"])
        assert broken is not None
        assert (broken.branch_id, broken.seq) == ("north", 1)
