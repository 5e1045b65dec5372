"""The client does not agree: with what was written down (T1), by an appeal (T13), or to have it opened again (T15)."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response

from webapp.accounts.rules import Role
from webapp.complaints import queries, services
from webapp.complaints.forms import AppealForm, CorrectForm
from webapp.complaints.views.blueprint import bp
from webapp.kernel import access, htmx, idempotency
from webapp.kernel.i18n import language


@bp.get("/complaints/<id:case_id>/appeal")
@access.roles(Role.CLIENT)
def ask_appeal(case_id: str) -> Response:
    """Ask what is not right, and say who will look at it."""
    return _page("complaints/ask_appeal.html", case_id, AppealForm())


@bp.post("/complaints/<id:case_id>/appeal")
@access.roles(Role.CLIENT, keeps_form=True)
@idempotency.once
def appeal(case_id: str) -> Response:
    """Take an appeal in (T13)."""
    return _sent("complaints/ask_appeal.html", case_id, services.appeal)


@bp.get("/complaints/<id:case_id>/reopen")
@access.roles(Role.CLIENT)
def ask_reopen(case_id: str) -> Response:
    """Ask why the case should be looked into again."""
    return _page("complaints/ask_reopen.html", case_id, AppealForm())


@bp.post("/complaints/<id:case_id>/reopen")
@access.roles(Role.CLIENT, keeps_form=True)
@idempotency.once
def reopen(case_id: str) -> Response:
    """Open a case again for its client (T15)."""
    return _sent("complaints/ask_reopen.html", case_id, services.reopen_by_client)


@bp.get("/complaints/<id:case_id>/correct")
@access.roles(Role.CLIENT)
def ask_correct(case_id: str) -> Response:
    """Ask what is wrong with what staff wrote down for her."""
    return _page("complaints/ask_correct.html", case_id, CorrectForm())


@bp.post("/complaints/<id:case_id>/correct")
@access.roles(Role.CLIENT, keeps_form=True)
@idempotency.once
def correct(case_id: str) -> Response:
    """Keep in the story what she says is wrong (T1)."""
    return _sent("complaints/ask_correct.html", case_id, services.correct, CorrectForm)


def _sent(
    template: str,
    case_id: str,
    act: Callable[..., object],
    asked: type[AppealForm | CorrectForm] = AppealForm,
) -> Response:
    """Do what the client's words are for, or show them again with what is missing."""
    form = asked.read()
    if not form.validate():
        return _page(template, case_id, form, 422)
    who = access.visitor().person_id
    act(case_id=case_id, client_id=who, words=form.words.data or "", language=language())
    return htmx.go("complaints.case", case_id=case_id)


def _page(template: str, case_id: str, form: AppealForm | CorrectForm, status: int = 200) -> Response:
    found = queries.case_of_client(case_id=case_id, client_id=access.visitor().person_id)
    return htmx.answer(template, status=status, case=found, form=form)
