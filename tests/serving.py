"""Real servers for tests: granian in processes of its own, on a file database and a free port."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KANGYUE = [sys.executable, "-c", "from webapp.cli import main; main()"]
FORKING = [sys.executable, "-c", "import webapp.app; from webapp.cli import main; main()"]
"""The same with the code read before the server forks: dozens of servers a run start sooner, each a little larger."""
PATIENCE = 120
"""Seconds a server may take to start on a machine that is busy with other tests."""


@dataclass(frozen=True)
class Server:
    """A running server: its address and the folder with its database and list of sign-ins."""

    address: str
    state: Path

    @property
    def people(self) -> list[dict[str, str]]:
        """Give the demo's ready-made sign-ins."""
        path = self.state / "demo.json"
        return json.loads(path.read_text()) if path.exists() else []

    def somebody(self, role: str, nth: int = 0) -> dict[str, str]:
        """Give the n-th ready-made person of a role."""
        return [one for one in self.people if one["role"] == role][nth]

    def person(self, sign_in: str) -> dict[str, str]:
        """Give the ready-made person with this phone number or user name."""
        return next(one for one in self.people if one["sign_in"] == sign_in)

    def publish(self, definition: str) -> None:
        """Publish a questionnaire, a FHIR R4 Questionnaire as JSON."""
        path = self.state / "definition.json"
        path.write_text(definition, "utf-8")
        command = [*KANGYUE, "questionnaire", "import", "--publish", str(path)]
        own = environment(self.state, 8000)
        subprocess.run(command, env=own, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def environment(state: Path, port: int) -> dict[str, str]:
    """Give the environment of a demo that keeps everything in `state`."""
    skipped = ("KANGYUE_", "PYTHONDONTWRITEBYTECODE", "COV_")
    own = {name: value for name, value in os.environ.items() if not name.startswith(skipped)}
    return own | {
        "KANGYUE_DEMO": "1",
        "KANGYUE_STATE": str(state),
        "KANGYUE_DATABASE_URL": f"sqlite:///{state}/kangyue.sqlite3",
        "KANGYUE_BASE_URL": f"http://localhost:{port}",
        "PYTHONPATH": str(ROOT),
    }


def seed(state: Path, database_url: str = "") -> None:
    """Make the demo in `state`, as `make demo` does; its database there too, or at `database_url`."""
    state.mkdir(parents=True, exist_ok=True)
    own = environment(state, 8000)
    own["KANGYUE_DATABASE_URL"] = database_url or own["KANGYUE_DATABASE_URL"]
    command = [*KANGYUE, "demo", "--no-serve"]
    subprocess.run(command, env=own, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def settle(state: Path, database_url: str = "") -> None:
    """Do what a demo's worker does first: papers, notices. Every copy would do the same again."""
    own = environment(state, 8000)
    own["KANGYUE_DATABASE_URL"] = database_url or own["KANGYUE_DATABASE_URL"]
    subprocess.run([sys.executable, "-c", _SETTLE], env=own, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


_SETTLE = "from webapp.app import create_app; from webapp.kernel.jobs import Worker; Worker(create_app()).work_off()"


def free_port() -> int:
    """Give a port nobody listens on now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def serving(state: Path, port: int = 0) -> Iterator[Server]:
    """Serve the demo kept in `state` with a worker for its jobs, until the block ends."""
    port = port or free_port()
    command = [*FORKING, "run", "--workers", "1", "--with-worker", "--port", str(port)]
    with _running(command, environment(state, port), state, port) as server:
        yield server


@contextmanager
def _running(command: list[str], own: dict[str, str], state: Path, port: int) -> Iterator[Server]:
    log = (state / "server.log").open("ab")
    process = subprocess.Popen(command, env=own, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)
    try:
        _await(f"http://127.0.0.1:{port}/healthz", process, state)
        yield Server(f"http://localhost:{port}", state)
    finally:
        _stop(process)
        log.close()


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the server and the workers it started."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)


def _await(address: str, process: subprocess.Popen[bytes], state: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start:\n" + (state / "server.log").read_text()[-4000:])
