"""`/healthz`: is this process alive and can it reach its database?"""

from __future__ import annotations

from flask import Blueprint, Response, jsonify
from sqlalchemy import text

from webapp.kernel import access
from webapp.kernel.db import db

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@access.public
def healthz() -> Response:
    """Answer 200 with `{"status": "ok"}`, or 500 when the database does not answer."""
    db.session.execute(text("SELECT 1"))
    return jsonify(status="ok")
