"""The application, as a table of contents."""

from __future__ import annotations

from flask import Flask

from webapp import config, rooms, wiring
from webapp.accounts.views import visitor
from webapp.kernel import (
    access,
    assets,
    cookies,
    crypto,
    db,
    device,
    errors,
    housekeeping,
    htmx,
    logging,
    pages,
    security,
)
from webapp.kernel.transaction import Application


def create_app() -> Flask:
    """Build the application from the environment's settings."""
    settings = config.current()
    app = Application(
        "webapp",
        static_folder=None,
        template_folder=str(config.ROOT / "templates"),
        root_path=str(config.ROOT),
    )
    app.config.update(settings.for_flask())
    crypto.use(crypto.KeyRing.parse(settings.keys))
    db.init(app)
    cookies.init(app)
    logging.init(app)
    errors.init(app)
    visitor.init(app)
    htmx.init(app)
    pages.init(app)
    security.init(app)
    device.init(app)
    rooms.open_rooms(app, demo=settings.demo)
    access.init(app)
    assets.init(app)
    housekeeping.init()
    wiring.connect()
    return app
