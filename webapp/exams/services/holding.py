"""A place held until a moment: the job that ends it is written with it (B7, B8)."""

from __future__ import annotations

from datetime import datetime

from webapp.kernel import ids, jobs

EXPIRE_JOB = "exams.expire_hold"


def end_hold_at(booking_id: str, until: datetime) -> None:
    """Let a request or an offer expire at `until` (aware), unless it is decided before.

    Each hold has a job of its own: the same booking may be held until the same moment again, by a change or a second
    offer, when the first hold's job is at work already and finds nothing to end.
    """
    unique = f"{EXPIRE_JOB}:{booking_id}:{ids.new_id()}"
    jobs.enqueue(EXPIRE_JOB, {"booking_id": booking_id}, run_after=until, unique=unique)
