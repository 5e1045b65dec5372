"""Headquarters sets how long clocks are (complaints.md §4)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from sqlalchemy import func, select

from webapp.complaints.models import ClockLengths
from webapp.complaints.rules import lengths as rules
from webapp.complaints.rules.lengths import Lengths
from webapp.kernel import audit, clock
from webapp.kernel.db import db
from webapp.kernel.errors import BadInput


def publish_lengths(*, lengths: Lengths, valid_from: date, actor_id: str) -> int:
    """Publish a new version, for cases that come in from a day to come on. Gives its number.

    Nobody's running clock moves: a case keeps the lengths it came in under. Raises `BadInput`, which names what
    cannot be meant: a length, or a day that has begun.
    """
    faulty = rules.faulty(lengths) or ("valid_from" if valid_from <= clock.today() else "")
    if faulty:
        raise BadInput(faulty)
    version = int(db.session.scalar(select(func.max(ClockLengths.version))) or 1) + 1
    kept = rules.written(lengths)
    db.session.add(ClockLengths(version=version, lengths=kept, valid_from=valid_from, published_by=actor_id))
    db.session.flush()
    audit.record(
        "complaints.lengths.published",
        subject=("complaint_lengths", str(version)),
        actor_id=actor_id,
        details={"valid_from": valid_from, **asdict(lengths)},
    )
    return version
