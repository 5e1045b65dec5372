"""A place held until a moment: the job that ends it is written with it (B7, B8)."""

from __future__ import annotations

from datetime import datetime

from webapp.kernel import jobs

EXPIRE_JOB = "exams.expire_hold"


def end_hold_at(booking_id: str, until: datetime) -> None:
    """Let a request or an offer expire at `until` (aware), unless it is decided before."""
    unique = f"{EXPIRE_JOB}:{booking_id}:{until.isoformat()}"
    jobs.enqueue(EXPIRE_JOB, {"booking_id": booking_id}, run_after=until, unique=unique)
