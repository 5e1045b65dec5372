"""`python -m bench.rush [CLIENTS] [PLACES]`: everybody wants one of a few places, through HTTP, on SQLite and PostgreSQL.

Server, database and crowd share the machine's cores. How many answers a core gives is taken from the processor time
of server and database together, which other work on the machine does not lengthen. The server is warm: some have
booked another time before. Beside it: bare inserts, each with its commit, into the same database in the same run. Ends with 1 above
or below `goals.toml`.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psutil
import sqlalchemy

from bench.machine import ALL_CORES, ROOT, running
from tests import serving
from tests.databases import PostgresServer, start_postgresql

GOALS = Path(__file__).with_name("goals.toml")
RESULTS = Path(__file__).with_name("rush.json")
CLIENTS, PLACES, AT_ONCE, PROCESSES, EARLY = 5_000, 500, 200, 2, 60
INSERTS = 1_000


def main() -> int:
    """Let the rush happen on both databases, write and print the figures; gives the exit status."""
    clients, places = map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (CLIENTS, PLACES)
    goals = tomllib.loads(GOALS.read_text())["rush"]
    results: dict[str, Any] = {"clients": clients, "places": places, "at_once": AT_ONCE}
    for engine in ("sqlite", "postgresql"):
        state = ROOT / "build" / f"bench-rush-{engine}"
        shutil.rmtree(state, ignore_errors=True)
        state.mkdir(parents=True)
        with database(engine, state) as (url, processes):
            results[engine] = measure(state, url, processes, clients, places)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    print(json.dumps(results, indent=1))
    misses = [miss for engine in ("sqlite", "postgresql") for miss in judge(engine, results, goals)]
    print("\n".join(misses) or "all goals reached")
    return 1 if misses else 0


def judge(engine: str, results: dict[str, Any], goals: dict[str, float]) -> Iterator[str]:
    """Give in words what was missed."""
    found = results[engine]
    wanted = {"303": results["places"], "409": results["clients"] - results["places"]}
    if found["answers"] != wanted or found["booked"] != results["places"]:
        yield f"{engine}: answered {found['answers']}, booked {found['booked']}, not {wanted}"
    if found["per_core"] < goals["answers_per_core"]:
        yield f"{engine}: {found['per_core']} answers a second of a core, not {goals['answers_per_core']}"
    if found["p99_ms"] > goals["p99_ms"]:
        yield f"{engine}: p99 {found['p99_ms']} ms, not {goals['p99_ms']}"


@contextmanager
def database(engine: str, state: Path) -> Iterator[tuple[str, list[psutil.Process]]]:
    """Give the URL of an empty database that survives a power cut, and the processes that are its server's."""
    if engine == "sqlite":
        yield f"sqlite:///{state}/kangyue.sqlite3", []
        return
    stop = start_postgresql(durable=True)
    try:
        server = PostgresServer(os.environ["KANGYUE_TEST_POSTGRESQL_SOCKET"])
        postmaster = psutil.Process(
            int((Path(server.socket) / "data" / "postmaster.pid").read_text().split()[0])
        )
        yield server.template("rush", lambda _url: None), [postmaster]
    finally:
        stop()


def measure(
    state: Path, url: str, processes: list[psutil.Process], clients: int, places: int
) -> dict[str, Any]:
    """Make the crowd, serve, let it press; gives what was seen, what is kept, and what it cost."""
    port = serving.free_port()
    own = serving.environment(state, port) | {"KANGYUE_DATABASE_URL": url}
    subprocess.run(
        [*serving.KANGYUE, "db", "upgrade"], env=own, cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )
    early, plan, crowd = state / "early.plan", state / "rush.plan", _crowd(own, clients + EARLY, places)
    for file, session, cookies in (
        (early, crowd["other_session_id"], crowd["cookies"][:EARLY]),
        (plan, crowd["session_id"], crowd["cookies"][EARLY:]),
    ):
        file.write_text("".join(_line(cookie, session) for cookie in cookies))
    before = inserts(url)
    with running("wsgi:app", port, own, "/healthz", PROCESSES, cores=ALL_CORES) as house:
        busy = [house.process, *processes]
        _press(early, port)
        worked = _worked(busy)
        seen = _press(plan, port)
        cpu = _worked(busy) - worked
    after = inserts(url)
    answers, bare = sum(seen["answers"].values()), round((before + after) / 2)
    return seen | {
        "booked": _booked(url, crowd["session_id"]),
        "per_second": round(answers / seen["seconds"]),
        "per_core": round(answers / cpu),
        "bare_inserts": bare,
        "share_of_bare": round(answers / seen["seconds"] / bare, 3),
        "load": os.getloadavg()[0],
    }


def _crowd(own: dict[str, str], clients: int, places: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.crowd", str(clients), str(places)]
    made = subprocess.run(command, env=own, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(made.stdout)
    return found


def _line(cookie: str, session_id: str) -> str:
    body = urlencode({"session": session_id, "_key": secrets.token_urlsafe(16)})
    return "\t".join(("POST", "/exams/book", cookie, "", body)) + "\n"


def _press(plan: Path, port: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.press", str(plan), str(port), str(AT_ONCE)]
    said = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    seen: dict[str, Any] = json.loads(said)
    return seen


def _worked(busy: list[psutil.Process]) -> float:
    """Give the processor seconds of some processes and all they started, the ended ones too."""
    family = [one for root in busy for one in (root, *root.children(recursive=True))]
    times = [one.cpu_times() for one in family]
    return sum(one.user + one.system for one in times) + sum(
        root.cpu_times().children_user + root.cpu_times().children_system for root in busy
    )


def _booked(url: str, session_id: str) -> int:
    engine = sqlalchemy.create_engine(url)
    with engine.connect() as connection:
        asked = sqlalchemy.text("SELECT count(*) FROM exam_booking WHERE session_id = :session")
        found = int(connection.execute(asked, {"session": session_id}).scalar_one())
    engine.dispose()
    return found


def inserts(url: str) -> float:
    """Give how many bare rows a second go into the database, one after the other, each with its commit."""
    command = [sys.executable, "-m", "bench.bare", url, str(INSERTS)]
    said = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    return float(said)


if __name__ == "__main__":
    sys.exit(main())
