"""Sensitive columns hold no plain text and open only where they were written."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Text, select, text, type_coerce, update

from tests.databases import ON_POSTGRESQL
from tests.kernel.conftest import RING
from webapp.kernel import clock, crypto, transaction
from webapp.kernel.db import db
from webapp.kernel.idempotency import Answer
from webapp.kernel.jobs import Job

PHONE = "13800138000"
RAW = type_coerce(Answer.body, Text)


def keep(key: str, body: str | None = PHONE) -> str:
    with transaction.unit_of_work():
        row = Answer(account_id="anna", key=key, fingerprint="f", body=body)
        db.session.add(row)
    db.session.remove()
    return row.id


@pytest.mark.usefixtures("inside")
class TestSecret:
    def test_a_value_comes_back_as_it_was_written(self) -> None:
        row_id = keep("first")
        assert db.session.get_one(Answer, row_id).body == PHONE

    def test_a_bare_column_is_opened_too(self) -> None:
        keep("first")
        assert db.session.scalar(select(Answer.body)) == PHONE

    def test_unknown_stays_unknown(self) -> None:
        assert db.session.get_one(Answer, keep("first", None)).body is None

    def test_a_changed_value_is_sealed_for_the_same_row(self) -> None:
        row_id = keep("first")
        with transaction.unit_of_work():
            db.session.get_one(Answer, row_id).body = "13900139000"
        db.session.remove()
        assert db.session.get_one(Answer, row_id).body == "13900139000"

    def test_an_untouched_value_is_not_written_again(self) -> None:
        row_id = keep("first")
        before = db.session.scalar(select(RAW))
        with transaction.unit_of_work():
            db.session.get_one(Answer, row_id).status = 303
        assert db.session.scalar(select(RAW)) == before

    def test_a_value_taken_from_another_row_is_bound_anew(self) -> None:
        first, second = keep("first"), keep("second", None)
        with transaction.unit_of_work():
            db.session.get_one(Answer, second).body = db.session.get_one(Answer, first).body
        db.session.remove()
        assert db.session.get_one(Answer, second).body == PHONE

    def test_a_sealed_value_copied_into_another_row_is_refused(self) -> None:
        first, second = keep("first"), keep("second")
        sealed = db.session.scalar(select(RAW).where(Answer.id == first))
        with transaction.unit_of_work():
            db.session.execute(
                update(Answer.__table__).where(Answer.id == second).values(body=_as_is(sealed))
            )
        db.session.remove()
        with pytest.raises(crypto.Unreadable):
            db.session.get_one(Answer, second)

    def test_a_sealed_value_copied_into_another_column_is_refused(self) -> None:
        row_id = keep("first")
        sealed = db.session.scalar(select(RAW))
        with transaction.unit_of_work():
            db.session.execute(update(Answer.__table__).values(location=_as_is(sealed)))
        db.session.remove()
        with pytest.raises(crypto.Unreadable):
            db.session.get_one(Answer, row_id)

    def test_an_update_without_its_row_is_refused(self) -> None:
        keep("first")
        with pytest.raises(Exception, match="for_row"), transaction.unit_of_work():
            db.session.execute(update(Answer).values(body="x"))

    def test_an_update_bound_to_its_row_is_kept(self) -> None:
        row_id = keep("first")
        with transaction.unit_of_work():
            db.session.execute(update(Answer).values(body=crypto.for_row("new", row_id)))
        assert db.session.scalar(select(Answer.body)) == "new"

    def test_what_the_database_keeps_holds_no_plain_text(self) -> None:
        keep("first")
        with transaction.unit_of_work():
            db.session.add(Job(name="n", payload={"to": PHONE, "words": "您好"}, due_at=clock.now()))
        held = kept_rows() if ON_POSTGRESQL else kept_files()
        assert b"anna" in held
        assert PHONE.encode() not in held
        assert "您好".encode() not in held


def kept_files() -> bytes:
    """Give SQLite's file and its log, byte for byte."""
    path = Path(str(db.engine.url.database))
    return b"".join(Path(f"{path}{end}").read_bytes() for end in ("", "-wal"))


def kept_rows() -> bytes:
    """Give the rows as PostgreSQL would dump them."""
    rows = [
        db.session.scalars(text(f"SELECT t::text FROM {name} t")) for name in ("idempotent_answer", "job")
    ]
    return "".join(line for found in rows for line in found).encode()


@pytest.mark.usefixtures("inside")
class TestSecretJson:
    def test_an_object_comes_back_as_it_was_written(self) -> None:
        with transaction.unit_of_work():
            db.session.add(Job(name="n", payload={"a": [1, "二"]}, due_at=clock.now()))
        db.session.remove()
        assert db.session.scalars(select(Job)).one().payload == {"a": [1, "二"]}


class TestBlindIndex:
    def test_the_same_value_of_the_same_column_is_found_again(self) -> None:
        assert crypto.blind_index("client.phone", PHONE) == crypto.blind_index("client.phone", PHONE)

    def test_the_same_value_of_another_column_is_not_linked_to_it(self) -> None:
        assert crypto.blind_index("client.phone", PHONE) != crypto.blind_index("account.phone", PHONE)


class TestReseal:
    def test_after_rotation_the_old_key_opens_nothing_and_is_not_needed(self, inside: Flask) -> None:
        ids = [keep(f"key-{n}") for n in range(7)]
        newer = f"k2:{base64.b64encode(bytes([9] * 32)).decode()}"
        crypto.use(crypto.KeyRing.parse(f"{RING},{newer}"))
        assert crypto.reseal(batch=3) == 7
        assert crypto.reseal() == 0
        crypto.use(crypto.KeyRing.parse(",".join((RING.split(",")[0], newer))))
        db.session.remove()
        assert [db.session.get_one(Answer, row_id).body for row_id in ids] == [PHONE] * 7


class TestKeyRing:
    @pytest.mark.parametrize("text", ["", "k1", "k1:!!", "k1:AAAA", "K:" + "A" * 43 + "="])
    def test_a_bad_ring_stops_the_start(self, text: str) -> None:
        with pytest.raises(crypto.KeysMissing):
            crypto.KeyRing.parse(text)

    def test_a_key_that_forgot_its_id_is_not_repeated(self) -> None:
        secret = base64.b64encode(bytes(32)).decode()
        with pytest.raises(crypto.KeysMissing, match="KANGYUE_KEYS") as refused:
            crypto.KeyRing.parse(secret)
        assert secret[:8] not in str(refused.value)


def _as_is(sealed: str | None) -> object:
    from sqlalchemy import literal

    return literal(sealed, Text())
