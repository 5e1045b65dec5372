"""Verbs of the records room: filing, measuring, noting who looked."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from webapp.clients import queries as clients
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.records import queries
from webapp.records.models import AccessEntry, Measurement, TimelineEntry
from webapp.toolbox.words import Bilingual


def file_entry(
    *, client_id: str, branch_id: str, kind: str, title: Bilingual, at: datetime, ref: str = ""
) -> TimelineEntry:
    """File one line into a person's timeline (R2). `ref` is the local path of what it is about."""
    entry = TimelineEntry(
        client_id=client_id,
        branch_id=branch_id,
        kind=kind,
        title_zh=title.zh,
        title_en=title.en,
        at=at,
        ref=ref,
    )
    db.session.add(entry)
    return entry


def record_measurement(
    *,
    client_id: str,
    branch_id: str,
    code: str,
    value: Decimal,
    unit: str,
    taken_at: datetime,
    source: str,
) -> Measurement:
    """Keep one measured figure (R3). `code` is one of the lab items; `unit` is said, never assumed."""
    row = Measurement(
        client_id=client_id,
        branch_id=branch_id,
        code=code,
        value=value,
        unit=unit,
        taken_at=taken_at,
        source=source,
    )
    db.session.add(row)
    return row


def note_access(
    *,
    client_id: str,
    account_id: str,
    what: str,
    purpose: str = "",
    once_within: timedelta | None = None,
) -> None:
    """Note that somebody else looked at a client's health data (A6).

    `once_within` is for the fragments of one sitting: they add no line to one that is still young.
    """
    client = clients.client(client_id)
    if client is None or client.account_id == account_id:
        return
    if once_within and queries.looked_since(
        client_id=client_id, account_id=account_id, what=what, since=clock.now() - once_within
    ):
        return
    db.session.add(
        AccessEntry(
            client_id=client_id,
            branch_id=client.branch_id,
            account_id=account_id,
            what=what[:60],
            purpose=purpose or None,
        )
    )
