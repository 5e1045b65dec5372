"""Questions about inboxes. Read only."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select

from webapp.kernel import paging
from webapp.kernel.db import rows
from webapp.notices.models import Notice

_UNREAD = select(func.count()).where(Notice.account_id == bindparam("account_id"), Notice.read_at.is_(None))


def unread(account_id: str) -> int:
    """Count the new messages of an inbox (on every Today, so the statement is built once)."""
    return int(rows(_UNREAD, {"account_id": account_id}).scalar() or 0)


def inbox(*, account_id: str, after: str = "", size: int = 20) -> paging.Page:
    """Give an inbox, newest first."""
    query = select(Notice).where(Notice.account_id == account_id)
    return paging.page(query, [Notice.id.desc()], after, size)
