"""The door: sign in, ask for a code, sign out."""

from __future__ import annotations

from flask import Response, request, session
from werkzeug.exceptions import NotFound

from webapp.accounts import services
from webapp.accounts.forms import CodeForm, PasswordForm, PhoneForm, StaffForm
from webapp.accounts.models import Account
from webapp.accounts.rules import PROVEN
from webapp.accounts.views import device
from webapp.accounts.views.blueprint import bp
from webapp.accounts.views.visitor import enter, leave
from webapp.gateways import sms
from webapp.kernel import access, htmx
from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _, language

_SAFE_HOME = "/"


def _next() -> str:
    return request.values.get("next", _SAFE_HOME)


def _welcome(account: Account) -> Response:
    enter(account)
    return htmx.go_to(_next())


def _door(template: str, form: PhoneForm | StaffForm, status: int = 200, note: str = "") -> Response:
    codes = sms.gateway().sends
    onward = {"next": _next()} if _next() != _SAFE_HOME else {}
    words = {"form": form, "next": _next(), "onward": onward, "note": note, "codes": codes}
    return htmx.answer(template, status=status, **words)


def _only_with_codes() -> None:
    if not sms.gateway().sends:
        raise NotFound


@bp.get("/sign-in")
@access.public
def sign_in() -> Response:
    """Show the clients' door with a one-time code; where none can be sent, the one with a password."""
    if not sms.gateway().sends:
        return htmx.go("accounts.password", next=_next())
    return _door("accounts/sign_in.html", CodeForm())


@bp.post("/sign-in")
@access.public
def sign_in_with_code() -> Response:
    """Let a client in by phone and one-time code; somebody new goes on to say who they are."""
    _only_with_codes()
    form = CodeForm.read()
    if not form.validate():
        return _door("accounts/sign_in.html", form, 422)
    try:
        proven = services.sign_in_with_code(phone=form.e164(), code=form.code.data or "")
    except Refusal as refusal:
        form.add_error("code", refusal.message())
        return _door("accounts/sign_in.html", form, refusal.status)
    if proven.account is None:
        session[PROVEN] = proven.code_id
        return htmx.go("home.join")
    return _welcome(proven.account)


@bp.post("/sign-in/code")
@access.public
def send_code() -> Response:
    """Send a one-time code and show the door again, ready for it."""
    _only_with_codes()
    form = CodeForm.read()
    if not PhoneForm.read().validate() or not form.e164():
        form.phone.errors = [_("Please enter a mobile number of 11 digits.")]
        return _door("accounts/sign_in.html", form, 422)
    try:
        services.send_code(phone=form.e164(), address=request.remote_addr or "", language=language())
    except Refusal as refusal:
        form.add_error("phone", refusal.message())
        return _door("accounts/sign_in.html", form, refusal.status)
    return _door(
        "accounts/sign_in.html",
        form,
        note=_("A code is on its way to this number. If you are new here, it leads you on as well."),
    )


@bp.get("/sign-in/password")
@access.public
def password() -> Response:
    """Show the clients' door with a password."""
    return _door("accounts/password.html", PasswordForm())


@bp.post("/sign-in/password")
@access.public
def sign_in_with_password() -> Response:
    """Let a client in by phone and password."""
    form = PasswordForm.read()
    if not form.validate():
        return _door("accounts/password.html", form, 422)
    try:
        account = services.sign_in_with_password(
            phone=form.e164(), password=form.password.data or "", device=device.here()
        )
    except Refusal as refusal:
        form.add_error("password", refusal.message())
        return _door("accounts/password.html", form, refusal.status)
    return _welcome(account)


@bp.get("/sign-in/staff")
@access.public
def staff() -> Response:
    """Show the staff door."""
    return _door("accounts/staff.html", StaffForm())


@bp.post("/sign-in/staff")
@access.public
def sign_in_staff() -> Response:
    """Let a staff member in by user name, password and second factor."""
    form = StaffForm.read()
    if not form.validate():
        return _door("accounts/staff.html", form, 422)
    try:
        account = services.sign_in_staff(
            username=form.username.data or "",
            password=form.password.data or "",
            code=form.code.data or "",
            device=device.here(),
        )
    except Refusal as refusal:
        form.add_error("code", refusal.message())
        return _door("accounts/staff.html", form, refusal.status)
    return _welcome(account)


@bp.post("/sign-out")
@access.signed_in
def sign_out() -> Response:
    """End this session and clear what the browser kept of it."""
    who = access.visitor()
    services.end_session(account_id=who.account_id, session_id=who.session_id)
    leave()
    answer = htmx.go_to("/")
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer
