"""Who looked at a record: noted for the client to read, asked for a reason (A6)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import cast

from sqlalchemy import String, Table, bindparam, insert, select

from webapp.clients import queries as clients
from webapp.kernel import audit, clock, crypto, ids
from webapp.kernel.db import Id, UtcDateTime, db
from webapp.kernel.errors import NotYours, Refusal
from webapp.kernel.i18n import _
from webapp.records import queries, rules
from webapp.records.models import AccessEntry

_A_DAY = timedelta(days=1)
_SEALED = AccessEntry.__table__.c.purpose.type
_NOTE_LOOK = insert(
    cast(Table, AccessEntry.__table__)
).from_select(  # built once: making a statement costs more than running it
    ["id", "branch_id", "client_id", "account_id", "what", "purpose", "at"],
    select(
        bindparam("entry", type_=Id),
        clients.Client.branch_id,
        clients.Client.id,
        bindparam("account", type_=Id),
        bindparam("thing", type_=String(60)),
        bindparam("why", type_=_SEALED),
        bindparam("now", type_=UtcDateTime()),
    ).where(
        clients.Client.id == bindparam("client", type_=Id),
        clients.Client.account_id.is_distinct_from(bindparam("account", type_=Id)),
    ),
)


class ReasonNeeded(Refusal):
    """A record is opened by headquarters with a reason only."""

    status = 422

    def message(self) -> str:
        return _("Please write a reason that the client will understand.")


def open_with_reason(*, client_id: str, account_id: str, reason: str) -> None:
    """Note that headquarters opens a client's record, and why; the client reads both (A6).

    Raises ReasonNeeded.
    """
    client = clients.client(client_id)
    if client is None:
        raise NotYours
    if not rules.is_reason(reason):
        raise ReasonNeeded
    note_access(client_id=client_id, account_id=account_id, what="record", purpose=reason.strip())
    audit.record(
        "records.record.opened_with_reason",
        subject=("client", client_id),
        branch_id=client.branch_id,
        actor_id=account_id,
        details={"reason_letters": len(reason.strip())},
    )


def note_access(
    *,
    client_id: str,
    account_id: str,
    what: str,
    purpose: str = "",
    once_within: timedelta | None = None,
) -> None:
    """Note that somebody else looked at a client's health data (A6); the own look leaves no line.

    `once_within` is for the fragments of one sitting: they add no line to one that is still young.
    """
    if once_within and queries.looked_since(
        client_id=client_id, account_id=account_id, what=what, since=clock.now() - once_within
    ):
        return
    db.session.connection().execute(_NOTE_LOOK, _look(client_id, account_id, what, purpose))


def note_list(*, client_ids: Iterable[str], account_id: str, what: str) -> None:
    """Note that somebody looked at a list that says something of several clients' health (A6): once a day for each."""
    shown, since = set(client_ids), clock.now() - _A_DAY
    new = shown - queries.looked_at_since(client_ids=shown, account_id=account_id, what=what, since=since)
    if new:
        looks = [_look(client_id, account_id, what) for client_id in sorted(new)]
        db.session.connection().execute(_NOTE_LOOK, looks)


def _look(client_id: str, account_id: str, what: str, purpose: str = "") -> dict[str, object]:
    entry = ids.new_id()
    return {
        "entry": entry,
        "client": client_id,
        "account": account_id,
        "thing": what[:60],
        "now": clock.now(),
        "why": crypto.for_row(purpose or None, entry),
    }
