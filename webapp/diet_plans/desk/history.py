"""What was published: unchanged, to be read again, and withdrawn with a reason (D1)."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.diet_plans import queries, services
from webapp.diet_plans.desk.blueprint import client_at_table, desk, writer
from webapp.diet_plans.forms import WithdrawForm
from webapp.diet_plans.presenters.comparing import comparing_page
from webapp.diet_plans.presenters.copies import copies_of
from webapp.diet_plans.presenters.export import download
from webapp.diet_plans.presenters.plan import plan_page
from webapp.diet_plans.presenters.versions import standing, version_rows
from webapp.diet_plans.refusals import AlreadyEnded, NoReason
from webapp.kernel import access, clock, htmx, idempotency
from webapp.kernel.errors import NotYours


@desk.get("/desk/diet/clients/<id:client_id>/versions")
@access.roles(Role.NUTRITIONIST)
def published(client_id: str) -> Response:
    """List every version that was published for a client."""
    client = client_at_table(client_id)
    rows = version_rows(queries.versions(client_id), today=clock.today())
    return htmx.answer("diet_plans/published.html", client_id=client_id, name=client.name, rows=rows)


@desk.get("/desk/diet/clients/<id:client_id>/versions/<id:version_id>")
@access.roles(Role.NUTRITIONIST)
def published_version(client_id: str, version_id: str) -> Response:
    """Show one version as it was published."""
    return _page(client_id, version_id, WithdrawForm())


@desk.get("/desk/diet/clients/<id:client_id>/versions/<id:version_id>/export")
@access.roles(Role.NUTRITIONIST)
def export_version(client_id: str, version_id: str) -> Response:
    """Give one version with its foods and all totals as JSON."""
    client_at_table(client_id)
    return download(queries.published(version_id, client_id=client_id), queries.text_of(version_id))


@desk.get("/desk/diet/clients/<id:client_id>/versions/<id:version_id>/changes")
@access.roles(Role.NUTRITIONIST)
def compare_versions(client_id: str, version_id: str) -> Response:
    """Show what changed up to a version: from the one before it, or from the number in the address."""
    client, later = client_at_table(client_id), queries.published(version_id, client_id=client_id)
    numbers = [one.number for one in queries.versions(client_id)]
    asked = request.args.get("from", "")
    wanted = int(asked) if asked in {str(one) for one in numbers} else later.version.number - 1
    earlier = queries.version_numbered(client_id, wanted)
    if earlier is None or wanted == later.version.number:
        raise NotYours
    return htmx.answer(
        "diet_plans/compare_versions.html",
        client_id=client_id,
        version_id=version_id,
        name=client.name,
        page=comparing_page(earlier, later),
        numbers=[one for one in numbers if one != later.version.number],
    )


@desk.post("/desk/diet/clients/<id:client_id>/versions/<id:version_id>/withdraw")
@access.roles(Role.NUTRITIONIST)
@idempotency.once
def withdraw(client_id: str, version_id: str) -> Response:
    """Take a version back, with the reason that the client reads."""
    form, who = WithdrawForm.read(), writer(client_id)
    if not form.validate():
        return _page(client_id, version_id, form, 422)
    try:
        services.withdraw(version_id=version_id, reason=form.reason, **who)
    except NoReason as refusal:
        form.add_error("reason_zh", refusal.message())
        return _page(client_id, version_id, form, 422)
    except AlreadyEnded as refusal:
        return _page(client_id, version_id, form, 409, refusal.message())
    return htmx.go("diet_plans_desk.published", client_id=client_id)


def _page(
    client_id: str, version_id: str, form: WithdrawForm, status: int = 200, message: str = ""
) -> Response:
    client, found = client_at_table(client_id), queries.published(version_id, client_id=client_id)
    state = standing(found.version, queries.versions(client_id), today=clock.today())
    return htmx.answer(
        "diet_plans/published_version.html",
        status=status,
        client_id=client_id,
        version_id=version_id,
        name=client.name,
        plan=plan_page(found),
        copies=copies_of(found) if queries.draft(client_id) else [],
        state=state,
        form=form,
        message=message,
    )
