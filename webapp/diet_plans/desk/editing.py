"""The editor of a client's plan: menus day by day, targets, live totals (D2, D3, D5)."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.diet_plans import services
from webapp.diet_plans.desk import grid
from webapp.diet_plans.desk.blueprint import desk, writer
from webapp.diet_plans.desk.sheets import ClientSheet
from webapp.diet_plans.forms import TargetForm
from webapp.diet_plans.presenters.editor import Place
from webapp.diet_plans.rules.targets import Activity, Goal
from webapp.kernel import access, htmx


@desk.get("/desk/diet/clients/<id:client_id>/plan")
@access.roles(Role.NUTRITIONIST)
def editor(client_id: str) -> Response:
    """Show the week, one meal of it, the search and the day's totals beside what is known of the client."""
    return grid.editor(ClientSheet(client_id))


@desk.post("/desk/diet/clients/<id:client_id>/foods")
@access.roles(Role.NUTRITIONIST)
def add_food(client_id: str) -> Response:
    """Put a food into the chosen meal."""
    return grid.add_food(ClientSheet(client_id))


@desk.post("/desk/diet/clients/<id:client_id>/foods/remove")
@access.roles(Role.NUTRITIONIST)
def remove_food(client_id: str) -> Response:
    """Take a food out of the chosen meal."""
    return grid.remove_food(ClientSheet(client_id))


@desk.post("/desk/diet/clients/<id:client_id>/foods/change")
@access.roles(Role.NUTRITIONIST)
def tell_item(client_id: str) -> Response:
    """Change amount, note and swapping of a food of the chosen meal."""
    return grid.tell_item(ClientSheet(client_id))


@desk.post("/desk/diet/clients/<id:client_id>/meals")
@access.roles(Role.NUTRITIONIST)
def name_meal(client_id: str) -> Response:
    """Write what the chosen meal is called."""
    return grid.name_meal(ClientSheet(client_id))


@desk.post("/desk/diet/clients/<id:client_id>/days")
@access.roles(Role.NUTRITIONIST)
def copy_day(client_id: str) -> Response:
    """Copy the chosen day's menus to another weekday."""
    return grid.copy_day(ClientSheet(client_id))


@desk.post("/desk/diet/clients/<id:client_id>/paste")
@access.roles(Role.NUTRITIONIST)
def paste(client_id: str) -> Response:
    """Put a copied food, meal or day into the chosen place."""
    return grid.paste(ClientSheet(client_id))


@desk.post("/desk/diet/clients/<id:client_id>/targets")
@access.roles(Role.NUTRITIONIST)
def save_targets(client_id: str) -> Response:
    """Set activity and, if wanted, the energy range."""
    form, who = TargetForm.read(), writer(client_id)
    if not form.validate():
        sheet = ClientSheet(client_id)
        return grid.page(sheet, Place(sheet.owner, *grid.FIRST), form)
    services.save_targets(
        activity=Activity(form.activity.data),
        energy_low=form.energy_low.data,
        energy_high=form.energy_high.data,
        goal=Goal(form.goal.data or Goal.KEEP),
        conditions=form.chosen,
        ranges=form.ranges,
        **who,
    )
    return htmx.go("diet_plans_desk.editor", client_id=client_id)
