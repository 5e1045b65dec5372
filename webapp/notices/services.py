"""Verbs of the notices room."""

from __future__ import annotations

from sqlalchemy import update

from webapp.kernel import clock
from webapp.kernel.db import changed, db
from webapp.notices.models import Notice
from webapp.toolbox.words import Bilingual


def tell(*, account_id: str, branch_id: str, kind: str, words: Bilingual, link: str = "") -> Notice:
    """Put a message into an inbox; `branch_id` is the reader's.

    `words` are neutral: they may be read over a shoulder.
    """
    notice = Notice(
        account_id=account_id,
        branch_id=branch_id,
        kind=kind,
        words_zh=words.zh,
        words_en=words.en,
        link=link,
    )
    db.session.add(notice)
    return notice


def mark_read(*, account_id: str) -> int:
    """Mark all messages of an inbox as read; gives how many were new."""
    return changed(
        update(Notice)
        .where(Notice.account_id == account_id, Notice.read_at.is_(None))
        .values(read_at=clock.now())
    )
