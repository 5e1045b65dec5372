"""Questions that are kept as the database's words answer as SQLAlchemy itself does, refusals too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import (
    Numeric,
    bindparam,
    cast,
    column,
    func,
    insert,
    literal,
    null,
    select,
    table,
    text,
    union_all,
    update,
)
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from tests.listening import listening
from webapp.accounts.models import Account, AuthSession
from webapp.kernel import crypto, prepared
from webapp.kernel.db import UtcDateTime, clashed, db, rows, written
from webapp.kernel.inserting import insert_new
from webapp.kernel.jobs.models import Job

HOUR = timedelta(hours=1)
NOON = datetime(2026, 12, 1, 4, 0, tzinfo=UTC)


class _Base(DeclarativeBase):
    pass


class Filled(_Base):
    """A table whose word SQLAlchemy fills in."""

    __tablename__ = "filled"
    id: Mapped[str] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(default="filled in")


@pytest.fixture(autouse=True)
def _context(app):
    with app.app_context():
        yield
        db.session.rollback()


def _asked_thrice(statement, values):
    """Ask three times: the first is SQLAlchemy's own answer, the others come from what is kept."""
    own, *kept = [rows(statement, values).all() for _ in range(3)]
    assert prepared.kept(statement, db.session.connection(), values) is not None
    assert kept == [own, own]
    return own


class TestAnswers:
    def test_moments_numbers_and_nothing_are_read_alike(self):
        statement = select(
            literal(NOON, UtcDateTime()).label("at"),
            cast(literal(Decimal("1.50")), Numeric(10, 2)).label("sum"),
            null().label("none"),
            bindparam("word", type_=Account.name_zh.type).label("word"),
        )
        (found,) = _asked_thrice(statement, {"word": "康约"})
        assert (found.at, found.sum, found.none, found.word) == (NOON, Decimal("1.50"), None, "康约")

    def test_a_union_and_an_empty_answer(self):
        statement = union_all(select(Job.name, Job.due_at), select(null(), func.max(Job.due_at))).order_by(
            text("1")
        )
        assert _asked_thrice(statement, {}) == [(None, None)]
        assert _asked_thrice(select(Job.id).where(Job.name == bindparam("name")), {"name": "none"}) == []

    def test_new_values_are_asked_each_time(self):
        statement = select((bindparam("n", type_=Job.attempts.type) + 1).label("next"))
        assert [rows(statement, {"n": n}).scalar() for n in (1, 2, 3, 4)] == [2, 3, 4, 5]

    def test_it_sees_what_is_not_yet_flushed(self, app):
        statement = select(func.count()).select_from(Job)
        before = [rows(statement, {}).scalar() for _ in range(2)]
        db.session.add(
            Job(
                id="j" * 20,
                name="x",
                payload="{}",
                status="READY",
                due_at=NOON,
                attempts=0,
                created_at=NOON,
            )
        )
        assert rows(statement, {}).scalar() == before[1] + 1


def _job(n: int, **more):
    row_id = f"{n:020}"
    row = {
        "id": row_id,
        "name": "x",
        "payload": crypto.for_row({}, row_id),
        "status": "READY",
        "attempts": 0,
        "leased_by": "",
    }
    return row | {"due_at": NOON, "created_at": NOON} | more


