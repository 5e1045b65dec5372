"""Tables of the accounts room."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.accounts import rules
from webapp.kernel import clock, crypto, housekeeping, ids
from webapp.kernel.db import Id, Model


class Account(Model):
    """Somebody who can sign in: a client by phone, a staff member by user name.

    `language` is unknown until the person chooses: the pages follow the browser as long (A8).
    """

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("reach IN ('FULL','OWN_CASE','READ_ONLY','NONE')", name="reach"),
        CheckConstraint("language IN ('zh-Hans','en')", name="language"),
        CheckConstraint("(role = 'CLIENT') = (username IS NULL)", name="one_way_in"),
        CheckConstraint("(role = 'CLIENT') = (phone_index IS NOT NULL)", name="clients_have_phones"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id)
    role: Mapped[str] = mapped_column(String(24))
    reach: Mapped[str] = mapped_column(String(12), default="FULL")
    username: Mapped[str | None] = mapped_column(String(60), unique=True)
    phone: Mapped[str | None] = mapped_column(crypto.Secret("account.phone"))
    phone_index: Mapped[str | None] = mapped_column(String(64), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    totp_secret: Mapped[str | None] = mapped_column(crypto.Secret("account.totp_secret"))
    totp_last: Mapped[int] = mapped_column(Integer, default=0)
    person_id: Mapped[str] = mapped_column(Id, default="")
    institution_id: Mapped[str] = mapped_column(Id, default="")
    name_zh: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(80))
    language: Mapped[str | None] = mapped_column(String(8))
    mode: Mapped[str] = mapped_column(String(8), default="")
    theme: Mapped[str] = mapped_column(String(8), default="")
    changes: Mapped[int] = mapped_column(Integer, default=0)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class AuthSession(Model):
    """One signed-in device; `id` is the SHA-256 of the secret in the cookie."""

    __tablename__ = "auth_session"
    __table_args__ = (Index("ix_auth_session_account_id", "account_id", "ended_at"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(Id, ForeignKey("account.id"))
    branch_id: Mapped[str] = mapped_column(Id)
    device: Mapped[str] = mapped_column(String(40), default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    seen_at: Mapped[datetime] = mapped_column(default=clock.now)
    confirmed_at: Mapped[datetime] = mapped_column(default=clock.now)
    ends_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]
    account: Mapped[Account] = relationship(lazy="raise")


class PhoneCode(Model):
    """A one-time code on its way to a phone (A3)."""

    __tablename__ = "phone_code"
    __table_args__ = (
        Index("ix_phone_code_phone_index", "phone_index", "created_at"),
        CheckConstraint("tries >= 0 AND tries <= 5", name="tries"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, default="")
    phone: Mapped[str] = mapped_column(crypto.Secret("phone_code.phone"))
    phone_index: Mapped[str] = mapped_column(String(64))
    code: Mapped[str | None] = mapped_column(crypto.Secret("phone_code.code"))
    code_hash: Mapped[str] = mapped_column(String(64))
    tries: Mapped[int] = mapped_column(Integer, default=0)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    ends_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


housekeeping.keep(AuthSession, AuthSession.ends_at, rules.KEEP_SESSIONS, audited=True)
housekeeping.keep(PhoneCode, PhoneCode.ends_at, rules.KEEP_CODES, audited=True)
