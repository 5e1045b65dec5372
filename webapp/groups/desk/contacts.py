"""The company's contact: appointed by the branch; reads roster, counts and released reports, nothing of one person."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.accounts.services import UsernameTaken, first_keys
from webapp.clients import queries as clients
from webapp.groups import forms, queries, services
from webapp.groups.desk.blueprint import KEEPERS, desk, own
from webapp.kernel import access, htmx


@desk.get("/desk/groups/<id:group_id>/contact")
@access.roles(*KEEPERS)
def contact(group_id: str) -> Response:
    """Show the form for a new contact."""
    return htmx.answer("groups/contact.html", group=own(group_id), form=forms.ContactForm())


@desk.post("/desk/groups/<id:group_id>/contact")
@access.roles(*KEEPERS)
def appoint_contact(group_id: str) -> Response:
    """Open the contact's account; first password and second factor are shown this once."""
    group, form = own(group_id), forms.ContactForm.read()
    if form.validate():
        keys = first_keys()
        try:
            made = services.appoint_contact(
                group=group,
                name_zh=form.name_zh.data or "",
                name_en=form.name_en.data or "",
                username=form.username.data or "",
                password=keys.password,
                totp_secret=keys.totp_secret,
                actor_id=access.visitor().account_id,
            )
        except UsernameTaken as taken:
            form.add_error("username", taken.message())
        else:
            username = (form.username.data or "").lower()
            return htmx.answer(
                "groups/appointed.html", status=201, group=group, made=made, username=username, keys=keys
            )
    return htmx.answer("groups/contact.html", status=422, group=group, form=form)


@desk.get("/desk/our-group")
@access.roles(Role.GROUP_CONTACT)
def our_group() -> Response:
    """Show the contact their company: contract years, released reports, and who is on the roster."""
    group = queries.group_of_contact(access.visitor().person_id)
    page = queries.roster(group.id, after=request.args.get("after", ""))
    return htmx.answer(
        "groups/our_group.html",
        group=group,
        contracts=queries.contracts_of(group.id),
        reports=queries.reports_of(group.id, released_only=True),
        page=page,
        names={key: one.name for key, one in clients.named(one.client_id for one in page.rows).items()},
    )
