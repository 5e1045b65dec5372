"""`make invariants`: rounds of storm and kill -9 on a SQLite file and on PostgreSQL; prints counts, ends with 1 for any fault.

`python -m tests.concurrency [--rounds N] [--people N] [--seconds S] [--seed WORD] [sqlite|postgresql …]`
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy

from tests.concurrency.house import House
from tests.concurrency.rounds import Rig
from tests.databases import PostgresServer, start_postgresql
from webapp.kernel.db import Model, prepare_engine

ENGINES = ("sqlite", "postgresql")


def main() -> int:
    """Run the rounds on each engine; gives the exit status."""
    asked = argparse.ArgumentParser()
    asked.add_argument("engines", nargs="*", default=ENGINES)
    asked.add_argument("--rounds", type=int, default=12)
    asked.add_argument("--people", type=int, default=60)
    asked.add_argument("--places", type=int, default=6)
    asked.add_argument("--seconds", type=float, default=8)
    asked.add_argument("--seed", default=str(int(time.time())))
    options = asked.parse_args()
    faults = 0
    for engine in options.engines:
        with (
            tempfile.TemporaryDirectory(prefix="kangyue-storm-") as folder,
            database(engine, Path(folder)) as url,
        ):
            faults += len(storms(Path(folder), url, engine, options))
    return 1 if faults else 0


def storms(state: Path, url: str, engine: str, options: argparse.Namespace) -> list[str]:
    """Let the rounds blow over one database; prints each, gives the faults."""
    House(state, url).build(options.people, options.places)
    rig = Rig(state, url, seed=options.seed)
    try:
        for number in range(options.rounds):
            rig.round(seconds=options.seconds, kill=number % 2 == 1)
            print(f"{engine} round {rig.rounds}: {rig.summary()}", flush=True)
    finally:
        rig.stop()
    print("\n".join(rig.faults) or f"{engine}: every rule held in {rig.rounds} rounds (seed {options.seed})")
    return rig.faults


@contextmanager
def database(engine: str, folder: Path) -> Iterator[str]:
    """Make an empty database with all tables, thrown away at the end."""
    if engine == "sqlite":
        yield _filled(f"sqlite:///{folder}/storm.sqlite3")
        return
    stop = start_postgresql()
    try:
        server = PostgresServer(os.environ["KANGYUE_TEST_POSTGRESQL_SOCKET"])
        yield server.template("storm", _filled)
    finally:
        stop()


def _filled(url: str) -> str:
    importlib.import_module("webapp.rooms")  # every room's tables

    engine = sqlalchemy.create_engine(url)
    prepare_engine(engine)
    Model.metadata.create_all(engine)
    engine.dispose()
    return url


if __name__ == "__main__":
    sys.exit(main())
