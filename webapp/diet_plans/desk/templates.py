"""Templates: the shelf beside a client's plan, and the own shelf of nutritionist, branch and headquarters (D5)."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.diet_plans import queries, services
from webapp.diet_plans.desk.blueprint import client_at_table, desk, writer
from webapp.diet_plans.desk.sheets import own_branch, own_staff
from webapp.diet_plans.forms import TemplateForm
from webapp.diet_plans.presenters.templates import template_rows
from webapp.diet_plans.refusals import FoodsOfABranch
from webapp.diet_plans.rules.templates import Shelf, shelf_of
from webapp.kernel import access, htmx, idempotency
from webapp.kernel.errors import NotYours

WRITERS = (Role.NUTRITIONIST, Role.BRANCH_MANAGER, Role.HQ_ADMIN)


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
@access.roles(*WRITERS)
def shared_templates() -> Response:
    """Show the own shelf and what may be used or shared from the others'."""
    return _page(TemplateForm())


@desk.post("/desk/diet/templates")
@access.roles(*WRITERS)
@idempotency.once
def begin_template() -> Response:
    """Begin an empty template on the own shelf and open it in the editor."""
    form, who = TemplateForm.read(), access.visitor()
    if not form.validate():
        return _page(form, status=422)
    template_id = services.begin_template(
        name=form.name,
        branch_id=own_branch(),
        own=own_staff() is not None,
        staff_id=who.person_id,
        actor_id=who.account_id,
    )
    return htmx.go("diet_plans_desk.template_editor", template_id=template_id)


@desk.post("/desk/diet/templates/<id:template_id>/share")
@access.roles(Role.BRANCH_MANAGER, Role.HQ_ADMIN)
def share_template(template_id: str) -> Response:
    """Make a copy for the whole branch, or for all branches."""
    who = access.visitor()
    try:
        services.share_template(
            template_id=template_id,
            branch_id=own_branch(),
            staff_id=who.person_id,
            actor_id=who.account_id,
        )
    except FoodsOfABranch as refusal:
        return _page(TemplateForm(), refusal.message(), status=409)
    return htmx.go("diet_plans_desk.shared_templates", shared=1)


@desk.post("/desk/diet/templates/<id:template_id>/retire")
@access.roles(*WRITERS)
def retire_template(template_id: str) -> Response:
    """Take a template off the own shelf; plans written with it keep their menus."""
    services.retire_template(
        template_id=template_id,
        branch_id=own_branch(),
        staff_id=own_staff(),
        actor_id=access.visitor().account_id,
    )
    return _back_to_shelf()


def _back_to_shelf() -> Response:
    """Go back to the shelf that was open: beside a client's plan, or the own one."""
    asked = request.form.get("client", "")
    try:
        client = clients.reachable(client_id=asked if asked.isascii() else "", visitor=access.visitor())
    except NotYours:  # of another branch, or nobody: both look alike
        return htmx.go("diet_plans_desk.shared_templates")
    return htmx.go("diet_plans_desk.templates", client_id=client.id)


def _shelf(client_id: str, form: TemplateForm, message: str = "", *, status: int = 200) -> Response:
    client, who = client_at_table(client_id), access.visitor()
    found = queries.templates_for_writing(branch_id=who.branch_id, staff_id=who.person_id)
    held = queries.allergens_held(found, frozenset(client.allergens))
    return htmx.answer(
        "diet_plans/templates.html",
        status=status,
        client_id=client_id,
        name=client.name,
        rows=template_rows(found, shelf=Shelf.OWN, held=held),
        held=bool(held),
        form=form,
        message=message,
        kept="kept" in request.args,
    )


def _page(form: TemplateForm, message: str = "", *, status: int = 200) -> Response:
    shelf = shelf_of(branch_id=own_branch(), staff_id=own_staff())
    return htmx.answer(
        "diet_plans/shared_templates.html",
        status=status,
        rows=template_rows(_within_reach(shelf), shelf=shelf),
        form=form,
        shelf=shelf.value,
        message=message,
        kept="kept" in request.args,
        shared="shared" in request.args,
    )


def _within_reach(shelf: Shelf) -> list[queries.Listed]:
    who = access.visitor()
    if shelf is Shelf.HEADQUARTERS:
        return queries.templates_of_house()
    if shelf is Shelf.BRANCH:
        return queries.templates_of_branch(branch_id=who.branch_id)
    return queries.templates_of_nutritionist(branch_id=who.branch_id, staff_id=who.person_id)
