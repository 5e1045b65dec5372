"""Me: the person, the consents, how she likes to read; and the inbox."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.clients import services as client_services
from webapp.clients.rules import ASKED, Purpose
from webapp.home import presenters, rules
from webapp.home.forms import OccupationForm
from webapp.home.views.blueprint import bp
from webapp.kernel import access, clock, htmx
from webapp.kernel.errors import NotYours
from webapp.notices import queries as notices
from webapp.notices import services as notice_services
from webapp.organisation import queries as organisation
from webapp.plans import queries as plans


@bp.get("/me")
@access.roles(Role.CLIENT)
def me() -> Response:
    """Show the person, the plan, and how she likes to read."""
    enrolment = plans.live_enrolment(client_id=access.visitor().person_id, day=clock.today())
    if enrolment is None:
        return htmx.answer("home/me.html", enrolment=None)
    return htmx.answer(
        "home/me.html",
        enrolment=enrolment,
        institution=organisation.institution(enrolment.institution_id),
        package=enrolment.package,
        changes=presenters.changed_items(plans.item_changes(enrolment.id)),
    )


@bp.get("/me/consents")
@access.roles(Role.CLIENT)
def consents() -> Response:
    """Show each consent: what it is for, whether it is given, what stops without it (A5)."""
    given = clients.consents(access.visitor().person_id)
    return htmx.answer("home/consents.html", consents=presenters.consents(given))


@bp.get("/me/occupation")
@access.roles(Role.CLIENT)
def occupation() -> Response:
    """Ask what the client works as: examinations may depend on it (P2)."""
    client = clients.client(access.visitor().person_id)
    if client is None:
        raise NotYours
    back = rules.way_back(request.args.get("back", "/me"))
    return htmx.answer(
        "home/occupation.html", form=OccupationForm(data={"occupation": client.occupation, "back": back})
    )


@bp.post("/me/occupation")
@access.roles(Role.CLIENT)
def save_occupation() -> Response:
    """Keep the answer and go back to where it was asked from."""
    who, form = access.visitor(), OccupationForm.read()
    form.back.data = rules.way_back(form.back.data or "/me")
    if not form.validate():
        return htmx.answer("home/occupation.html", status=422, form=form)
    client_services.set_occupation(
        client_id=who.person_id, occupation=form.occupation.data or "", actor_id=who.account_id
    )
    return htmx.go_to(form.back.data)


def _purpose(asked: str) -> Purpose:
    if asked not in ASKED:
        raise NotYours
    return Purpose(asked)


@bp.post("/me/consents/<purpose>/give")
@access.roles(Role.CLIENT)
def give_consent(purpose: str) -> Response:
    """Give one consent."""
    who = access.visitor()
    client_services.give_consent(client_id=who.person_id, purpose=_purpose(purpose), actor_id=who.account_id)
    return htmx.go("home.consents")


@bp.post("/me/consents/<purpose>/withdraw")
@access.roles(Role.CLIENT)
def withdraw_consent(purpose: str) -> Response:
    """Withdraw one consent, as easily as it was given."""
    who = access.visitor()
    client_services.withdraw_consent(
        client_id=who.person_id, purpose=_purpose(purpose), actor_id=who.account_id
    )
    return htmx.go("home.consents")


@bp.get("/inbox")
@access.signed_in
def inbox() -> Response:
    """Show the messages, newest first."""
    page = notices.inbox(account_id=access.visitor().account_id, after=request.args.get("after", ""))
    return htmx.answer("home/inbox.html", page=page)


@bp.post("/inbox/read")
@access.signed_in
def read_inbox() -> Response:
    """Mark all messages as read."""
    notice_services.mark_read(account_id=access.visitor().account_id)
    return htmx.go("home.inbox")
