"""Flask-Login, told that a session is a row: no remember cookie, nothing to replay after sign-out."""

from __future__ import annotations

import hashlib
from typing import Any, cast

from flask import Flask, has_request_context, request, session
from flask_login import LoginManager, UserMixin, login_user, logout_user
from sqlalchemy import Row

from webapp.accounts import queries, rules, services
from webapp.accounts.models import Account
from webapp.accounts.views import device
from webapp.kernel import access, audit, clock, kept_forms, transaction
from webapp.kernel.access import Visitor
from webapp.toolbox.words import Language


class _Sessions(LoginManager):  # type: ignore[misc]
    """Flask-Login without its session protection: a phone changes its address all day."""

    def _session_protection_failed(self) -> bool:
        return False  # switched off by its setting it would still hash address and browser for each answer


_manager = _Sessions()


class SignedIn(UserMixin):  # type: ignore[misc]
    """What Flask-Login keeps: the cookie's secret and who stands behind it."""

    def __init__(self, token: str, visitor: Visitor) -> None:
        self.token = token
        self.visitor = visitor

    def get_id(self) -> str:
        return self.token


def _visitor(account: Account | Row[*tuple[Any, ...]], account_id: str, session_id: str) -> Visitor:
    return Visitor(
        account_id=account_id,
        person_id=account.person_id,
        role=account.role,
        branch_id=account.branch_id,
        institution_id=account.institution_id,
        reach=account.reach,
        language=cast("Language | None", account.language),
        mode=account.mode,
        theme=account.theme,
        name_zh=account.name_zh,
        name_en=account.name_en,
        session_id=session_id,
        changes=account.changes,
        branch_acts=getattr(account, "branch_acts", None) or 0,
    )


@_manager.user_loader  # type: ignore[untyped-decorator]
def _load(token: str) -> SignedIn | None:
    session_id = hashlib.sha256(token.encode()).hexdigest()
    found = queries.live_session(session_id)
    if found is None:
        return None
    _keep_alive(found)
    return SignedIn(token, _visitor(found, found.account_id, session_id))


def _was_here() -> str:
    """Give the account whose session this browser held until it ended; "" after signing out."""
    token = session.get("_user_id")
    return queries.session_owner(hashlib.sha256(token.encode()).hexdigest()) if token else ""


def _keep_alive(found: Row[*tuple[Any, ...]]) -> None:
    """Only a page the person opened extends a session; background polling never does."""
    polled = request.headers.get("HX-Request") or request.headers.get("X-Poll")
    if not polled and clock.now() - found.seen_at > rules.SEEN_EVERY:
        session_id = found.session_id
        transaction.after_reading(lambda: services.touch_session(session_id=session_id))


def enter(account: Account) -> None:
    """Give this browser a fresh session for `account`."""
    token = services.start_session(account=account, device=rules.kind_of_device(request.user_agent.string))
    device.keep_only(services.know(device.here(), account))
    login_user(SignedIn(token, _visitor(account, account.id, hashlib.sha256(token.encode()).hexdigest())))


def _enter_new(account_id: str) -> None:
    account = queries.account(account_id)
    if account is not None:
        session.pop(rules.PROVEN, None)
        enter(account)


def leave() -> None:
    """Forget the session in this browser, not that this person's failures are counted for it alone."""
    logout_user()
    device.keep_only(device.here())


def _count_change() -> None:
    """Whatever a person does moves the version of the pages she sees (kernel.freshness).

    An act in her branch's books has moved it already: they are part of the version.
    """
    if has_request_context() and request.method not in transaction.SAFE_METHODS:
        who = access.visitor()
        if who.signed_in and not audit.noted(who.branch_id):
            services.count_change(account_id=who.account_id)


transaction.before_commit(_count_change, first=True)


def init(app: Flask) -> None:
    """Install Flask-Login."""
    _manager.session_protection = None
    _manager.init_app(app)
    kept_forms.init(app, owner=_was_here)
    access.let_in_by(_enter_new)
