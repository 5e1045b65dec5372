"""The phases of a draft: named, added, put in order, taken out (循序渐进)."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.diet_plans import services
from webapp.diet_plans.desk import grid
from webapp.diet_plans.desk.blueprint import desk
from webapp.diet_plans.desk.sheets import ClientSheet, Sheet
from webapp.diet_plans.forms import DeedForm, PhaseForm
from webapp.diet_plans.forms.phases import Deed
from webapp.diet_plans.presenters.editor import Place
from webapp.diet_plans.refusals import DraftMoved, PhaseGone, TooManyPhases, WeeksNeeded
from webapp.diet_plans.services import Author
from webapp.kernel import access, htmx


@desk.post("/desk/diet/clients/<id:client_id>/phases/name")
@access.roles(Role.NUTRITIONIST)
def tell_phase(client_id: str) -> Response:
    """Write what a phase is called and how many weeks it lasts."""
    return told(ClientSheet(client_id))


@desk.post("/desk/diet/clients/<id:client_id>/phases")
@access.roles(Role.NUTRITIONIST)
def change_phases(client_id: str) -> Response:
    """Add a phase after this one, move it, or take it out."""
    return changed(ClientSheet(client_id))


def told(sheet: Sheet) -> Response:
    """Name a phase of any sheet and say how long it lasts."""
    form, who = PhaseForm.read(), sheet.author()
    if not form.validate():
        return _again(sheet, form)
    try:
        services.tell_phase(
            phase=form.phase.data or 0, title=form.title, weeks=form.weeks.data, revision=form.seen, **who
        )
    except WeeksNeeded as refusal:
        form.add_error("weeks", refusal.message())
        return _again(sheet, form)
    except (DraftMoved, PhaseGone) as refusal:
        form.add_error("phase", refusal.message())
        return _again(sheet, form, status=409)
    return _to(sheet, form.phase.data or 0)


def changed(sheet: Sheet) -> Response:
    """Add, move or take out a phase of any sheet."""
    form, who = DeedForm.read(), sheet.author()
    if not form.validate():
        return _again(sheet, form)
    try:
        return _to(sheet, _done(Deed(form.do.data), form.phase.data or 0, form.seen, who))
    except (DraftMoved, PhaseGone, TooManyPhases) as refusal:
        form.add_error("phase", refusal.message())
        return _again(sheet, form, status=409)


def _done(deed: Deed, phase: int, revision: int, who: Author) -> int:
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


def _to(sheet: Sheet, phase: int) -> Response:
    return htmx.go_to(sheet.owner.to("editor", phase=phase))


def _again(sheet: Sheet, form: PhaseForm | DeedForm, status: int = 422) -> Response:
    """Draw the editor again at the phase that was asked for, with what was typed."""
    day, meal = grid.FIRST
    phase = 0 if "phase" in form.errors and status != 409 else form.phase.data or 0
    return grid.page(sheet, Place(sheet.owner, day, meal, phase), form, status=status)
