"""Signing in: password, one-time code, second factor (A3).

A wrong password, a wrong code and an unknown account give the same answer in the same time, and
each failure is a row that outlives the refused request.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

import pyotp
from sqlalchemy import ColumnElement, update

from webapp.accounts import queries, rules
from webapp.accounts.models import Account, AuthSession, PhoneCode
from webapp.accounts.services import tries
from webapp.accounts.services.passwords import fits
from webapp.gateways import sms
from webapp.kernel import audit, clock, crypto, ids, jobs, limits, transaction
from webapp.kernel.db import changed, db
from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _, speaking
from webapp.toolbox.words import Language


class SignInRefused(Refusal):
    """Name, password or code do not fit; it never says which."""

    status = 422

    def message(self) -> str:
        return _("That does not match. Please check what you entered and try again.")


class TooManyCodes(Refusal):
    """More codes were asked for than a phone or an address may get."""

    status = 429

    def message(self) -> str:
        return _("A code was sent a moment ago. Please wait a minute before asking for another.")


def sign_in_with_password(*, phone: str, password: str, device: rules.Device = rules.STRANGE) -> Account:
    """Give the client account that phone and password open, or raise `SignInRefused`."""
    key = tries.counter(crypto.blind_index("account.phone", phone or "-"), device)
    tries.check_pause(key)
    with transaction.reading():
        account = queries.by_phone(phone) if phone else None
        hashed = account.password_hash if account else None
    if not fits(hashed, password) or account is None:
        tries.count_failure(key)
        raise SignInRefused
    return _admitted(account)


def sign_in_staff(
    *, username: str, password: str, code: str, device: rules.Device = rules.STRANGE
) -> Account:
    """Give the staff account that name, password and TOTP code open, or raise `SignInRefused`."""
    key = tries.counter(crypto.blind_index("account.username", username.strip().lower()), device)
    tries.check_pause(key)
    with transaction.reading():
        account = queries.by_username(username.strip())
        hashed = account.password_hash if account else None
    if not fits(hashed, password) or account is None or not _spend_totp(account, code):
        tries.count_failure(key)
        raise SignInRefused
    return _admitted(account)


def _admitted(account: Account) -> Account:
    if account.reach == rules.Reach.NONE:
        raise SignInRefused
    return account


def _spend_totp(account: Account, code: str) -> bool:
    """Accept a code once, one step of 30 s early or late (RFC 6238 §5.2)."""
    totp = pyotp.TOTP(account.totp_secret or "")
    digits = "".join(ch for ch in code if ch.isdigit())
    step = int(clock.now().timestamp()) // totp.interval
    for counter in (step, step - 1, step + 1):
        if hmac.compare_digest(totp.generate_otp(counter).encode(), digits.encode()):
            done = changed(
                update(Account)
                .where(Account.id == account.id, Account.totp_last < counter)
                .values(totp_last=counter)
            )
            return bool(done)
    return False


def send_code(*, phone: str, address: str, language: Language) -> None:
    """Send a one-time code; the answer is the same whether or not anybody has this number.

    Raises `TooManyCodes` when the phone or the address has had its share (A3).
    """
    index = crypto.blind_index("account.phone", phone)
    if not limits.take("accounts.code.phone", index, *rules.CODES_PER_PHONE):
        raise TooManyCodes
    where = crypto.blind_index("accounts.address", address)
    if not limits.take("accounts.code.address", where, *rules.CODES_PER_ADDRESS):
        raise TooManyCodes
    digits = f"{secrets.randbelow(1_000_000):06d}"
    row = PhoneCode(
        phone=phone,
        phone_index=index,
        code=digits,
        code_hash=_code_hash(index, digits),
        ends_at=clock.now() + rules.CODE_LIFE,
    )
    db.session.add(row)
    db.session.flush()
    jobs.enqueue("accounts.send_code", {"code_id": row.id, "language": language})


def _code_hash(index: str, digits: str) -> str:
    # Keyed: six digits under a plain hash are guessed in a second by whoever reads the table.
    return crypto.blind_index("phone_code.code", f"{index}:{digits}")


@jobs.handler("accounts.send_code", outside=True)
def deliver_code(task: jobs.Task) -> None:
    """Send the text message and forget the code's digits; a number that nobody has may be a client to come."""
    with transaction.reading():
        row = db.session.get(PhoneCode, task.payload["code_id"])
        wanted = bool(row and row.code and row.ends_at > clock.now())
        phone, digits = (row.phone, row.code) if row and wanted else ("", "")
    if phone and _may_go_out(phone):
        language: Language = "en" if task.payload["language"] == "en" else "zh-Hans"
        with speaking(language):
            text = _("Kangyue: your code is %(code)s. It is good for 5 minutes.", code=digits)
        sms.gateway().send(phone=phone, text=text, language=language)
    with transaction.unit_of_work():
        changed(update(PhoneCode).where(PhoneCode.id == task.payload["code_id"]).values(code=None))


