"""Devices one is signed in on, and the password."""

from __future__ import annotations

from flask import Response

from webapp.accounts import queries, services
from webapp.accounts.forms import NewPasswordForm
from webapp.accounts.presenters import device_words
from webapp.accounts.views.blueprint import bp
from webapp.kernel import access, htmx
from webapp.kernel.errors import NotYours, Refusal
from webapp.kernel.i18n import _


@bp.get("/account/devices")
@access.signed_in
def devices() -> Response:
    """List the devices this account is signed in on (A3)."""
    who = access.visitor()
    return htmx.answer(
        "accounts/devices.html",
        sessions=[(one, device_words(one.device)) for one in queries.sessions(who.account_id)],
        current=who.session_id,
    )


@bp.post("/account/devices/<string(length=64):session_id>/end")
@access.signed_in
def end_device(session_id: str) -> Response:
    """Sign one device out."""
    if not services.end_session(account_id=access.visitor().account_id, session_id=session_id):
        raise NotYours
    return htmx.go("accounts.devices")


@bp.get("/account/password")
@access.signed_in
def change_password() -> Response:
    """Show the form for a new password."""
    return htmx.answer("accounts/change_password.html", form=NewPasswordForm())


@bp.post("/account/password")
@access.signed_in
def set_password() -> Response:
    """Change the password; all other devices are signed out (A3)."""
    form = NewPasswordForm.read()
    who = access.visitor()
    if not form.validate():
        return htmx.answer("accounts/change_password.html", status=422, form=form)
    if wrong := _wrong_with_current(form, who):
        form.add_error("current", wrong.message())
        return htmx.answer("accounts/change_password.html", status=wrong.status, form=form)
    try:
        services.set_password(
            account_id=who.account_id,
            password=form.password.data or "",
            session_id=who.session_id,
            branch_id=who.branch_id,
        )
    except Refusal as refusal:
        form.add_error("password", refusal.message())
        return htmx.answer("accounts/change_password.html", status=422, form=form)
    return htmx.go("accounts.devices", changed=1)


def _wrong_with_current(form: NewPasswordForm, who: access.Visitor) -> Refusal | None:
    try:
        right = services.password_fits(account_id=who.account_id, password=form.current.data or "")
    except services.TooManyTries as pause:
        return pause
    return None if right else NotThePassword()


class NotThePassword(Refusal):
    """What was typed is not the password now."""

    status = 422

    def message(self) -> str:
        return _("That is not the password you have now.")
