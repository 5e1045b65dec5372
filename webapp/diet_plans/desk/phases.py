"""The phases of the draft: named, added, put in order, taken out (循序渐进)."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.diet_plans import services
from webapp.diet_plans.desk.blueprint import Writer, client_at_table, desk, writer
from webapp.diet_plans.desk.editing import FIRST, page
from webapp.diet_plans.forms import DeedForm, PhaseForm
from webapp.diet_plans.forms.phases import Deed
from webapp.diet_plans.presenters.editor import Place
from webapp.diet_plans.refusals import DraftMoved, PhaseGone, TooManyPhases, WeeksNeeded
from webapp.kernel import access, htmx


@desk.post("/desk/diet/clients/<id:client_id>/phases/name")
@access.roles(Role.NUTRITIONIST)
def tell_phase(client_id: str) -> Response:
    """Write what a phase is called and how many weeks it lasts."""
    form, who = PhaseForm.read(), writer(client_id)
    if not form.validate():
        return _again(client_id, form)
    try:
        services.tell_phase(
            phase=form.phase.data or 0, title=form.title, weeks=form.weeks.data, revision=form.seen, **who
        )
    except WeeksNeeded as refusal:
        form.add_error("weeks", refusal.message())
        return _again(client_id, form)
    except (DraftMoved, PhaseGone) as refusal:
        form.add_error("phase", refusal.message())
        return _again(client_id, form, status=409)
    return _to(client_id, form.phase.data or 0)


@desk.post("/desk/diet/clients/<id:client_id>/phases")
@access.roles(Role.NUTRITIONIST)
def change_phases(client_id: str) -> Response:
    """Add a phase after this one, move it, or take it out."""
    form, who = DeedForm.read(), writer(client_id)
    if not form.validate():
        return _again(client_id, form)
    try:
        return _to(client_id, _done(Deed(form.do.data), form.phase.data or 0, form.seen, who))
    except (DraftMoved, PhaseGone, TooManyPhases) as refusal:
        form.add_error("phase", refusal.message())
        return _again(client_id, form, status=409)


def _done(deed: Deed, phase: int, revision: int, who: Writer) -> int:
    """Do it and give the phase to look at next."""
    if deed in (Deed.COPY, Deed.ADD):
        services.add_phase(phase=phase, copied=deed is Deed.COPY, revision=revision, **who)
        return phase + 1
    if deed is Deed.REMOVE:
        services.remove_phase(phase=phase, revision=revision, **who)
        return max(phase - 1, 0)
    to = max(phase - 1, 0) if deed is Deed.EARLIER else phase + 1
    services.move_phase(phase=phase, to=to, revision=revision, **who)
    return to


def _to(client_id: str, phase: int) -> Response:
    return htmx.go("diet_plans_desk.editor", client_id=client_id, phase=phase)


def _again(client_id: str, form: PhaseForm | DeedForm, status: int = 422) -> Response:
    """Draw the editor again at the phase that was asked for, with what was typed."""
    day, meal = FIRST
    phase = 0 if "phase" in form.errors and status != 409 else form.phase.data or 0
    return page(client_at_table(client_id), Place(client_id, day, meal, phase), form, status=status)
