"""Opening accounts, their reach and their preferences."""

from __future__ import annotations

import pyotp
from sqlalchemy import bindparam, func, select, update

from webapp.accounts import rules
from webapp.accounts.models import Account, AuthSession
from webapp.accounts.services.passwords import fits, hash_password
from webapp.accounts.services.tries import TooManyTries
from webapp.kernel import audit, clock, crypto, limits, transaction
from webapp.kernel.db import changed, db
from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _
from webapp.toolbox.words import Language


class PhoneTaken(Refusal):
    """Another client signs in with this phone number."""

    def message(self) -> str:
        return _("This phone number already belongs to an account.")


class UsernameTaken(Refusal):
    """Another staff member has this user name."""

    def message(self) -> str:
        return _("This user name is taken.")


class WeakPassword(Refusal):
    """The new password is too short or too common."""

    def message(self) -> str:
        return _("Use at least 10 characters that are not easy to guess.")


def open_client_account(
    *,
    phone: str,
    password: str | None,
    branch_id: str,
    name_zh: str,
    name_en: str,
    language: Language | None = None,
) -> Account:
    """Open a client's account; `phone` is E.164, `language` only where it is known. Raises `PhoneTaken`, `WeakPassword`."""
    index = crypto.blind_index("account.phone", phone)
    if db.session.query(Account.id).filter_by(phone_index=index).first():
        raise PhoneTaken
    account = Account(
        role=rules.Role.CLIENT,
        phone=phone,
        phone_index=index,
        password_hash=_checked_hash(password) if password else None,
        language=language,
        branch_id=branch_id,
        name_zh=name_zh,
        name_en=name_en,
    )
    return _keep(account)


def open_staff_account(
    *,
    username: str,
    password: str,
    role: rules.Role,
    branch_id: str,
    name_zh: str,
    name_en: str,
    institution_id: str = "",
    totp_secret: str | None = None,
) -> Account:
    """Open a staff account with a second factor (TOTP, RFC 6238). Raises `UsernameTaken`."""
    name = username.strip().lower()
    if db.session.query(Account.id).filter_by(username=name).first():
        raise UsernameTaken
    account = Account(
        role=role,
        username=name,
        password_hash=_checked_hash(password),
        totp_secret=totp_secret or pyotp.random_base32(),
        branch_id=branch_id,
        institution_id=institution_id,
        name_zh=name_zh,
        name_en=name_en,
    )
    return _keep(account)


def _checked_hash(password: str) -> str:
    if rules.password_problem(password):
        raise WeakPassword
    return hash_password(password)


def _keep(account: Account) -> Account:
    db.session.add(account)
    db.session.flush()
    audit.record(
        "accounts.account.opened",
        subject=("account", account.id),
        branch_id=account.branch_id,
        actor_id="",
        details={"role": account.role},
    )
    return account


def tie_person(*, account_id: str, person_id: str) -> None:
    """Say which client or staff row an account stands for."""
    db.session.execute(update(Account).where(Account.id == account_id).values(person_id=person_id))


def hold(*, account_id: str) -> None:
    """Let nobody else change an account before this transaction ends: who decides about its reach looks after this."""
    db.session.execute(select(Account.id).where(Account.id == account_id).with_for_update())


def set_reach(*, account_id: str, reach: rules.Reach) -> None:
    """Set how far the account gets (A2); the next request already obeys."""
    db.session.execute(update(Account).where(Account.id == account_id).values(reach=reach.value))


def narrow_reach(*, account_id: str) -> None:
    """Let an account reach the own case only (A2); one that was closed stays closed."""
    open_still = (Account.id == account_id, Account.reach != rules.Reach.NONE.value)
    db.session.execute(update(Account).where(*open_still).values(reach=rules.Reach.OWN_CASE.value))


def set_role(*, account_id: str, role: rules.Role) -> None:
    """Give a staff account another role; the caller ends its sessions."""
    db.session.execute(update(Account).where(Account.id == account_id).values(role=role.value))


def end_sessions(*, account_id: str, but: str = "") -> int:
    """End all open sessions of an account, except `but`; give how many."""
    done = changed(
        update(AuthSession)
        .where(AuthSession.account_id == account_id, AuthSession.ended_at.is_(None), AuthSession.id != but)
        .values(ended_at=clock.now())
    )
    return done


def end_session(*, account_id: str, session_id: str) -> bool:
    """End one of one's own sessions; False when there is none of that id."""
    done = changed(
        update(AuthSession)
        .where(
            AuthSession.id == session_id,
            AuthSession.account_id == account_id,
            AuthSession.ended_at.is_(None),
        )
        .values(ended_at=clock.now())
    )
    return bool(done)


def set_preferences(
    *, account_id: str, language: Language | None = None, mode: str | None = None, theme: str | None = None
) -> None:
    """Keep how a person likes to read: language, elder mode, light or dark (A8)."""
    wanted = {"language": language, "mode": mode, "theme": theme}
    values = {name: value for name, value in wanted.items() if value is not None}
    if values:
        db.session.execute(update(Account).where(Account.id == account_id).values(**values))


_COUNT_CHANGE = update(Account).where(Account.id == bindparam("account")).values(changes=Account.changes + 1)


def count_change(*, account_id: str) -> None:
    """Move the version of the pages this account sees (with every write, so it is built once)."""
    db.session.connection().execute(_COUNT_CHANGE, {"account": account_id})


def set_password(*, account_id: str, password: str, session_id: str, branch_id: str) -> None:
    """Change the password and end all other sessions (A3). Raises `WeakPassword`."""
    hashed = _checked_hash(password)
    db.session.execute(update(Account).where(Account.id == account_id).values(password_hash=hashed))
    ended = end_sessions(account_id=account_id, but=session_id)
    audit.record(
        "accounts.password.changed",
        subject=("account", account_id),
        branch_id=branch_id,
        actor_id=account_id,
        details={"sessions_ended": ended},
    )


def password_fits(*, account_id: str, password: str) -> bool:
    """Tell whether this is the account's password now (asked again before privileged changes).

    Raises `TooManyTries`: a phone left open is no place to guess a password (A3).
    """
    if not limits.peek("accounts.password_again", account_id, *rules.PASSWORD_TRIES):
        raise TooManyTries
    account = db.session.get(Account, account_id)
    right = fits(account.password_hash if account else None, password)
    if not right:
        transaction.after_rollback(lambda: _count_wrong(account_id))
    return right


def _count_wrong(account_id: str) -> None:
    limits.take("accounts.password_again", account_id, *rules.PASSWORD_TRIES)


def count_accounts() -> int:
    """Count all accounts (the demo asks whether it was seeded)."""
    return int(db.session.query(func.count(Account.id)).scalar() or 0)
