"""The house as it really runs: `kangyue run` with several processes, `kangyue worker` beside it, and kill -9."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from tests import serving

PROCESSES = 4
_BAD = re.compile(
    r"database is locked|deadlock detected|could not serialize|Traceback|\"level\": \"error\"|panicked", re.I
)


class House:
    """A server and the workers `wanted` on one database, started, killed and started again on the same port."""

    def __init__(self, state: Path, database_url: str, *, wanted: int = 0, target: str = "") -> None:
        self.state, self.port, self.wanted, self.target = state, serving.free_port(), wanted, target
        self.own = serving.environment(state, self.port) | {"KANGYUE_DATABASE_URL": database_url}
        self.log = state / "house.log"
        self.log.touch()
        self.server: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []

    def build(self, people: int, places: int) -> None:
        """Build the scene in the database, and remember it beside."""
        command = [sys.executable, "-m", "tests.concurrency.scene", str(people), str(places)]
        with (self.state / "scene.json").open("wb") as scene:
            subprocess.run(command, env=self.own, cwd=serving.ROOT, check=True, stdout=scene)

    def scene(self) -> dict[str, Any]:
        """Give who is there and what they may book."""
        scene: dict[str, Any] = json.loads((self.state / "scene.json").read_text())
        return scene

    def start(self) -> None:
        """Start whatever is not running, and wait until it answers."""
        while len(self.workers) < self.wanted:
            self.workers.append(self._begin(*serving.KANGYUE, "worker"))
        if self.server is None:
            begun = self.log.read_bytes().count(b"Started worker-")
            self.server = self._begin(*self._server())
            self._await(begun + PROCESSES)

    def kill_server(self) -> None:
        """Kill the server and all its processes in the middle of whatever they do."""
        if self.server:
            _kill(self.server)
            self.server = None
            self._await_silence()

    def kill_a_process(self) -> None:
        """Kill one of the server's processes; the server itself starts another."""
        if self.server:
            with suppress(psutil.NoSuchProcess):
                psutil.Process(self.server.pid).children()[0].kill()

    def kill_workers(self) -> None:
        """Kill every worker in the middle of its job."""
        while self.workers:
            _kill(self.workers.pop())

    def stop(self) -> None:
        """End everything."""
        self.kill_server()
        self.kill_workers()

    def complaints(self) -> list[str]:
        """Give what the log says of locks, crashes and tracebacks."""
        return [line for line in self.log.read_text("utf-8", "replace").splitlines() if _BAD.search(line)]

    def verify(self) -> str:
        """Let the house check its own audit chain; gives what it says when that is not whole."""
        command = [*serving.KANGYUE, "audit", "verify"]
        done = subprocess.run(
            command, env=self.own, cwd=serving.ROOT, check=False, capture_output=True, text=True
        )
        return "" if done.returncode == 0 else done.stdout + done.stderr

    def _server(self) -> list[str]:
        """Give the command of the server: the command line's own, or another build's with the same flags."""
        if self.target:
            return [sys.executable, "-m", "bench.serve", self.target, str(self.port), str(PROCESSES)]
        return [*serving.KANGYUE, "run", "--workers", str(PROCESSES), "--port", str(self.port)]

    def _begin(self, *words: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                words,
                env=self.own,
                cwd=serving.ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _await_silence(self) -> None:
        """Wait until the last of the killed processes has let the port go."""
        with suppress(OSError):
            while True:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                time.sleep(0.02)

    def _await(self, started: int) -> None:
        """Wait until every process serves: the first to answer would take everybody's connections."""
        deadline = time.monotonic() + serving.PATIENCE
        while time.monotonic() < deadline:
            with suppress(OSError):
                if self.log.read_bytes().count(b"Started worker-") >= started:
                    urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5).close()
                    return
            time.sleep(0.05)
        raise RuntimeError("the server did not start:\n" + self.log.read_text()[-4000:])


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(20)
