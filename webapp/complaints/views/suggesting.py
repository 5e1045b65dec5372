"""A suggestion takes the short way: one page, nobody is named, nobody's work is touched (§1)."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.complaints import queries, services
from webapp.complaints.forms import SuggestionForm
from webapp.complaints.rules.categories import Category, Kind
from webapp.complaints.views.blueprint import bp
from webapp.kernel import access, htmx, idempotency
from webapp.kernel.i18n import language


@bp.get("/complaints/suggest")
@access.roles(Role.CLIENT)
def suggest() -> Response:
    """Ask for a suggestion, in her own words."""
    return _page(SuggestionForm(), 200)


@bp.post("/complaints/suggest")
@access.roles(Role.CLIENT, keeps_form=True)
@idempotency.once
def send_suggestion() -> Response:
    """Take a suggestion in, once, and show the receipt."""
    form = SuggestionForm.read()
    if not form.validate():
        return _page(form, 422)
    said = services.Complaint(
        category=Category.OTHER, story=form.story.data or "", language=language(), kind=Kind.SUGGESTION
    )
    case = services.submit(client_id=access.visitor().person_id, complaint=said)
    return htmx.go("complaints.receipt", case_id=case.id)


def _page(form: SuggestionForm, status: int) -> Response:
    days = queries.lengths_on().result_days(Category.OTHER)
    return htmx.answer("complaints/suggest.html", status=status, form=form, days=days)