class TestWriting:
    def test_rows_are_counted_alike_and_read_back(self):
        assert [insert_new(Job, **_job(n, unique_key="k")) for n in (1, 2, 3)] == [True, False, False]
        assert [insert_new(Job, **_job(n, unique_key=f"k{n}")) for n in (4, 5)] == [True, True]
        later = update(Job).where(Job.name == bindparam("word")).values(due_at=bindparam("when"))
        assert [written(later, {"word": "x", "when": NOON + n * HOUR}) for n in (1, 2, 3)] == [3, 3, 3]
        assert written(later, {"word": "nobody", "when": NOON}) == 0
        assert set(db.session.scalars(select(Job.due_at))) == {NOON + 3 * HOUR}

    def test_what_a_write_returns(self):
        insert_new(Job, **_job(1))
        table = Job.__table__
        count = (
            table.update().values(attempts=table.c.attempts + 1).returning(table.c.attempts, table.c.due_at)
        )
        assert [rows(count, {}).all() for _ in range(3)] == [[(1, NOON)], [(2, NOON)], [(3, NOON)]]

    def test_a_clash_is_told_as_a_clash(self):
        plain = insert(Job)
        for n in (1, 2, 3):
            assert written(plain, _job(n)) == 1
        with pytest.raises(IntegrityError) as refused:
            written(plain, _job(3))
        assert clashed(refused.value)

    def test_an_insert_of_other_columns_is_another_statement(self):
        plain = insert(Job)
        for n in (1, 2, 3):
            assert written(plain, _job(n)) == written(plain, _job(n + 10, unique_key=f"other {n}")) == 1
        assert len(db.session.scalars(select(Job.id).where(Job.unique_key.startswith("other"))).all()) == 3

    def test_a_value_that_sqlalchemy_adds_is_still_added(self):
        plain, line = insert(Filled), db.session.connection()
        _Base.metadata.create_all(line)
        for n in (1, 2, 3):
            assert written(plain, {"id": str(n)}) == 1
        assert prepared.kept(plain, line, {"id": ""}) is None
        assert set(db.session.scalars(select(Filled.word))) == {"filled in"}


class TestWhatIsNotKept:
    def test_a_statement_met_once_and_one_with_a_list(self):
        line = db.session.connection()
        assert prepared.kept(select(Job.id), line, {}) is None
        listed = select(Job.id).where(Job.name.in_(["a", "b"]))
        assert [prepared.kept(listed, line, {}) for _ in range(3)] == [None] * 3
        assert rows(listed, {}).all() == []

    def test_a_value_that_has_a_usual_one(self):
        statement = select(bindparam("word", "usual", type_=Account.name_zh.type))
        for _ in range(3):
            assert rows(statement, {"word": "given"}).scalar() == "given"
            assert rows(statement, {}).scalar() == "usual"

    def test_who_listens_to_statements_hears_all(self, app):
        statement = select(AuthSession.id)
        for _ in range(2):
            rows(statement, {})
        with listening(app) as heard:
            rows(statement, {})
        assert len(heard) == 1


class TestRefusals:
    def test_the_database_refuses_in_the_same_words(self):
        statement = (
            select(column("id")).select_from(table("nowhere")).where(column("id") == bindparam("name"))
        )
        kinds = set()
        for _ in range(3):
            with pytest.raises(DBAPIError) as refused:
                rows(statement, {"name": "a secret"})
            assert "a secret" not in str(refused.value), "a log would tell it"
            kinds.add((type(refused.value), str(refused.value.orig).split("\n")[0]))
            db.session.rollback()
        assert len(kinds) == 1

    def test_a_missing_value_is_an_error(self):
        statement = select(Job.id).where(Job.name == bindparam("name"))
        for _ in range(2):
            rows(statement, {"name": "x"})
        with pytest.raises(KeyError):
            rows(statement, {})

    @pytest.mark.postgresql
    def test_a_line_that_was_cut_is_not_used_again(self, app):
        if db.engine.dialect.name == "sqlite":
            pytest.skip("SQLite has no line that could be cut")
        statement = select(func.count()).select_from(Job)
        for _ in range(2):
            rows(statement, {})
        me = db.session.connection().exec_driver_sql("SELECT pg_backend_pid()").scalar()
        with db.engine.connect() as other:
            other.exec_driver_sql(f"SELECT pg_terminate_backend({me})")
        with pytest.raises(OperationalError) as cut:
            rows(statement, {})
        assert cut.value.connection_invalidated
        db.session.rollback()
        assert rows(statement, {}).scalar() == 0
