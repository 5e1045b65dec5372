"""`kangyue demo` started twice, killed, or given a port that is taken."""

from __future__ import annotations

import shutil
import signal
import socket
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from tests.databases import ON_POSTGRESQL
from tests.serving import KANGYUE, ROOT, environment


def start(state: Path, *options: str) -> subprocess.Popen[str]:
    """Start `kangyue demo` in a folder of its own."""
    command = [*KANGYUE, "demo", *options]
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, env=environment(state, 8000), cwd=ROOT, stdout=pipe, stderr=pipe, text=True
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Give how a process ended and all it said."""
    out, err = process.communicate(timeout=120)
    return process.returncode, out + err


def wait_for_people(state: Path, process: subprocess.Popen[str]) -> None:
    """Wait until the seed has opened the first accounts."""
    for _ in range(1200):
        if (state / "demo.unfinished").exists() and people(state):
            return
        assert process.poll() is None, ended(process)
        time.sleep(0.05)
    raise AssertionError("the seed did not begin")


def people(state: Path) -> int:
    """Count the accounts of a demo."""
    reader = sqlite3.connect(f"file:{state}/kangyue.sqlite3?mode=ro", uri=True)
    try:
        return int(reader.execute("SELECT count(*) FROM account").fetchone()[0])
    finally:
        reader.close()


@pytest.mark.slow
@pytest.mark.skipif(ON_POSTGRESQL, reason="the demo's database is a SQLite file either way")
class TestDemo:
    def test_one_that_was_killed_half_way_is_made_anew(self, tmp_path: Path) -> None:
        first = start(tmp_path, "--no-serve")
        wait_for_people(tmp_path, first)
        assert "another process is making the demo" in ended(start(tmp_path, "--no-serve"))[1]
        first.send_signal(signal.SIGKILL)
        assert ended(first)[0] == -signal.SIGKILL
        half = people(tmp_path)
        status, said = ended(start(tmp_path, "--no-serve"))
        assert (status, "was not finished last time" in said) == (0, True), said
        assert 0 < half < people(tmp_path)
        assert (tmp_path / "demo.json").exists()
        assert ended(start(tmp_path, "--no-serve")) == (0, "")

    def test_one_of_another_version_is_made_anew_and_says_so(self, seeded: Path, tmp_path: Path) -> None:
        shutil.copytree(seeded, tmp_path, dirs_exist_ok=True)
        assert ended(start(tmp_path, "--no-serve")) == (0, "")
        writer = sqlite3.connect(tmp_path / "kangyue.sqlite3")
        writer.execute("ALTER TABLE client RENAME COLUMN name_en TO english_name")
        writer.commit()
        writer.close()
        all_of_them, anew = people(tmp_path), start(tmp_path, "--no-serve")
        wait_for_people(tmp_path, anew)
        assert 0 < people(tmp_path) < all_of_them
        anew.kill()  # how it goes on from here: the test above
        assert "made by another version: making it anew" in ended(anew)[1]

    def test_a_taken_port_is_named_before_anything_is_made(self, tmp_path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            status, said = ended(start(tmp_path / "new", "--port", str(port)))
        assert status == 1
        assert f"port {port} on 127.0.0.1 cannot be used" in said
        assert "Traceback" not in said
        assert not (tmp_path / "new").exists()
