"""The check of all answers, and submitting them once (Q2, Q8)."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.kernel import access, htmx, idempotency
from webapp.questionnaires import queries, services
from webapp.questionnaires.forms import AmendForm, CertifyForm
from webapp.questionnaires.presenters import packing, pages
from webapp.questionnaires.presenters.newer import left_lines
from webapp.questionnaires.queries import Filling
from webapp.questionnaires.rules.attachments import FOLDER
from webapp.questionnaires.views.blueprint import bp, mine, my_draft


@bp.get("/questionnaires/<code>/review")
@access.roles(Role.CLIENT)
def review(code: str) -> Response:
    """Show all answers in words, what is missing, and the last step."""
    filling = queries.draft(client_id=access.visitor().person_id, code=mine(code))
    if filling is None:
        return htmx.go("questionnaires.start", code=code)
    if filling.outdated:
        return htmx.go("questionnaires.newer", code=code)
    return _review(filling, _last_step(filling)())


@bp.post("/questionnaires/<code>/review")
@access.roles(Role.CLIENT, keeps_form=True)
@idempotency.once
def submit(code: str) -> Response:
    """Certify and submit, exactly once (Q2, Q8)."""
    who = access.visitor()
    filling = queries.draft(client_id=who.person_id, code=mine(code))
    form = _last_step(filling).read()
    if filling is not None and not form.validate():
        return _review(filling, form, 422)
    try:
        row = services.submit(
            client_id=who.person_id,
            code=code,
            signature=form.signature(),
            actor_id=who.account_id,
            reason=form.why.data or "" if isinstance(form, AmendForm) else "",
            draft=filling,
        )
    except services.NotComplete:
        return _review(my_draft(code), form, 422)
    except services.NothingChanged as refusal:
        form.add_error("why", refusal.message())
        return _review(my_draft(code), form, 422)
    except services.BadSignature as refusal:
        for field, message in refusal.problems():
            form.add_error(field, message)
        return _review(my_draft(code), form, 422)
    return htmx.go("questionnaires.receipt", response_id=row.id)


def _last_step(filling: Filling | None) -> type[CertifyForm]:
    return AmendForm if filling is not None and filling.amends_id else CertifyForm


def _review(filling: Filling, form: CertifyForm, status: int = 200) -> Response:
    missing = pages.missing(filling, checking=True)
    return htmx.answer(
        "questionnaires/review.html",
        status=status,
        filling=filling,
        left=left_lines(filling.left),
        about=packing.about(filling.code, filling.definition_id, filling),
        form=form,
        missing=missing,
        open=sum(gap.open for gap in missing),
        choices=pages.differences(filling),
        parts=pages.parts(filling.definition, filling.answers, filling.code, FOLDER),
    )
