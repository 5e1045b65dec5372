"""Questions about accounts. Read only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, bindparam, select

from webapp.accounts import rules
from webapp.accounts.models import Account, AuthSession, PhoneCode
from webapp.kernel import audit, clock, crypto
from webapp.kernel.db import db, rows


def account(account_id: str) -> Account | None:
    """Give an account by its id."""
    return db.session.get(Account, account_id)


def named(account_ids: Iterable[str]) -> dict[str, Account]:
    """Give accounts by id, in one statement."""
    wanted = set(account_ids)
    if not wanted:
        return {}
    return {one.id: one for one in db.session.scalars(select(Account).where(Account.id.in_(wanted)))}


def by_phone(phone: str) -> Account | None:
    """Give the client account of a phone number (E.164)."""
    index = crypto.blind_index("account.phone", phone)
    return db.session.scalars(select(Account).where(Account.phone_index == index)).first()


def by_username(username: str) -> Account | None:
    """Give the staff account of a user name."""
    return db.session.scalars(select(Account).where(Account.username == username.lower())).first()


_LIVE = (
    select(
        AuthSession.id.label("session_id"),
        AuthSession.seen_at,
        AuthSession.ends_at,
        Account.id.label("account_id"),
        Account.person_id,
        Account.role,
        Account.branch_id,
        Account.institution_id,
        Account.reach,
        Account.language,
        Account.mode,
        Account.theme,
        Account.changes,
        audit.acts_of(Account.branch_id).label("branch_acts"),
        Account.name_zh,
        Account.name_en,
    )
    .join(AuthSession.account)
    .where(
        AuthSession.id == bindparam("session_id"),
        AuthSession.ended_at.is_(None),
        Account.reach != rules.Reach.NONE,
    )
)


def live_session(session_id: str) -> Row[*tuple[Any, ...]] | None:
    """Give a living session and who stands behind it: the one look-up every request makes.

    Plain columns of a statement built once: it runs on every page.
    """
    found = rows(_LIVE, {"session_id": session_id}).first()
    if found is None:
        return None
    alive = rules.session_alive(
        now=clock.now(), seen_at=found.seen_at, ends_at=found.ends_at, role=found.role
    )
    return found if alive else None


def session_owner(session_id: str) -> str:
    """Give whose session this is or was; "" when nobody knows any more."""
    return (
        db.session.scalars(select(AuthSession.account_id).where(AuthSession.id == session_id)).first() or ""
    )


def sessions(account_id: str) -> list[AuthSession]:
    """Give the account's open sessions, newest first."""
    query = (
        select(AuthSession)
        .where(
            AuthSession.account_id == account_id,
            AuthSession.ended_at.is_(None),
            AuthSession.ends_at > clock.now(),
        )
        .order_by(AuthSession.seen_at.desc(), AuthSession.id)
    )
    return list(db.session.scalars(query.limit(50)))


def latest_code(phone: str) -> PhoneCode | None:
    """Give the newest unused, unexpired code sent to a phone."""
    index = crypto.blind_index("account.phone", phone)
    query = (
        select(PhoneCode)
        .where(PhoneCode.phone_index == index, PhoneCode.used_at.is_(None), PhoneCode.ends_at > clock.now())
        .order_by(PhoneCode.created_at.desc())
    )
    return db.session.scalars(query).first()


def proven_phone(code_id: str) -> str:
    """Give the number (E.164) that a used code has proven a short while ago, if nobody has it yet; else ""."""
    row = db.session.get(PhoneCode, code_id) if code_id else None
    if row is None or row.used_at is None or clock.now() - row.used_at > rules.PROVEN_FOR:
        return ""
    return "" if by_phone(row.phone) else row.phone
