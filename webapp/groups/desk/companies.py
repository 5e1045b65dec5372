"""Companies and their contract years."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.groups import forms, presenters, queries, services
from webapp.groups.desk.blueprint import KEEPERS, STAFF, desk, own
from webapp.groups.models import ClientGroup
from webapp.groups.refusals import NotAgreedPlace, YearsOverlap
from webapp.kernel import access, clock, htmx, idempotency
from webapp.kernel.i18n import day, say
from webapp.organisation import queries as organisation


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
    return _page(own(group_id), None)


@desk.post("/desk/groups/<id:group_id>/contracts")
@access.roles(*KEEPERS)
@idempotency.once
def sign_contract(group_id: str) -> Response:
    """Note a contract year."""
    found = own(group_id)
    form = _with_places(forms.ContractForm.read(), found)
    if not form.validate():
        return _page(found, form)
    try:
        services.sign_contract(
            group=found,
            actor_id=access.visitor().account_id,
            **form.terms(),
        )
    except YearsOverlap as refusal:
        form.add_error("starts_on", refusal.message())
    except NotAgreedPlace as refusal:
        form.add_error("institution", refusal.message())
    else:
        return htmx.go("groups_desk.group", group_id=group_id, kept=1)
    return _page(found, form)


def _with_places(form: forms.ContractForm, group: ClientGroup) -> forms.ContractForm:
    places = organisation.agreed_institutions(branch_id=group.branch_id, day=clock.today())
    form.institution.choices = [("", ""), *((one.id, say(one.name)) for one in places)]
    return form


def _page(group: ClientGroup, form: forms.ContractForm | None) -> Response:
    who = access.visitor()
    keeps = who.role in KEEPERS
    contracts = queries.contracts_of(group.id)
    return htmx.answer(
        "groups/group.html",
        status=422 if form else 200,
        group=group,
        contracts=contracts,
        reports=queries.reports_of(group.id, released_only=not keeps),
        states=presenters.STATUS_WORDS,
        contact=queries.contact_of(group.id),
        keeps=keeps,
        hint=presenters.too_few_words(),
        form=(form or _with_places(forms.ContractForm(formdata=None), group)) if keeps else None,
    )
