"""The roster of a group: names and departments, never anything about anybody's health."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from webapp.clients import queries as clients
from webapp.groups import forms, queries, services
from webapp.groups.desk.blueprint import KEEPERS, desk, own
from webapp.groups.models import ClientGroup
from webapp.groups.refusals import OnARoster
from webapp.kernel import access, clock, htmx, idempotency
from webapp.kernel.errors import NotYours


@desk.get("/desk/groups/<id:group_id>/members")
@access.roles(*KEEPERS)
def members(group_id: str) -> Response:
    """Show who is on the roster, and find clients of the branch to put on it."""
    return _page(own(group_id), forms.MemberForm())


@desk.post("/desk/groups/<id:group_id>/members")
@access.roles(*KEEPERS)
@idempotency.once
def add_member(group_id: str) -> Response:
    """Put a client on the roster from today, and enrol them under the contract year unless they have a plan."""
    group, form = own(group_id), forms.MemberForm.read()
    if not form.validate():
        return _page(group, form, 422)
    try:
        services.join(
            group=group,
            client_id=request.form.get("client", ""),
            department=form.department.data or "",
            actor_id=access.visitor().account_id,
        )
    except OnARoster as refusal:
        form.add_error("department", refusal.message())
        return _page(group, form, 422)
    return htmx.go("groups_desk.members", group_id=group_id, kept=1)


@desk.post("/desk/groups/members/<id:member_id>/end")
@access.roles(*KEEPERS)
@idempotency.once
def end_membership(member_id: str) -> Response:
    """Take somebody off the roster today; the line stays."""
    found = queries.member(member_id)
    if found is None:
        raise NotYours
    group = own(found.group_id)
    services.end_membership(member=found, left_on=clock.today(), actor_id=access.visitor().account_id)
    return htmx.go("groups_desk.members", group_id=group.id, kept=1)


def _page(group: ClientGroup, form: forms.MemberForm, status: int = 200) -> Response:
    words = request.values.get("q", "").strip()[:60]
    page = queries.roster(group.id, after=request.args.get("after", ""))
    found: list[Any] = clients.search(branch_id=group.branch_id, words=words).rows if words else []
    return htmx.answer(
        "groups/members.html",
        status=status,
        group=group,
        page=page,
        names={key: one.name for key, one in clients.named(one.client_id for one in page.rows).items()},
        words=words,
        found=found,
        on_roster={one.client_id for one in page.rows},
        form=form,
    )