def _may_go_out(phone: str) -> bool:
    """Tell whether a code is sent: to a client always, to a stranger while strangers have not had theirs."""
    with transaction.unit_of_work():
        known = queries.by_phone(phone) is not None
        return known or limits.take("accounts.code.new", "", *rules.CODES_TO_NEW)


@dataclass(frozen=True, slots=True)
class Proven:
    """A phone whose code was right: the account it opens, or none yet; `code_id` proves it for a while."""

    code_id: str
    account: Account | None


def sign_in_with_code(*, phone: str, code: str) -> Proven:
    """Check phone and one-time code, or raise `SignInRefused`.

    Before the code is proven nothing differs between a number that has an account and one that has none (A3).
    """
    row = queries.latest_code(phone) if phone else None
    account = queries.by_phone(phone) if phone else None
    if row is None or not _spend_try(row):
        raise SignInRefused
    if not _fits_code(row, code):
        transaction.keep_although_refused()
        raise SignInRefused
    if not changed(update(PhoneCode).where(*_unused(row)).values(used_at=clock.now())):
        raise SignInRefused
    return Proven(row.id, _admitted(account) if account else None)


def _spend_try(row: PhoneCode) -> bool:
    """Count a guess before it is judged: however many come at once, five are judged and no more (A3)."""
    left = (*_unused(row), PhoneCode.tries < rules.CODE_TRIES)
    return bool(changed(update(PhoneCode).where(*left).values(tries=PhoneCode.tries + 1)))


def _unused(row: PhoneCode) -> tuple[ColumnElement[bool], ...]:
    return PhoneCode.id == row.id, PhoneCode.used_at.is_(None)


def _fits_code(row: PhoneCode, code: str) -> bool:
    return hmac.compare_digest(row.code_hash, _code_hash(row.phone_index, code.strip()))


def start_session(*, account: Account, device: str) -> str:
    """Open a session and give the secret for the cookie; only its SHA-256 is kept.

    `device` is what `rules.kind_of_device` gives.
    """
    token = ids.new_token()
    _idle, absolute = rules.session_limits(account.role)
    db.session.add(
        AuthSession(
            id=hashlib.sha256(token.encode()).hexdigest(),
            account_id=account.id,
            branch_id=account.branch_id,
            device=device,
            ends_at=clock.now() + absolute,
        )
    )
    audit.record(
        "accounts.signed_in",
        subject=("account", account.id),
        branch_id=account.branch_id,
        actor_id=account.id,
        details={},
    )
    return token


def touch_session(*, session_id: str, seen_before: timedelta = rules.SEEN_EVERY) -> None:
    """Note that a session is in use, at most every ten minutes."""
    now = clock.now()
    db.session.execute(
        update(AuthSession)
        .where(AuthSession.id == session_id, AuthSession.seen_at < now - seen_before)
        .values(seen_at=now)
    )
