"""Pinned servers and wrk: the server on the last core, the load on the first."""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[1]
LUA = Path(__file__).parent / "send.lua"
SERVER_CORE, LOAD_CORE = str((os.cpu_count() or 1) - 1), "0"
ALL_CORES = f"{LOAD_CORE}-{SERVER_CORE}"


@dataclass(frozen=True)
class Running:
    """A server that answers; `cold` is the seconds from its start to its first answer."""

    port: int
    process: psutil.Process
    cold: float

    def memory(self) -> dict[str, float]:
        """Give supervisor and worker in MB: resident, and proportional (shared pages counted once)."""
        family = [self.process, *self.process.children(recursive=True)]
        full = [one.memory_full_info() for one in family]
        return {
            "rss_mb": round(sum(one.rss for one in full) / 2**20, 1),
            "pss_mb": round(sum(one.pss for one in full) / 2**20, 1),
            "processes": len(family),
        }


@contextmanager
def running(
    target: str,
    port: int,
    environment: dict[str, str],
    first: str,
    workers: int = 1,
    *,
    cores: str = SERVER_CORE,
) -> Iterator[Running]:
    """Serve `target` pinned to its `cores` until the block ends; `first` is the path asked for first."""
    begun = time.perf_counter()
    command = ["taskset", "-c", cores, sys.executable, "-m", "bench.serve", target, str(port)]
    command.append(str(workers))
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _await(f"http://127.0.0.1:{port}{first}")
        yield Running(port, psutil.Process(process.pid), round(time.perf_counter() - begun, 3))
    finally:
        for sign in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, sign)
            with suppress(subprocess.TimeoutExpired):
                process.wait(5)


def _await(address: str) -> None:
    for _ in range(2000):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.01)
    raise RuntimeError(f"nobody answers at {address}")


def load(
    port: int, plan: Path, *, seconds: float, once: bool = False, connections: int = 4
) -> dict[str, Any]:
    """Send a plan's requests in a circle for some seconds, or each `once`; gives what wrk measured."""
    command = [
        "taskset", "-c", LOAD_CORE, "wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--timeout", "10s",
        "-s", str(LUA), f"http://127.0.0.1:{port}", "--", str(plan), "once" if once else "circle",
    ]  # fmt: skip
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: dict[str, Any] = json.loads(said.partition("JSON ")[2].splitlines()[0])
    return found


def middle(values: list[float]) -> float:
    """Give the median."""
    return statistics.median(values)
