"""`python -m bench.cases [CASES] [sqlite|postgresql …]`: the desk's queue of complaints, with few and with many cases.

Two houses, one with 1 000 cases and one with CASES (1 000 000 unless told), are asked in turn: a handler and a manager
of a branch, a handler and an admin of headquarters open every view of their queue and its second page; the
application answers inside a process of its own, as a server calls it. The timers look for what is due. No statement may read a whole table that grows.
Ends with 1 above `goals.toml`.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tomllib
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.bookings import NEAR
from bench.inside import summary
from bench.machine import ROOT
from bench.months import House

GOALS = Path(__file__).with_name("goals.toml")
RESULTS = Path(__file__).with_name("cases.json")
CASES, ROUNDS = 1_000_000, 6


def main() -> int:
    """Fill, ask in turn, write and print the figures; gives the exit status."""
    words = sys.argv[1:]
    wanted = int(words.pop(0)) if words and words[0].isdigit() else CASES
    goals, results = tomllib.loads(GOALS.read_text())["cases"], dict[str, Any]()
    for engine in words or ("sqlite", "postgresql"):
        results[engine] = measure(engine, wanted)
        print(json.dumps({engine: results[engine]}, indent=1), flush=True)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    misses = [miss for engine, found in results.items() for miss in judge(engine, found, goals)]
    print("\n".join(misses) or "all goals reached")
    return 1 if misses else 0


def judge(engine: str, found: dict[str, Any], goals: dict[str, float]) -> list[str]:
    """Give in words what was missed."""
    misses = [f"{engine} reads a whole table: {line}" for line in found["whole_tables"]]
    if found["many_ms"]["p50"] > goals["queue_ms"]:
        misses.append(f"{engine}: p50 {found['many_ms']['p50']} ms, not {goals['queue_ms']}")
    if found["growth"] > goals["growth"]:
        misses.append(f"{engine}: {found['growth']} times slower than with {NEAR}, not {goals['growth']}")
    if found["timers_ms"] > goals["timers_ms"]:
        misses.append(f"{engine}: the timers look for {found['timers_ms']} ms, not {goals['timers_ms']}")
    return misses


def measure(engine: str, wanted: int) -> dict[str, Any]:
    """Fill two houses and ask them in turn."""
    state = ROOT / "build" / f"bench-cases-{engine}"
    shutil.rmtree(state, ignore_errors=True)
    with ExitStack() as open_:
        few_house, many_house = (
            House(open_, engine, state / name, size, reader="bench.case_reader")
            for name, size in (("few", NEAR), ("many", wanted))
        )
        rounds = [(few_house.round(), many_house.round()) for _ in range(ROUNDS)]
        few, many = ([time for turn in rounds for time in turn[which]] for which in (0, 1))
        return {
            "cases": wanted,
            "pages": len(many),
            "few_ms": summary(few),
            "many_ms": summary(many),
            "growth": round(summary(many)["cpu_p50"] / summary(few)["cpu_p50"], 2),
            "growth_by_the_clock": round(summary(many)["p50"] / summary(few)["p50"], 2),
            "timers_ms": many_house.timers(),
            "whole_tables": many_house.whole_tables(),
            "load": os.getloadavg()[0],
        }


if __name__ == "__main__":
    sys.exit(main())
