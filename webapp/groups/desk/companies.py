"""Companies of a branch: the list, and one with its years, its report and its contact."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.groups import forms, presenters, queries, services
from webapp.groups.desk.blueprint import AGREERS, KEEPERS, STAFF, desk, own
from webapp.groups.models import ClientGroup
from webapp.kernel import access, clock, htmx, idempotency
from webapp.kernel.i18n import day


@desk.get("/desk/groups")
@access.roles(*STAFF)
def groups() -> Response:
    """List the branch's groups; headquarters sees all."""
    who = access.visitor()
    branch_id = "" if who.role == Role.HQ_ADMIN else who.branch_id
    page = queries.groups(branch_id=branch_id, after=request.args.get("after", ""))
    since = {one.id: day(clock.local(one.opened_at).date()) for one in page.rows}
    return htmx.answer("groups/groups.html", page=page, since=since, may_open=who.role in KEEPERS)


@desk.get("/desk/groups/new")
@access.roles(*KEEPERS)
def new_group() -> Response:
    """Show the form for a new group."""
    return htmx.answer("groups/new_group.html", form=forms.GroupForm())


@desk.post("/desk/groups/new")
@access.roles(*KEEPERS)
@idempotency.once
def open_group() -> Response:
    """Open a group of the branch."""
    form, who = forms.GroupForm.read(), access.visitor()
    if not form.validate():
        return htmx.answer("groups/new_group.html", status=422, form=form)
    names = {"name_zh": form.name_zh.data or "", "name_en": form.name_en.data or ""}
    made = services.open_group(branch_id=who.branch_id, actor_id=who.account_id, **names)
    return htmx.go("groups_desk.group", group_id=made.id)


@desk.get("/desk/groups/<id:group_id>")
@access.roles(*STAFF)
def group(group_id: str) -> Response:
    """Show a group: contract years with their reports, and its contact."""
    return _page(own(group_id))


def _page(group: ClientGroup) -> Response:
    who = access.visitor()
    keeps = who.role in KEEPERS
    contracts = queries.contracts_of(group.id)
    return htmx.answer(
        "groups/group.html",
        group=group,
        contracts=contracts,
        reports=queries.reports_of(group.id, released_only=not keeps),
        states=presenters.STATUS_WORDS,
        contact=queries.contact_of(group.id),
        keeps=keeps,
        hint=presenters.too_few_words(),
        may_sign=who.role in AGREERS,
    )
