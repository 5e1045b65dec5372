"""A case's events held against the audit chain: whoever changes, adds or takes away one is found (A7)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from sqlalchemy import select

from webapp.complaints.models import CaseEvent
from webapp.kernel import audit
from webapp.kernel.db import db


def fingerprint(event: CaseEvent) -> str:
    """Give the SHA-256 of all that an event says; the audit entry of the same moment keeps it."""
    parts = [event.branch_id, event.case_id, event.version, event.rule, event.action, event.actor_kind]
    parts += [event.staff_id or "", event.subject, event.state_before, event.state_after]
    return hashlib.sha256(json.dumps([*parts, event.at.isoformat()]).encode()).hexdigest()


def broken_event() -> str:
    """Name the first case whose events are not those the audit chain told of; "" when all is whole."""
    told: dict[str, set[str]] = {}
    for case_id, details in audit.about("complaint_case"):
        if "event" in details:
            told.setdefault(case_id, set()).add(details["event"])
    kept: dict[str, set[str]] = {case_id: set() for case_id in told}
    for event in _events():
        kept.setdefault(event.case_id, set()).add(fingerprint(event))
    return next((case_id for case_id in sorted(kept) if kept[case_id] != told.get(case_id, set())), "")


def _events() -> Iterator[CaseEvent]:
    query = select(CaseEvent).order_by(CaseEvent.case_id, CaseEvent.version)
    yield from db.session.scalars(query.execution_options(yield_per=2000, populate_existing=True))
