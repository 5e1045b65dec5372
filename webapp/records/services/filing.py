"""What rooms file into a record: lines of the timeline (R2) and measured figures (R3)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import delete, update

from webapp.kernel.db import changed, db
from webapp.records.models import Measurement, TimelineEntry
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


def correct_measurement(
    *,
    client_id: str,
    branch_id: str,
    code: str,
    value: Decimal | None,
    unit: str,
    taken_at: datetime,
    source: str,
) -> None:
    """Set right what a source measured at a moment; None: it was not measured after all.

    The source keeps what it said before; a record's measurements are those in force.
    """
    same = (
        Measurement.client_id == client_id,
        Measurement.code == code,
        Measurement.taken_at == taken_at,
        Measurement.source == source,
    )
    if value is None:
        changed(delete(Measurement).where(*same))
    elif not changed(update(Measurement).where(*same).values(value=value, unit=unit)):
        record_measurement(
            client_id=client_id,
            branch_id=branch_id,
            code=code,
            value=value,
            unit=unit,
            taken_at=taken_at,
            source=source,
        )
