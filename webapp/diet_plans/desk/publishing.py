"""Looking the plan over and publishing it (D1, D3)."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.diet_plans import queries, services
from webapp.diet_plans.desk.blueprint import client_at_table, desk, draft_content, writer
from webapp.diet_plans.forms import PublishForm
from webapp.diet_plans.presenters.check import check_page
from webapp.diet_plans.presenters.profile import need_of
from webapp.diet_plans.refusals import BadFirstDay, DraftMoved, NewerPublished, NotReady
from webapp.diet_plans.rules.publishing import Obstacle
from webapp.diet_plans.rules.versions import next_number
from webapp.kernel import access, clock, htmx, idempotency
from webapp.kernel.errors import NotYours


@desk.get("/desk/diet/clients/<id:client_id>/check")
@access.roles(Role.NUTRITIONIST)
def check(client_id: str) -> Response:
    """Show what would be published and what stands against it."""
    return _page(client_id, PublishForm(data={"first_day": clock.today()}))


@desk.post("/desk/diet/clients/<id:client_id>/publish")
@access.roles(Role.NUTRITIONIST)
@idempotency.once
def publish(client_id: str) -> Response:
    """Publish the draft as it was read; of several at once, one wins."""
    form, who = PublishForm.read(), writer(client_id)
    if not form.validate():
        return _page(client_id, form, 422)
    try:
        services.publish(
            revision=form.revision.data or 0,
            allergy_reason=form.reason,
            looked_twice=form.looked_twice.data,
            first_day=form.first_day.data,
            **who,
        )
    except NotReady as refusal:
        alone = refusal.obstacles == [Obstacle.FAR_OFF]
        form.add_error("looked_twice" if alone else "reason_zh", refusal.message())
        return _page(client_id, form, 422)
    except BadFirstDay as refusal:
        form.add_error("first_day", refusal.message())
        return _page(client_id, form, 422)
    except (NewerPublished, DraftMoved) as refusal:
        return _page(client_id, form, 409, refusal.message())
    return htmx.go("diet_plans_desk.worklist", published=1)


def _page(client_id: str, form: PublishForm, status: int = 200, message: str = "") -> Response:
    client = client_at_table(client_id)
    content, revision, _arranged = draft_content(client_id)
    if not revision:
        raise NotYours
    newest = queries.newest_version(client_id)
    need = need_of(client, content, clock.today())
    return htmx.answer(
        "diet_plans/check.html",
        status=status,
        client_id=client_id,
        name=client.name,
        page=check_page(
            content,
            queries.foods_as_written(content.codes),
            content.bands(need),
            frozenset(client.allergens),
            form.first_day.data or clock.today(),
        ),
        number=next_number(newest.number if newest else 0),
        revision=revision,
        form=form,
        message=message,
    )
