"""Random tamperings of the log of complaints, one at a time: each is found (A7). `make complaints` does a thousand."""

from __future__ import annotations

import os
import random
from typing import Any

import pytest
from sqlalchemy import Table, text

from tests.factories.complaints import Company, a_case
from webapp.complaints import queries
from webapp.complaints.models import CaseEvent
from webapp.complaints.rules.states import State
from webapp.kernel import audit
from webapp.kernel.audit import AuditEntry, AuditHead
from webapp.kernel.db import db

TAMPERINGS = int(os.environ.get("KANGYUE_TAMPERINGS", "40"))
EVENTS, ENTRIES, HEADS = (one.__table__ for one in (CaseEvent, AuditEntry, AuditHead))


@pytest.fixture
def cases(company: Company) -> None:
    """Three cases with a long story; the triggers are gone, as for somebody who has the database file."""
    for state in (State.CLOSED, State.APPEAL_DECIDED, State.WITHDRAWN):
        a_case(company, state)
    db.session.flush()
    audit.write_notes()
    for table in ("complaint_event", "audit_entry", "audit_head"):
        for verb in ("update", "delete"):
            on = f" ON {table}" if db.engine.dialect.name == "postgresql" else ""
            db.session.execute(text(f"DROP TRIGGER IF EXISTS {table}_refuses_{verb}{on}"))


def whole() -> bool:
    db.session.expire_all()
    return audit.verify() is None and queries.broken_event() == ""


def tamper(luck: random.Random) -> str:
    """Change, take away or add one row of one of the three tables; gives what was done."""
    table: Any = luck.choice([EVENTS, EVENTS, ENTRIES, ENTRIES, HEADS])
    row = luck.choice(db.session.execute(table.select()).mappings().all())
    keys = [column == row[column.name] for column in table.primary_key]
    deed = luck.choice(["change", "change", "take away", "add"])
    if deed == "take away":
        db.session.execute(table.delete().where(*keys))
    elif deed == "add" and table is not HEADS:
        db.session.execute(table.insert().values(**dict(row) | _another(table, luck)))
    else:
        name, value = _other_value(table, dict(row), luck)
        db.session.execute(table.update().where(*keys).values({name: value}))
        return f"change {table.name}.{name}"
    return f"{deed} {table.name}"


def _another(table: Table, luck: random.Random) -> dict[str, Any]:
    """Give what makes a copied row a new one."""
    if table is ENTRIES:
        return {"seq": 10_000 + luck.randrange(1000)}
    return {"id": f"{luck.randrange(10**19):020d}", "version": 1000 + luck.randrange(1000)}


_CHANGED = {
    "complaint_event": ("rule", "action", "actor_kind", "subject", "state_before", "state_after", "version"),
    "audit_entry": ("action", "subject_id", "actor_id", "details", "previous", "hash", "subject_kind"),
    "audit_head": ("seq", "hash", "seal"),
}
_VALID = {
    "action": ["TAKE", "REASSIGN", "RECUSE"],
    "actor_kind": ["ELIGIBLE", "APPEAL_DECIDER"],
    "state_before": ["REVIEW", "WAITING_CLIENT"],
    "state_after": ["REVIEW", "WAITING_CLIENT"],
    "rule": ["T99", "S99"],
}


def _other_value(table: Table, row: dict[str, Any], luck: random.Random) -> tuple[str, Any]:
    """Give a column and another value for it, one that the database takes."""
    name = luck.choice(_CHANGED[table.name])
    if isinstance(row[name], int):
        return name, row[name] + luck.randint(1, 50) + (1000 if name == "version" else 0)
    options = _VALID.get(name, []) if table is EVENTS else []
    other = [one for one in options if one != row[name]]
    return name, luck.choice(other) if other else f"{luck.randrange(10**9)}"


def test_every_tampering_is_found(cases: None) -> None:
    assert whole()
    luck, missed = random.Random(20261119), []
    for _ in range(TAMPERINGS):
        with db.session.begin_nested() as undone:
            what = tamper(luck)
            if whole():
                missed.append(what)
            undone.rollback()
    print(f"\ntamperings {TAMPERINGS}, found {TAMPERINGS - len(missed)}")
    assert missed == []
    assert whole()
