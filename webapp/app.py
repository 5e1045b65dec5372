"""The application, as a table of contents."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from webapp import config, wiring
from webapp.accounts import views as accounts_views
from webapp.accounts.views import visitor
from webapp.admin import desk as admin_desk
from webapp.assessments import desk as assessments_desk
from webapp.assessments import views as assessments_views
from webapp.complaints import desk as complaints_desk
from webapp.complaints import views as complaints_views
from webapp.diet_plans import desk as diet_plans_desk
from webapp.diet_plans import views as diet_plans_views
from webapp.exams import desk as exams_desk
from webapp.exams import views as exams_views
from webapp.home import views as home_views
from webapp.kernel import (
    access,
    assets,
    crypto,
    errors,
    health,
    housekeeping,
    htmx,
    logging,
    pages,
    pwa,
    security,
)
from webapp.kernel.db import db, prepare_engine
from webapp.kernel.transaction import Application
from webapp.questionnaires import desk as questionnaires_desk
from webapp.questionnaires import views as questionnaires_views
from webapp.seed import views as demo_views

ROOMS = (
    health.bp,
    pwa.bp,
    accounts_views.bp,
    questionnaires_views.bp,
    questionnaires_desk.desk,
    complaints_views.bp,
    complaints_desk.desk,
    exams_views.bp,
    exams_desk.desk,
    assessments_views.bp,
    assessments_desk.desk,
    diet_plans_views.bp,
    diet_plans_desk.desk,
    admin_desk.desk,
    home_views.bp,
)


def create_app() -> Flask:
    """Build the application from the environment's settings."""
    settings = config.current()
    app = Application(
        "webapp",
        static_folder=None,
        template_folder=str(config.ROOT / "templates"),
        root_path=str(config.ROOT),
    )
    _configure(app, settings)
    crypto.use(crypto.KeyRing.parse(settings.keys))
    _prepare_database(app)
    logging.init(app)
    errors.init(app)
    visitor.init(app)
    htmx.init(app)
    pages.init(app)
    security.init(app)
    for blueprint in ROOMS:
        app.register_blueprint(blueprint)
    if settings.demo:
        app.register_blueprint(demo_views.bp)
    access.init(app)
    assets.init(app)
    housekeeping.init()
    wiring.connect()
    return app


def _configure(app: Flask, settings: config.Config) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True},  # a crash's log names no person
        SESSION_COOKIE_NAME=settings.cookie_name,
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=90),
        SESSION_REFRESH_EACH_REQUEST=False,
        MAX_CONTENT_LENGTH=12 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        MAX_FORM_PARTS=2000,
    )


def _prepare_database(app: Flask) -> None:
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
