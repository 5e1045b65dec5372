"""Templates: a nutritionist's shelf beside the editor, the branch manager's and headquarters' pages (D5)."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.diet_plans import queries, services
from webapp.diet_plans.desk.blueprint import client_at_table, desk, writer
from webapp.diet_plans.forms import TemplateForm
from webapp.diet_plans.presenters.templates import template_rows
from webapp.diet_plans.refusals import FoodsOfABranch
from webapp.diet_plans.rules.templates import Shelf
from webapp.kernel import access, htmx


@desk.get("/desk/diet/clients/<id:client_id>/templates")
@access.roles(Role.NUTRITIONIST)
def templates(client_id: str) -> Response:
    """Show what a client's plan may begin with, and keep its menus for the next one."""
    return _shelf(client_id, TemplateForm())


@desk.post("/desk/diet/clients/<id:client_id>/templates")
@access.roles(Role.NUTRITIONIST)
def keep_template(client_id: str) -> Response:
    """Keep the menus of the draft as an own template."""
    form, who = TemplateForm.read(), writer(client_id)
    if not form.validate():
        return _shelf(client_id, form, status=422)
    services.keep_template(name=form.name, **who)
    return htmx.go("diet_plans_desk.templates", client_id=client_id, kept=1)


@desk.post("/desk/diet/clients/<id:client_id>/templates/<id:template_id>/use")
@access.roles(Role.NUTRITIONIST)
def use_template(client_id: str, template_id: str) -> Response:
    """Put a template's menus in place of the draft's."""
    who = writer(client_id)
    try:
        services.use_template(template_id=template_id, **who)
    except FoodsOfABranch as refusal:
        return _shelf(client_id, TemplateForm(), refusal.message(), status=409)
    return htmx.go("diet_plans_desk.editor", client_id=client_id)


@desk.get("/desk/diet/templates")
@access.roles(Role.BRANCH_MANAGER, Role.HQ_ADMIN)
def shared_templates() -> Response:
    """Show the branch manager the branch's templates, headquarters its own; both may share one step up."""
    return _page()


@desk.post("/desk/diet/templates/<id:template_id>/share")
@access.roles(Role.BRANCH_MANAGER, Role.HQ_ADMIN)
def share_template(template_id: str) -> Response:
    """Make a copy for the whole branch, or for all branches."""
    try:
        services.share_template(
            template_id=template_id, branch_id=_branch(), actor_id=access.visitor().account_id
        )
    except FoodsOfABranch as refusal:
        return _page(refusal.message(), status=409)
    return htmx.go("diet_plans_desk.shared_templates", kept=1)


@desk.post("/desk/diet/templates/<id:template_id>/retire")
@access.roles(Role.NUTRITIONIST, Role.BRANCH_MANAGER, Role.HQ_ADMIN)
def retire_template(template_id: str) -> Response:
    """Take a template off the own shelf; plans written with it keep their menus."""
    who = access.visitor()
    own = who.person_id if who.role == Role.NUTRITIONIST else None
    services.retire_template(
        template_id=template_id, branch_id=_branch(), staff_id=own, actor_id=who.account_id
    )
    return _back_to_shelf() if own else htmx.go("diet_plans_desk.shared_templates")


def _back_to_shelf() -> Response:
    """Go back to the shelf that was open, which stands beside a client's plan."""
    asked = request.form.get("client", "")
    client = clients.client(asked) if asked.isascii() and asked.isalnum() else None
    if client is None:
        return htmx.go("diet_plans_desk.own_clients")
    return htmx.go("diet_plans_desk.templates", client_id=client.id)


def _branch() -> str | None:
    """Give the visitor's branch; none at headquarters."""
    who = access.visitor()
    return None if who.role == Role.HQ_ADMIN else who.branch_id


def _shelf(client_id: str, form: TemplateForm, message: str = "", *, status: int = 200) -> Response:
    client, who = client_at_table(client_id), access.visitor()
    found = queries.templates_for_writing(branch_id=who.branch_id, staff_id=who.person_id)
    return htmx.answer(
        "diet_plans/templates.html",
        status=status,
        client_id=client_id,
        name=client.name,
        rows=template_rows(found),
        form=form,
        message=message,
        kept="kept" in request.args,
    )


def _page(message: str = "", *, status: int = 200) -> Response:
    branch_id = _branch()
    found = queries.templates_of_branch(branch_id=branch_id) if branch_id else queries.templates_of_house()
    return htmx.answer(
        "diet_plans/shared_templates.html",
        status=status,
        rows=template_rows(found, ours=Shelf.BRANCH if branch_id else Shelf.HEADQUARTERS),
        house=branch_id is None,
        message=message,
        kept="kept" in request.args,
    )
