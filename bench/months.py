"""`python -m bench.months [BOOKINGS] [sqlite|postgresql …]`: the page for choosing a time, with few and with many bookings.

Two houses, one with 1 000 bookings and one with BOOKINGS (1 000 000 unless told), are asked in turn, each by the
same forty clients of the same institution; the application answers inside a process of its own, as a server calls
it. The statements behind the page must find their rows by an index. Ends with 1 above `goals.toml`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.bookings import NEAR
from bench.inside import Time, Times, summary
from bench.machine import ROOT
from bench.rush import database
from tests import serving

GOALS = Path(__file__).with_name("goals.toml")
RESULTS = Path(__file__).with_name("months.json")
BOOKINGS, ROUNDS = 1_000_000, 12


def main() -> int:
    """Fill, ask in turn, write and print the figures; gives the exit status."""
    words = sys.argv[1:]
    wanted = int(words.pop(0)) if words and words[0].isdigit() else BOOKINGS
    goals, results = tomllib.loads(GOALS.read_text())["months"], dict[str, Any]()
    for engine in words or ("sqlite", "postgresql"):
        results[engine] = measure(engine, wanted)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    print(json.dumps(results, indent=1))
    misses = [miss for engine, found in results.items() for miss in judge(engine, found, goals)]
    print("\n".join(misses) or "all goals reached")
    return 1 if misses else 0


def judge(engine: str, found: dict[str, Any], goals: dict[str, float]) -> list[str]:
    """Give in words what was missed."""
    misses = [f"{engine} reads a whole table: {line}" for line in found["whole_tables"]]
    if found["many_ms"]["p50"] > goals["page_ms"]:
        misses.append(f"{engine}: p50 {found['many_ms']['p50']} ms, not {goals['page_ms']}")
    if found["growth"] > goals["growth"]:
        misses.append(f"{engine}: {found['growth']} times slower than with {NEAR}, not {goals['growth']}")
    return misses


def measure(engine: str, wanted: int) -> dict[str, Any]:
    """Fill two houses and ask them in turn."""
    state = ROOT / "build" / f"bench-months-{engine}"
    shutil.rmtree(state, ignore_errors=True)
    with ExitStack() as open_:
        houses = [
            House(open_, engine, state / name, size) for name, size in (("few", NEAR), ("many", wanted))
        ]
        rounds = [[house.round() for house in houses] for _ in range(ROUNDS)]
        few, many = ([time for turn in rounds for time in turn[which]] for which in (0, 1))
        return {
            "bookings": wanted,
            "pages": len(many),
            "few_ms": summary(few),
            "many_ms": summary(many),
            "growth": round(summary(many)["cpu_p50"] / summary(few)["cpu_p50"], 2),
            "growth_by_the_clock": round(summary(many)["p50"] / summary(few)["p50"], 2),
            "whole_tables": houses[1].whole_tables(),
            "load": os.getloadavg()[0],
        }


class House:
    """A process that answers for one database; see bench.month_reader, and bench.case_reader."""

    def __init__(
        self, open_: ExitStack, engine: str, state: Path, size: int, reader: str = "bench.month_reader"
    ) -> None:
        state.mkdir(parents=True)
        url, _processes = open_.enter_context(database(engine, state))
        own = serving.environment(state, 8000) | {"KANGYUE_DATABASE_URL": url}
        upgrade = [*serving.KANGYUE, "db", "upgrade"]
        subprocess.run(upgrade, env=own, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        self.reader = subprocess.Popen(
            [sys.executable, "-m", reader, str(size)],
            env=own, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        open_.callback(self.reader.wait, 60)
        assert self.reader.stdin
        open_.callback(self.reader.stdin.close)
        self._say("")  # filled

    def round(self) -> Times:
        """Let every client open the page once."""
        return [Time(*one) for one in self._say("round")]

    def timers(self) -> float:
        """Give how long the timers look for what is due, in milliseconds."""
        found: float = self._say("timers")
        return found

    def whole_tables(self) -> list[str]:
        """Give the steps of the statements' plans that read a whole table."""
        found: list[str] = self._say("plans")
        return found

    def _say(self, word: str) -> Any:
        assert self.reader.stdin
        assert self.reader.stdout
        if word:
            self.reader.stdin.write(word + "\n")
            self.reader.stdin.flush()
        return json.loads(self.reader.stdout.readline())


if __name__ == "__main__":
    sys.exit(main())
