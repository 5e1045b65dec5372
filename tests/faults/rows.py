"""What the server holds in the end: `python -m tests.faults.rows CODE` prints each response as JSON, oldest first."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import select

from tests import serving


def held(state: Path, code: str) -> list[dict[str, Any]]:
    """Give the responses of a questionnaire as the database in `state` has them: `{number, answers}`."""
    command = [sys.executable, "-m", "tests.faults.rows", code]
    own = serving.environment(state, 8000)
    made = subprocess.run(command, env=own, cwd=serving.ROOT, check=True, capture_output=True, text=True)
    rows: list[dict[str, Any]] = json.loads(made.stdout.splitlines()[-1])
    return rows


def definition_of(state: Path, code: str) -> str:
    """Give the id of the published version of a questionnaire."""
    import sqlite3

    published = "SELECT id FROM questionnaire_definition WHERE code = ? AND status = 'PUBLISHED'"
    with sqlite3.connect(f"file:{state}/kangyue.sqlite3?mode=ro", uri=True) as database:
        return str(database.execute(published, (code,)).fetchone()[0])


def _print(code: str) -> None:
    from webapp.app import create_app
    from webapp.kernel.db import db
    from webapp.questionnaires.models import Response

    with create_app().app_context():
        wanted = select(Response).where(Response.code == code).order_by(Response.submitted_at, Response.id)
        print(
            json.dumps(
                [{"number": row.number, "answers": row.response} for row in db.session.scalars(wanted)]
            )
        )


if __name__ == "__main__":
    _print(sys.argv[1])
