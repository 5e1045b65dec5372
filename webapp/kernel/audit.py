"""The audit log: append-only rows in hash chains, one chain per branch and one for headquarters.

`record` only notes an entry; the notes of a transaction become rows at its very end (one SELECT,
one INSERT, one UPDATE for all its chains), so the head rows are locked for the shortest time.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Insert,
    ScalarSelect,
    String,
    Text,
    Update,
    bindparam,
    event,
    insert,
    select,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, SessionTransaction, mapped_column

from webapp.kernel import append_only, clock, crypto, transaction
from webapp.kernel.db import Id, Model, db, rows, written
from webapp.kernel.inserting import insert_new

HEADQUARTERS = ""  # the chain of acts that belong to no branch
GENESIS = "0" * 64
_NOTES = "audit_notes"


class AuditEntry(Model):
    """One act. `hash` covers all other columns and the hash of the entry before it."""

    __tablename__ = "audit_entry"
    __table_args__ = (CheckConstraint("seq >= 1", name="seq_counts_from_one"),)

    branch_id: Mapped[str] = mapped_column(Id, primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    action: Mapped[str] = mapped_column(String(80))
    subject_kind: Mapped[str] = mapped_column(String(40), default="")
    subject_id: Mapped[str] = mapped_column(String(40), default="", index=True)
    actor_id: Mapped[str] = mapped_column(Id, default="")
    details: Mapped[str] = mapped_column(Text, default="{}")
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Model):
    """The last entry of each chain: a missing tail shows as a head without its entry.

    `seal` is made with the house's key: who has only the database cannot wind a head back, nor write
    a chain anew.
    """

    __tablename__ = "audit_head"

    branch_id: Mapped[str] = mapped_column(Id, primary_key=True)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))


append_only.forbid(AuditEntry.__table__)  # type: ignore[arg-type]
append_only.forbid(AuditHead.__table__, "UPDATE", unless="NEW.seq > OLD.seq")  # type: ignore[arg-type]
append_only.forbid(AuditHead.__table__, "DELETE")  # type: ignore[arg-type]


@dataclass(frozen=True)
class BrokenRow:
    """The first row of a chain that is not as it was written. `seq` counts from 1."""

    branch_id: str
    seq: int
    reason: str


def record(
    action: str,
    *,
    subject: tuple[str, str] = ("", ""),
    branch_id: str = HEADQUARTERS,
    actor_id: str | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Note an act (`room.thing.happened`) in this transaction. No personal text in `details`."""
    db.session.info.setdefault(_NOTES, []).append(
        {
            "branch_id": branch_id,
            "at": clock.now(),
            "action": action,
            "subject_kind": subject[0],
            "subject_id": subject[1],
            "actor_id": actor_id or "",
            "details": json.dumps(details or {}, ensure_ascii=False, sort_keys=True, default=str),
        }
    )


# Built once: making a statement costs more than running it.
_NEW_ENTRY = insert(AuditEntry)
_MOVE_HEAD = (
    update(AuditHead)
    .where(AuditHead.branch_id == bindparam("chain"))
    .values(seq=bindparam("last_seq"), hash=bindparam("last_hash"), seal=bindparam("last_seal"))
)
_LOCK_HEAD = (
    select(AuditHead.branch_id, AuditHead.seq, AuditHead.hash)
    .where(AuditHead.branch_id == bindparam("chain"))
    .with_for_update()
)
_LOCK_HEADS = (
    select(AuditHead.branch_id, AuditHead.seq, AuditHead.hash)
    .where(AuditHead.branch_id.in_(bindparam("chains", expanding=True)))
    .order_by(AuditHead.branch_id)
    .with_for_update()
)


def write_notes() -> None:
    """Turn the notes of this transaction into rows: the last writes before COMMIT."""
    notes: list[dict[str, Any]] = db.session.info.pop(_NOTES, [])
    if not notes:
        return
    chains = defaultdict(list)
    for note in notes:
        chains[note["branch_id"]].append(note)
    heads = _locked_heads(sorted(chains))
    entries = [entry for chain in heads for entry in _chained(chains[chain], *heads[chain])]
    ends = {entry["branch_id"]: entry for entry in entries}
    _write(_NEW_ENTRY, entries)
    _write(_MOVE_HEAD, [_head_values(last) for last in ends.values()])


def _write(statement: Insert | Update, each: Sequence[Mapping[str, Any]]) -> None:
    if len(each) == 1:  # nearly always, and quicker by itself
        written(statement, each[0])
    else:
        db.session.connection().execute(statement, list(each))


transaction.before_commit(write_notes)


def _head_values(last: dict[str, Any]) -> dict[str, Any]:
    chain, seq, digest = last["branch_id"], last["seq"], last["hash"]
    return {"chain": chain, "last_seq": seq, "last_hash": digest, "last_seal": _seal(chain, seq, digest)}


def noted(branch_id: str) -> bool:
    """Tell whether this transaction has something for a branch's chain, so that `acts_of` will move."""
    return any(note["branch_id"] == branch_id for note in db.session.info.get(_NOTES, ()))


def acts_of(branch_id: ColumnElement[str] | InstrumentedAttribute[str]) -> ScalarSelect[int]:
    """Give, inside another statement, how many acts a chain holds.

    It moves with every act of the branch: pages use it as their version (kernel.freshness).
    """
    return select(AuditHead.seq).where(AuditHead.branch_id == branch_id).scalar_subquery()


