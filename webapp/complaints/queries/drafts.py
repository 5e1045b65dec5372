"""What a client has told so far."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from webapp.complaints.models import Draft
from webapp.complaints.rules.telling import KEEP_DRAFT
from webapp.kernel import clock
from webapp.kernel.db import db


def draft(client_id: str) -> dict[str, Any]:
    """Give her answers so far by field name; empty when there are none or they are too old."""
    row = draft_row(client_id)
    return answers(row) if row else {}


def draft_row(client_id: str) -> Draft | None:
    """Give the row itself, old or not."""
    return db.session.scalars(select(Draft).where(Draft.client_id == client_id)).first()


def answers(row: Draft) -> dict[str, Any]:
    """Give the answers of a row unless they are too old."""
    return dict(row.answers) if row.saved_at > clock.now() - KEEP_DRAFT else {}
