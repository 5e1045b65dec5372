"""Fill a record: the answers, one by one, and the guidance that was really given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select, update

from webapp.clients import queries as clients
from webapp.clients import services as client_services
from webapp.clients.rules import Purpose
from webapp.kernel import audit, clock, crypto, ids
from webapp.kernel.db import changed, db
from webapp.kernel.errors import NotYours
from webapp.kernel.inserting import insert_new
from webapp.questionnaires.rules.merging import laid_over
from webapp.tcm import queries
from webapp.tcm.models import TcmRecord
from webapp.tcm.refusals import NotAgreed, NotDue, RecordMoved, Unfit
from webapp.tcm.rules.constitution import Given, Guidance, lacks_words
from webapp.tcm.rules.record import Act, Status, after, is_due


def save(
    *,
    client_id: str,
    day: date,
    values: Mapping[str, Sequence[Any]],
    agrees: bool = False,
    staff_id: str,
    role: str,
    actor_id: str,
) -> TcmRecord:
    """Keep answers of the year's record, which begins with the first of them.

    `values`: linkId → FHIR values, none to clear; `agrees`: the client has just said yes to answers being kept.
    Raises NotYours, NotDue, NotAgreed, RecordMoved.
    """
    client = clients.client(client_id)
    if client is None:
        raise NotYours
    if not is_due(client.birth_date, day):
        raise NotDue
    if agrees:
        client_services.give_consent(client_id=client_id, purpose=Purpose.QUESTIONNAIRE, actor_id=actor_id)
    elif not clients.agreed(client_id=client_id, purpose=Purpose.QUESTIONNAIRE):
        raise NotAgreed
    row = _held(client_id, day.year)
    if row is None:
        first = laid_over({}, values)
        return _begin(client, day.year, first, staff_id=staff_id, role=role, actor_id=actor_id)
    answers = laid_over(row.answers, values)
    if answers != row.answers:
        move(row, Act.FILL, answers=answers, hands=_with(row, staff_id))
    elif after(Act.FILL, row.status) is None:
        raise RecordMoved
    return row


def _held(client_id: str, year: int) -> TcmRecord | None:
    """Give the year's record and hold it: of two colleagues who write at once, the second lays over the first's."""
    of = select(TcmRecord).where(TcmRecord.client_id == client_id, TcmRecord.year == year)
    held = of.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(held).one_or_none()


def _with(row: TcmRecord, staff_id: str) -> str:
    """Give the hands of a record with one more."""
    return row.hands if staff_id in row.hands.split() else f"{row.hands} {staff_id}"


def guide(*, record_id: str, given: Given, actor_id: str) -> None:
    """Keep what guidance was given. Raises NotYours, Unfit, RecordMoved."""
    row = known(record_id)
    move(row, Act.FILL, **guided(row, given))
    note(row, "guided", actor_id)


def guided(row: TcmRecord, given: Given) -> dict[str, Any]:
    """Give the columns that guidance changes: itself, and the hands with who wrote it. Raises Unfit."""
    if unknown := [code for codes in given.ticks.values() for code in codes if code not in set(Guidance)]:
        raise Unfit(unknown)
    if lacking := lacks_words(given.ticks, given.words):
        raise Unfit([f"words-{name}" for name in lacking])
    ticks = {name: list(codes) for name, codes in given.ticks.items() if codes}
    words = {name: given.words[name] for name in ticks if given.words.get(name)}
    guidance = {"ticks": ticks, "words": words}
    if guidance == (row.guidance or {"ticks": {}, "words": {}}):
        return {}
    return {"guidance": guidance, "hands": _with(row, given.by)}


def known(record_id: str) -> TcmRecord:
    """Give a record, or refuse."""
    row = queries.record(record_id)
    if row is None:
        raise NotYours
    return row


def move(row: TcmRecord, act: Act, **columns: Any) -> None:
    """Write what an act changes, if the record still is where it was. Raises RecordMoved."""
    status = after(act, row.status)
    if status is None:
        raise RecordMoved
    secret = {"answers", "content", "decision", "guidance", "signature", "remarks"}
    written = {
        name: crypto.for_row(value, row.id) if name in secret else value for name, value in columns.items()
    }
    done = changed(
        update(TcmRecord)
        .where(TcmRecord.id == row.id, TcmRecord.status == row.status)
        .values(status=status.value, **written)
    )
    if done != 1:
        raise RecordMoved
    db.session.refresh(row)


def note(row: TcmRecord, what: str, actor_id: str, **details: str) -> None:
    """Write the deed into the audit chain."""
    audit.record(
        f"tcm.record.{what}",
        subject=("tcm_record", row.id),
        branch_id=row.branch_id,
        actor_id=actor_id,
        details={"year": row.year} | details,
    )


def _begin(
    client: clients.Client, year: int, answers: dict[str, Any], *, staff_id: str, role: str, actor_id: str
) -> TcmRecord:
    """Begin the year's record with its first answers. Raises RecordMoved where a colleague began it just now."""
    row_id = ids.new_id()
    new = insert_new(
        TcmRecord,
        id=row_id,
        branch_id=client.branch_id,
        client_id=client.id,
        year=year,
        status=Status.DRAFT.value,
        filled_by=staff_id,
        filler_role=role,
        hands=staff_id,
        started_at=clock.now(),
        answers=crypto.for_row(answers, row_id),
    )
    row = queries.record_of(client_id=client.id, year=year)
    if row is None or not new:
        raise RecordMoved
    note(row, "begun", actor_id)
    return row
