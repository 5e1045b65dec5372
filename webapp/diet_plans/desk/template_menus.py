"""A template written from nothing: begun on the own shelf, written in the editor, saved, changed later (D5).

A nutritionist writes her own, a branch manager the branch's, headquarters the house's; nobody another's.
"""

from __future__ import annotations

from flask import Response

from webapp.diet_plans import services
from webapp.diet_plans.desk import grid, phases
from webapp.diet_plans.desk.blueprint import desk
from webapp.diet_plans.desk.sheets import TemplateSheet
from webapp.diet_plans.desk.templates import WRITERS
from webapp.diet_plans.forms import KeepForm
from webapp.diet_plans.presenters.editor import Place
from webapp.diet_plans.refusals import DraftMoved, EmptyTemplate
from webapp.kernel import access, htmx


@desk.get("/desk/diet/templates/<id:template_id>/menus")
@access.roles(*WRITERS)
def template_editor(template_id: str) -> Response:
    """Show the template's week, one meal of it, the search and the day's totals."""
    return grid.editor(TemplateSheet(template_id))


@desk.post("/desk/diet/templates/<id:template_id>/keep")
@access.roles(*WRITERS)
def keep_written(template_id: str) -> Response:
    """Save the template as it is written now: from then on it is offered so."""
    form, sheet = KeepForm.read(), TemplateSheet(template_id)
    if not form.validate():
        return _again(sheet, form)
    try:
        services.keep_written(name=form.name, revision=form.seen, **sheet.keeper)
    except EmptyTemplate as refusal:
        form.add_error("revision", refusal.message())
        return _again(sheet, form)
    except DraftMoved as refusal:
        form.add_error("revision", refusal.message())
        return _again(sheet, form, status=409)
    return htmx.go("diet_plans_desk.shared_templates", kept=1)


def _again(sheet: TemplateSheet, form: KeepForm, *, status: int = 422) -> Response:
    return grid.page(sheet, Place(sheet.owner, *grid.FIRST), form, status=status)


@desk.post("/desk/diet/templates/<id:template_id>/foods")
@access.roles(*WRITERS)
def template_add_food(template_id: str) -> Response:
    """Put a food into the chosen meal."""
    return grid.add_food(TemplateSheet(template_id))


@desk.post("/desk/diet/templates/<id:template_id>/foods/remove")
@access.roles(*WRITERS)
def template_remove_food(template_id: str) -> Response:
    """Take a food out of the chosen meal."""
    return grid.remove_food(TemplateSheet(template_id))


@desk.post("/desk/diet/templates/<id:template_id>/foods/change")
@access.roles(*WRITERS)
def template_tell_item(template_id: str) -> Response:
    """Change amount, note and swapping of a food of the chosen meal."""
    return grid.tell_item(TemplateSheet(template_id))


@desk.post("/desk/diet/templates/<id:template_id>/meals")
@access.roles(*WRITERS)
def template_name_meal(template_id: str) -> Response:
    """Write what the chosen meal is called."""
    return grid.name_meal(TemplateSheet(template_id))


@desk.post("/desk/diet/templates/<id:template_id>/days")
@access.roles(*WRITERS)
def template_copy_day(template_id: str) -> Response:
    """Copy the chosen day's menus to another weekday."""
    return grid.copy_day(TemplateSheet(template_id))


@desk.post("/desk/diet/templates/<id:template_id>/paste")
@access.roles(*WRITERS)
def template_paste(template_id: str) -> Response:
    """Put a copied food, meal or day into the chosen place."""
    return grid.paste(TemplateSheet(template_id))


@desk.post("/desk/diet/templates/<id:template_id>/phases/name")
@access.roles(*WRITERS)
def template_tell_phase(template_id: str) -> Response:
    """Write what a phase is called and how many weeks it lasts."""
    return phases.told(TemplateSheet(template_id))


@desk.post("/desk/diet/templates/<id:template_id>/phases")
@access.roles(*WRITERS)
def template_change_phases(template_id: str) -> Response:
    """Add a phase after this one, move it, or take it out."""
    return phases.changed(TemplateSheet(template_id))
