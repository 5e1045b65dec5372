"""The room's lines in the audit chain, and inserts that may come second."""

from __future__ import annotations

from typing import Any

from sqlalchemy.exc import IntegrityError

from webapp.kernel import audit
from webapp.kernel.db import db
from webapp.organisation.models import Branch


def kept(row: Branch) -> bool:
    """Insert a row whose uniqueness another transaction may have taken meanwhile."""
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()
    except IntegrityError:
        return False
    return True


def note(action: str, subject: tuple[str, str], branch_id: str, actor_id: str, what: Any = None) -> None:
    """Record an act of this room."""
    details = {} if what is None else what if isinstance(what, dict) else {"what": what}
    audit.record(action, subject=subject, branch_id=branch_id, actor_id=actor_id, details=details)
