"""Somebody new, whose phone a code has proven, says who they are and goes on to the plans (A3, P5)."""

from __future__ import annotations

from flask import Response, session

from webapp.accounts import queries as accounts
from webapp.accounts.rules import PROVEN
from webapp.accounts.services import PhoneTaken
from webapp.clients import services as clients
from webapp.clients.rules import phone_in_groups
from webapp.home import presenters
from webapp.home.forms import JoinForm
from webapp.home.views.blueprint import bp
from webapp.kernel import access, htmx
from webapp.kernel.i18n import language
from webapp.organisation import queries as organisation
from webapp.organisation.queries import Branch


@bp.get("/join")
@access.public
def join() -> Response:
    """Ask who it is; without a proven phone, the door."""
    phone = _proven()
    return _page(JoinForm(), phone) if phone else _elsewhere()


@bp.post("/join")
@access.public
def save_join() -> Response:
    """Register the new client, once, and let them in."""
    phone, form = _proven(), JoinForm.read()
    if not phone:
        return _elsewhere()
    form.branch.choices = [(one.id, one.id) for one in _branches()]
    if not form.validate() or form.birth_date.data is None:
        return _page(form, phone, 422)
    try:
        client = clients.register(
            branch_id=form.branch.data,
            sex=form.sex.data,
            birth_date=form.birth_date.data,
            occupation=form.occupation.data or "",
            phone=phone,
            language=language(),
            actor_id="",
            name_zh=form.name.data or "",
            name_en=form.latin_name(),
        )
    except PhoneTaken:
        return htmx.go("accounts.sign_in")
    access.let_in(client.account_id or "")
    return htmx.go("plans.choose_plan")


def _elsewhere() -> Response:
    """Go to the door; who has just joined and pressed twice goes on."""
    return htmx.go("plans.choose_plan" if access.visitor().signed_in else "accounts.sign_in")


def _proven() -> str:
    return accounts.proven_phone(session.get(PROVEN, ""))


def _branches() -> list[Branch]:
    return [one for one in organisation.branches() if not one.is_headquarters]


def _page(form: JoinForm, phone: str, status: int = 200) -> Response:
    branches = presenters.branches(_branches())
    return htmx.answer(
        "home/join.html", status=status, form=form, phone=phone_in_groups(phone), branches=branches
    )