def about(subject_kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the subject's id and the details of every entry about one kind of thing, in the chains' order."""
    told = select(AuditEntry.subject_id, AuditEntry.details).where(AuditEntry.subject_kind == subject_kind)
    ordered = told.order_by(AuditEntry.branch_id, AuditEntry.seq).execution_options(yield_per=2000)
    for subject_id, details in db.session.execute(ordered):
        yield subject_id, _as_object(details)


def acts_on(subject_ids: Iterable[str], action: str) -> list[tuple[str, str, datetime]]:
    """Give who did one thing to some things and when, oldest first: subject's id, actor's id, moment."""
    told = select(AuditEntry.subject_id, AuditEntry.actor_id, AuditEntry.at)
    wanted = told.where(AuditEntry.subject_id.in_(set(subject_ids)), AuditEntry.action == action)
    found = db.session.execute(wanted.order_by(AuditEntry.at, AuditEntry.seq))
    return [(subject_id, actor_id, at) for subject_id, actor_id, at in found]


def _as_object(details: str) -> dict[str, Any]:
    """Read an entry's details; what somebody made unreadable tells nothing."""
    try:
        found = json.loads(details)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def verify(chains: Iterable[str] = ()) -> BrokenRow | None:
    """Read every chain from its first row; gives the first broken row, or None when all is whole.

    `chains` are those that must be there: a chain that was taken away as a whole leaves no trace.
    """
    heads = {head.branch_id: head for head in db.session.scalars(select(AuditHead))}
    last: dict[str, tuple[int, str]] = {}
    for entry in _entries():
        seq, previous = last.get(entry.branch_id, (0, GENESIS))
        reason = _fault(entry, seq + 1, previous)
        if reason:
            return BrokenRow(entry.branch_id, seq + 1, reason)
        last[entry.branch_id] = (entry.seq, entry.hash)
    for chain in sorted({*heads, *last, *chains}):
        seq, digest = last.get(chain, (0, GENESIS))
        reason = _fault_at_the_end(heads.get(chain), seq, digest)
        if reason:
            return BrokenRow(chain, seq + 1, reason)
    return None


def _fault_at_the_end(head: AuditHead | None, seq: int, digest: str) -> str:
    if head is None or (head.seq, head.hash) != (seq, digest):
        return "the chain does not end at its head"
    if not hmac.compare_digest(head.seal, _seal(head.branch_id, seq, digest)):
        return "the head was not written by this house"
    return ""


def _seal(branch_id: str, seq: int, digest: str) -> str:
    return crypto.blind_index("audit_head.seal", f"{branch_id}|{seq}|{digest}")


def _entries() -> Iterator[Any]:
    columns = select(*AuditEntry.__table__.columns)
    ordered = columns.order_by(AuditEntry.branch_id, AuditEntry.seq)
    yield from db.session.execute(ordered.execution_options(yield_per=2000))


def _fault(entry: Any, seq: int, previous: str) -> str:
    if entry.seq != seq:
        return "an entry is missing"
    if entry.previous != previous:
        return "the entry does not follow the one before it"
    if entry.hash != _digest(entry._asdict()):
        return "the entry was changed"
    return ""


def _locked_heads(chains: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Lock the head rows (always in one order, so that two writers never wait for each other)."""
    found = _select_heads(chains)
    missing = [chain for chain in chains if chain not in found]
    for chain in missing:
        insert_new(AuditHead, branch_id=chain, seq=0, hash=GENESIS, seal=_seal(chain, 0, GENESIS))
    return _select_heads(chains) if missing else found


def _select_heads(chains: Sequence[str]) -> dict[str, tuple[int, str]]:
    if len(chains) == 1:  # nearly always: one act is one branch's
        found = rows(_LOCK_HEAD, {"chain": chains[0]})
    else:
        found = db.session.connection().execute(_LOCK_HEADS, {"chains": list(chains)})
    return {row[0]: (row[1], row[2]) for row in found}


def _chained(notes: list[dict[str, Any]], seq: int, previous: str) -> Iterator[dict[str, Any]]:
    for number, note in enumerate(notes, start=seq + 1):
        row = {**note, "seq": number, "previous": previous}
        row["hash"] = previous = _digest(row)
        yield row


def _digest(row: dict[str, Any]) -> str:
    parts = [row["branch_id"], row["seq"], row["at"].isoformat(), row["action"], row["subject_kind"]]
    parts += [row["subject_id"], row["actor_id"], row["details"], row["previous"]]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


_marks: WeakKeyDictionary[SessionTransaction, int] = WeakKeyDictionary()


@event.listens_for(Session, "after_transaction_create")
def _remember(session: Session, begun: SessionTransaction) -> None:
    if begun.nested:
        _marks[begun] = len(session.info.get(_NOTES, ()))


@event.listens_for(Session, "after_soft_rollback")
def _forget_undone(session: Session, ended: SessionTransaction) -> None:
    """Drop the notes of acts that were rolled back, savepoints included."""
    del session.info.get(_NOTES, [])[_marks.get(ended, 0) :]


@event.listens_for(Session, "after_transaction_end")
def _forget_all(session: Session, ended: SessionTransaction) -> None:
    if ended.parent is None:
        session.info.pop(_NOTES, None)
