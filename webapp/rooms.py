"""The rooms that have pages, in the order of the house."""

from __future__ import annotations

from flask import Flask

from webapp.accounts import views as accounts_views
from webapp.admin import desk as admin_desk
from webapp.assessments import desk as assessments_desk
from webapp.assessments import views as assessments_views
from webapp.complaints import desk as complaints_desk
from webapp.complaints import views as complaints_views
from webapp.diet_plans import desk as diet_plans_desk
from webapp.diet_plans import views as diet_plans_views
from webapp.exams import desk as exams_desk
from webapp.exams import views as exams_views
from webapp.groups import desk as groups_desk
from webapp.home import views as home_views
from webapp.kernel import health, kept_forms, pwa
from webapp.plans import views as plans_views
from webapp.questionnaires import desk as questionnaires_desk
from webapp.questionnaires import views as questionnaires_views
from webapp.seed import views as demo_views
from webapp.tcm import desk as tcm_desk
from webapp.tcm import views as tcm_views

ROOMS = (
    health.bp,
    pwa.bp,
    kept_forms.bp,
    accounts_views.bp,
    plans_views.bp,
    questionnaires_views.bp,
    questionnaires_desk.desk,
    complaints_views.bp,
    complaints_desk.desk,
    exams_views.bp,
    exams_desk.desk,
    assessments_views.bp,
    assessments_desk.desk,
    tcm_views.bp,
    tcm_desk.desk,
    diet_plans_views.bp,
    diet_plans_desk.desk,
    groups_desk.desk,
    admin_desk.desk,
    home_views.bp,
)


def open_rooms(app: Flask, *, demo: bool) -> None:
    """Register every room's pages; the list of ready-made sign-ins only in demo mode."""
    for blueprint in ROOMS:
        app.register_blueprint(blueprint)
    if demo:
        app.register_blueprint(demo_views.bp)
