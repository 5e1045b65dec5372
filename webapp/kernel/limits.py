"""Limits kept as rows, shared by all processes: so many takes within so many seconds.

A window opens with the first take and is whole again when its seconds are over. To count a refused
attempt, take in `transaction.after_rollback`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, String, case, delete, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kernel import clock, crypto
from webapp.kernel.db import Model, db
from webapp.kernel.inserting import insert_into

Window = tuple[int, int]  # (takes allowed, seconds)


class LimitWindow(Model):
    """How often something was taken since `opened_at`. `holder` is a blind index, not the key."""

    __tablename__ = "limit_window"
    __table_args__ = (CheckConstraint("taken >= 1", name="taken_at_least_once"),)

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(String(64), primary_key=True)
    seconds: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    opened_at: Mapped[datetime] = mapped_column(index=True)
    taken: Mapped[int]


def take(name: str, key: str, *windows: Window) -> bool:
    """Count one take in every window, or in none and give False when one of them is spent."""
    holder = _holder(name, key)
    with db.session.begin_nested() as all_or_nothing:
        for window in windows:
            if not _take_one(name, holder, window):
                all_or_nothing.rollback()
                return False
    return True


def peek(name: str, key: str, *windows: Window) -> bool:
    """Tell whether a take would be allowed now, counting nothing."""
    return wait_seconds(name, key, *windows) == 0


def wait_seconds(name: str, key: str, *windows: Window) -> int:
    """Give the seconds until a take is allowed again; 0 when it is allowed now."""
    mine = (LimitWindow.name == name, LimitWindow.holder == _holder(name, key))
    rows = db.session.execute(
        select(LimitWindow.seconds, LimitWindow.taken, LimitWindow.opened_at).where(*mine)
    )
    allowed = {seconds: takes for takes, seconds in windows}
    waits = [
        (opened_at + timedelta(seconds=seconds) - clock.now()).total_seconds()
        for seconds, taken, opened_at in rows
        if seconds in allowed and taken >= allowed[seconds]
    ]
    return max([0, *(int(-(-wait // 1)) for wait in waits)])


def clear(name: str, key: str) -> None:
    """Forget the takes of a key (after a success)."""
    mine = (LimitWindow.name == name, LimitWindow.holder == _holder(name, key))
    db.session.connection().execute(delete(LimitWindow).where(*mine))


def _take_one(name: str, holder: str, window: Window) -> bool:
    """One guarded statement: open the window, open it anew when it is over, or count if not spent."""
    takes, seconds = window
    if takes < 1:
        return False
    now = clock.now()
    over = LimitWindow.opened_at <= now - timedelta(seconds=seconds)
    first = {"name": name, "holder": holder, "seconds": seconds, "opened_at": now, "taken": 1}
    counted = (
        insert_into(LimitWindow)
        .values(**first)
        .on_conflict_do_update(
            index_elements=["name", "holder", "seconds"],
            set_={
                "opened_at": case((over, now), else_=LimitWindow.opened_at),
                "taken": case((over, 1), else_=LimitWindow.taken + 1),
            },
            where=or_(over, LimitWindow.taken < takes),
        )
    )
    return bool(db.session.connection().execute(counted).rowcount == 1)


def _holder(name: str, key: str) -> str:
    return crypto.blind_index(f"limit_window.{name}", key)
