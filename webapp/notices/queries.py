"""Questions about inboxes. Read only."""

from __future__ import annotations

from sqlalchemy import func, select

from webapp.kernel import paging
from webapp.kernel.db import db
from webapp.notices.models import Notice


def unread(account_id: str) -> int:
    """Count the new messages of an inbox."""
    query = select(func.count()).where(Notice.account_id == account_id, Notice.read_at.is_(None))
    return int(db.session.scalar(query) or 0)


def inbox(*, account_id: str, after: str = "", size: int = 20) -> paging.Page:
    """Give an inbox, newest first."""
    query = select(Notice).where(Notice.account_id == account_id)
    return paging.page(query, [Notice.id.desc()], after, size)
