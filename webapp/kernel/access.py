"""Who may enter: every view declares it, everything else is refused (A1).

The kernel knows doors, not roles: a role is a word that the accounts room gives meaning to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar

from flask import Flask, Response, redirect, request, url_for
from flask_login import current_user
from werkzeug.exceptions import Forbidden, Unauthorized

from webapp.toolbox.words import Language

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is asking. `person_id` is the client's or staff member's row; "" for nobody."""

    account_id: str = ""
    person_id: str = ""
    role: str = ""
    branch_id: str = ""
    institution_id: str = ""
    reach: str = "NONE"
    language: Language | None = None
    mode: str = ""
    theme: str = ""
    name_zh: str = ""
    name_en: str = ""
    session_id: str = ""
    changes: int = 0
    branch_acts: int = 0

    @property
    def signed_in(self) -> bool:
        """Tell whether somebody is signed in."""
        return bool(self.account_id)

    def __str__(self) -> str:
        """Name all that is known of the visitor: two versions of a page never share it."""
        return str(_everything(self))


_let_in: list[Callable[[str], None]] = []


def let_in_by(enter: Callable[[str], None]) -> None:
    """Say how an account is let in: the accounts room keeps the sessions."""
    _let_in[:] = [enter]


def let_in(account_id: str) -> None:
    """Give this browser a session for an account that was opened in this request."""
    for enter in _let_in:
        enter(account_id)


_everything = attrgetter(*Visitor.__slots__)
NOBODY = Visitor()


@dataclass(frozen=True, slots=True)
class Door:
    """What a view declares: everybody, anybody signed in, or some roles; whether what is typed there outlives a session."""

    everybody: bool = False
    roles: frozenset[str] = frozenset()
    own_case: bool = False
    keeps_form: bool = False

    def opens_for(self, visitor: Visitor) -> bool:
        """Tell whether `visitor` may enter; short reach opens only doors marked `own_case` (A2)."""
        if self.everybody:
            return True
        if visitor.reach != "FULL" and not (self.own_case and visitor.reach != "NONE"):
            return False
        return not self.roles or visitor.role in self.roles

    def __str__(self) -> str:
        if self.everybody:
            return "everybody"
        who = " ".join(sorted(self.roles)) or "signed-in"
        return who + (" +own-case" if self.own_case else "")


def _declare(view: View, door: Door) -> View:
    view.__door__ = door  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Open a view to everybody."""
    return _declare(view, Door(everybody=True))


def signed_in(view: View) -> View:
    """Open a view to anybody signed in, staff on standby included."""
    return _declare(view, Door(own_case=True))


def roles(*names: str, own_case: bool = False, keeps_form: bool = False) -> Callable[[View], View]:
    """Open a view to some roles; `own_case` lets staff on standby in too.

    `keeps_form`: what is posted after the session ended waits for the same person (`kernel.kept_forms`).
    """
    door = Door(roles=frozenset(names), own_case=own_case, keeps_form=keeps_form)
    return lambda view: _declare(view, door)


def visitor() -> Visitor:
    """Give who is asking."""
    found: Visitor | None = getattr(current_user, "visitor", None)
    return found or NOBODY


def doors(app: Flask) -> dict[str, Door]:
    """Give endpoint → door; raises when a view forgot to declare its door."""
    found = {name: getattr(view, "__door__", None) for name, view in app.view_functions.items()}
    missing = sorted(name for name, door in found.items() if door is None)
    if missing:
        raise RuntimeError("no access declared for: " + ", ".join(missing))
    return {name: door for name, door in found.items() if door}


def _guard(app: Flask) -> Callable[[], Response | None]:
    table = doors(app)

    def guard() -> Response | None:
        door = table.get(request.endpoint or "")
        if door is None or door.everybody:
            return None  # no such page: routing answers 404
        who = visitor()
        if not who.signed_in:
            return _ask_to_sign_in(door)
        if door.opens_for(who):
            return None
        if who.reach == "OWN_CASE" and request.method == "GET" and request.path == "/":
            return None
        raise Forbidden

    return guard


class SessionOver(Unauthorized):
    """A form whose words are worth keeping was posted without a session."""


def _ask_to_sign_in(door: Door) -> Response:
    by_script = request.headers.get("HX-Request") or request.accept_mimetypes.best == "application/json"
    if request.method != "GET" and door.keeps_form and not by_script:
        raise SessionOver
    if request.method != "GET" or request.headers.get("HX-Request"):
        raise Unauthorized
    return redirect(door_for(request.full_path.rstrip("?")), 303)  # type: ignore[return-value]


def door_for(path: str) -> str:
    """Give the address where one signs in to go on to a path of ours: the staff's door from the desk."""
    door = "accounts.staff" if request.path.startswith("/desk") else "accounts.sign_in"
    return url_for(door, next=path)


def init(app: Flask) -> None:
    """Guard every view. Call after all blueprints are registered."""
    app.before_request(_guard(app))
