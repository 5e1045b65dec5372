"""`python -m bench.foods [FOODS] [sqlite|postgresql …]`: finding a food among FOODS (10 000 unless told).

The words are what nutritionists type: one letter, initials, pinyin, Chinese from its first character on, English.
Each is asked in a transaction of its own, as a page asks it. Ends with 1 above `goals.toml`.
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

from bench.inside import Time, summary
from bench.machine import ROOT
from bench.rush import database
from tests import serving

GOALS = Path(__file__).with_name("goals.toml")
RESULTS = Path(__file__).with_name("foods.json")
FOODS = 10_000


def main() -> int:
    """Fill, ask, write and print the figures; gives the exit status."""
    words = sys.argv[1:]
    wanted = int(words.pop(0)) if words and words[0].isdigit() else FOODS
    goals = tomllib.loads(GOALS.read_text())["foods"]
    results = {engine: measure(engine, wanted) for engine in words or ("sqlite", "postgresql")}
    RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    print(json.dumps(results, indent=1, ensure_ascii=False))
    misses = [
        f"{engine}: {name} {found['search_ms'][name]} ms, not {goals[f'search_{name}_ms']}"
        for engine, found in results.items()
        for name in ("p50", "p95")
        if found["search_ms"][name] > goals[f"search_{name}_ms"]
    ]
    print("\n".join(misses) or "all goals reached")
    return 1 if misses else 0


def measure(engine: str, wanted: int) -> dict[str, Any]:
    """Let a process of its own fill a database of this kind and ask it."""
    state = ROOT / "build" / f"bench-foods-{engine}"
    shutil.rmtree(state, ignore_errors=True)
    state.mkdir(parents=True)
    with ExitStack() as open_:
        url, _processes = open_.enter_context(database(engine, state))
        own = serving.environment(state, 8000) | {"KANGYUE_DATABASE_URL": url}
        for command in (
            [*serving.KANGYUE, "db", "upgrade"],
            [sys.executable, "-m", "bench.food_finder", str(wanted)],
        ):
            made = subprocess.run(command, env=own, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    said = json.loads(made.stdout.splitlines()[-1])
    times = [Time(*one) for one in said.pop("times")]
    return said | {"searches": len(times), "search_ms": summary(times), "load": os.getloadavg()[0]}


if __name__ == "__main__":
    sys.exit(main())
