"""A case's events held against the audit chain: whoever changes, adds or takes away one is found (A7)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from webapp.complaints.models import CaseEvent, Evidence
from webapp.kernel import audit
from webapp.kernel.db import db


def fingerprint(event: CaseEvent) -> str:
    """Give the SHA-256 of all that an event says; the audit entry of the same moment keeps it."""
    parts = [event.branch_id, event.case_id, event.version, event.rule, event.action, event.actor_kind]
    parts += [event.staff_id or "", event.subject, event.state_before, event.state_after]
    return hashlib.sha256(json.dumps([*parts, event.at.isoformat()]).encode()).hexdigest()


def broken_event() -> str:
    """Name the first case whose events or evidence are not those the audit chain told of; "" when all is whole."""
    told: dict[str, set[str]] = {}
    for case_id, details in audit.about("complaint_case"):
        if "event" in details:
            told.setdefault(case_id, set()).add(details["event"])
        if "evidence" in details:
            told.setdefault(case_id, set()).add(f"{details['evidence']} {details['sha256']}")
    kept: dict[str, set[str]] = {case_id: set() for case_id in told}
    for event in _events():
        kept.setdefault(event.case_id, set()).add(fingerprint(event))
    for row in _digests():
        kept.setdefault(row.case_id, set()).add(f"{row.id} {row.sha256}")
    return next((case_id for case_id in sorted(kept) if kept[case_id] != told.get(case_id, set())), "")


def _digests() -> Iterator[Any]:
    query = select(Evidence.case_id, Evidence.id, Evidence.sha256).order_by(Evidence.id)
    yield from db.session.execute(query.execution_options(yield_per=2000))


def _events() -> Iterator[CaseEvent]:
    query = select(CaseEvent).order_by(CaseEvent.case_id, CaseEvent.version)
    yield from db.session.scalars(query.execution_options(yield_per=2000, populate_existing=True))
