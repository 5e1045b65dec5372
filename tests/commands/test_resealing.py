"""`kangyue db reseal`: a new key takes over a whole house that was lived in, kills or not."""

from __future__ import annotations

import base64
import shutil
import signal
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.serving import KANGYUE, ROOT, environment

pytestmark = pytest.mark.slow

NEW_KEY = f"k9:{base64.b64encode(bytes([9] * 32)).decode()}"
OPENS = """
from sqlalchemy import select
from webapp.app import create_app
from webapp.kernel import transaction
from webapp.kernel.crypto.rotation import _secret_columns
from webapp.kernel.db import db
with create_app().app_context(), transaction.reading():
    print(sum(len(db.session.execute(select(one)).all()) for one in _secret_columns()))
"""


@pytest.fixture
def own(seeded: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of a copy of the demo, with a new key at the end of its ring."""
    state = tmp_path / "state"
    shutil.copytree(seeded, state)
    asked = "from webapp import config; print(config.current().keys)"
    ring = subprocess.run(
        [*KANGYUE[:2], asked],
        env=environment(state, 8000),
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    return environment(state, 8000) | {"KANGYUE_KEYS": f"{ring},{NEW_KEY}"}


def said(own: dict[str, str], *words: str) -> list[str]:
    done = subprocess.run([*KANGYUE, *words], env=own, cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


def opened(own: dict[str, str]) -> int:
    """Read every secret of the house: one that its key does not open would raise."""
    command = [*KANGYUE[:2], OPENS]
    done = subprocess.run(command, env=own, cwd=ROOT, check=True, capture_output=True, text=True)
    return int(done.stdout.splitlines()[-1])


def sealed_anew(own: dict[str, str]) -> int:
    with sqlite3.connect(Path(own["KANGYUE_STATE"]) / "kangyue.sqlite3") as house:
        return int(house.execute("SELECT count(*) FROM client WHERE phone LIKE '%|k9|%'").fetchone()[0])


def test_killed_half_way_it_is_run_again_and_nothing_is_lost(own: dict[str, str]) -> None:
    before = opened(own)
    running = subprocess.Popen([*KANGYUE, "db", "reseal"], env=own, cwd=ROOT, stdout=subprocess.DEVNULL)
    while running.poll() is None and not sealed_anew(own):
        pass
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert opened(own) == before
    first, *kept = said(own, "db", "reseal")
    assert first.startswith("sealed again: ")
    assert kept, "tables that only grow keep their key"
    assert said(own, "db", "reseal")[0] == "sealed again: 0"
    assert opened(own) == before
    assert said(own, "audit", "verify") == ["audit chain: whole"]
