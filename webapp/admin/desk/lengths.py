"""How long the clocks of complaints are, published as dated versions (complaints.md §4)."""

from __future__ import annotations

from dataclasses import asdict

from flask import Response

from webapp.accounts.rules import Role
from webapp.admin.desk.blueprint import desk
from webapp.admin.forms.lengths import LengthsForm
from webapp.admin.presenters.lengths import version_cards
from webapp.complaints import queries, services
from webapp.kernel import access, clock, htmx, idempotency


@desk.get("/desk/admin/clocks")
@access.roles(Role.HQ_ADMIN)
def lengths() -> Response:
    """Show every version, and a form that begins with the newest."""
    published = queries.length_versions()
    newest = published[0].promised if published else queries.Lengths()
    return _page(LengthsForm(data=asdict(newest)), published)


@desk.post("/desk/admin/clocks")
@access.roles(Role.HQ_ADMIN)
@idempotency.once
def publish_lengths() -> Response:
    """Publish a new version for what comes in from a day on; cases under way keep theirs."""
    form = LengthsForm.read()
    given = form.given()
    if given is None:
        return _page(form, queries.length_versions())
    found, first_day = given
    services.publish_lengths(lengths=found, valid_from=first_day, actor_id=access.visitor().account_id)
    return htmx.go("admin_desk.lengths", published=1)


def _page(form: LengthsForm, published: list[queries.ClockLengths]) -> Response:
    return htmx.answer(
        "admin/lengths.html",
        status=422 if form.errors else 200,
        versions=version_cards(published, clock.today()),
        form=form,
    )
