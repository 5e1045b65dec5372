"""`make bench`: measure, write results.json, print the table, end with 1 below goals.toml.

Nothing here is a timed test; the figures are shares of a bare Flask hello measured in between.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tomllib
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.machine import ROOT, Running, load, middle, running
from bench.plans import ROUNDS
from bench.weight import weigh
from tests import serving

GOALS = Path(__file__).with_name("goals.toml")
RESULTS = Path(__file__).with_name("results.json")
ONCE = ("save", "book")


def main() -> int:
    """Measure everything; gives the exit status."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--seconds", type=float, default=4, help="steady load for each page and round")
    asked.add_argument("--crowd", type=int, default=1200, help="clients who save and book once")
    asked.add_argument("--port", type=int, default=0)
    options = asked.parse_args()
    state = ROOT / "build" / "bench"
    shutil.rmtree(state, ignore_errors=True)
    port = options.port or serving.free_port()
    own = serving.environment(state, port)
    plans = prepare(state, own, options.crowd)
    results = measure(state, own, port, plans, options.seconds)
    RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    misses = judge(results, tomllib.loads(GOALS.read_text()))
    print(table(results, misses))
    return 1 if misses else 0


def prepare(state: Path, own: dict[str, str], crowd: int) -> dict[str, Any]:
    """Seed the demo, add the crowd, write the plans."""
    serving.seed(state)
    command = [sys.executable, "-m", "bench.plans", str(state), str(crowd)]
    made = subprocess.run(command, env=own, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    said: dict[str, Any] = json.loads(made.stdout.splitlines()[-1])
    return said


def measure(
    state: Path, own: dict[str, str], port: int, plans: dict[str, Any], seconds: float
) -> dict[str, Any]:
    """Measure in interleaved rounds: hello, a page, hello, a page …; both servers stand on one core."""
    cold = [_cold(own, port) for _ in range(3)]
    names = [name for name, made in plans.items() if isinstance(made, dict) and name != "hello"]
    rounds: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    yardsticks: list[dict[str, Any]] = []
    hello_port = serving.free_port()
    with (
        running("bench.hello:app", hello_port, own, "/"),
        running("wsgi:app", port, own, "/healthz") as house,
    ):
        for number in range(ROUNDS):
            for name in names:
                yardstick = load(hello_port, state / "hello.plan", seconds=seconds / 2)
                yardsticks.append(yardstick)
                rounds[name].append(_one(house, state, name, number, seconds) | {"hello": yardstick["rate"]})
        memory = house.memory()
        weights = {
            name: asdict(found) for name, found in weigh(f"http://localhost:{port}", _pages(state)).items()
        }
    return {
        "machine": f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "hello": {"rate": round(middle([one["rate"] for one in yardsticks]), 1)},
        "pages": {
            name: _summary(found) | {"statements": plans[name]["statements"]}
            for name, found in rounds.items()
        },
        "not_measured": {name: why for name, why in plans.items() if isinstance(why, str)},
        "memory": memory,
        "cold_start_s": middle(cold),
        "weights": weights,
    }


def _one(house: Running, state: Path, name: str, number: int, seconds: float) -> dict[str, Any]:
    if name in ONCE:
        return load(house.port, state / f"{name}-{number}.plan", seconds=15, once=True)
    load(house.port, state / f"{name}.plan", seconds=0.5)  # warm
    return load(house.port, state / f"{name}.plan", seconds=seconds)


def _cold(own: dict[str, str], port: int) -> float:
    with running("wsgi:app", port, own, "/healthz") as started:
        return started.cold


def _summary(rounds: list[dict[str, Any]]) -> dict[str, Any]:
    """Give medians over the rounds; a page's share is taken against the hello measured beside it."""
    return {
        "rate": round(middle([one["rate"] for one in rounds]), 1),
        "share_of_hello": round(middle([one["rate"] / one["hello"] for one in rounds]), 4),
        "p50_ms": middle([one["p50_ms"] for one in rounds]),
        "p99_ms": middle([one["p99_ms"] for one in rounds]),
        "errors": sum(one["errors"] + one["broken"] for one in rounds),
    }


def _pages(state: Path) -> dict[str, tuple[str, str]]:
    """Give the pages to weigh: the first request of each plan that reads a whole page."""
    found = {}
    for name, path in {
        "home": "home",
        "section": "section",
        "booking": "fragment",
        "report": "report",
    }.items():
        plan = state / f"{path}.plan"
        if plan.exists():
            _method, address, cookie, _headers, _body = plan.read_text().splitlines()[0].split("\t")
            found[name] = (address, cookie)
    return found


def judge(results: dict[str, Any], goals: dict[str, dict[str, float]]) -> list[str]:
    """Give in words every goal that was missed, pages that could not be measured included."""
    pages, most = results["pages"], goals["at_most"]
    misses = [f"{name}: {why}" for name, why in results["not_measured"].items()]
    for name, goal in goals["share_of_hello"].items():
        share = pages.get(name, {}).get("share_of_hello")
        if share is not None and share < goal:
            misses.append(f"{name} reaches {share:.1%} of hello, not {goal:.0%}")
    misses += [f"{name}: {page['errors']} errors" for name, page in pages.items() if page["errors"]]
    if results["memory"]["rss_mb"] > most["memory_mb"]:
        misses.append(f"memory {results['memory']['rss_mb']} MB, not {most['memory_mb']}")
    if results["cold_start_s"] > most["cold_start_s"]:
        misses.append(f"cold start {results['cold_start_s']} s, not {most['cold_start_s']}")
    return misses + [
        miss for name, weight in results["weights"].items() for miss in _too_heavy(name, weight, most)
    ]


def _too_heavy(name: str, weight: dict[str, Any], most: dict[str, float]) -> list[str]:
    limit = most.get(f"{name}_kb", most["other_kb"])
    found = []
    if weight["total_kb"] > limit:
        found.append(f"{name} weighs {weight['total_kb']} KB, not {limit}")
    if weight["html_kb"] > most["first_html_kb"]:
        found.append(f"the HTML of {name} weighs {weight['html_kb']} KB, not {most['first_html_kb']}")
    if weight["kept_kb"] > most["kept_kb"]:
        found.append(f"the worker keeps {weight['kept_kb']} KB behind {name}, not {most['kept_kb']}")
    if name == "home" and weight["requests"] > most["home_requests"]:
        found.append(f"home makes {weight['requests']} requests, not {most['home_requests']}")
    return found


def table(results: dict[str, Any], misses: list[str]) -> str:
    """Draw the results for people."""
    lines = [results["machine"], f"hello: {results['hello']['rate']:.0f}/s", ""]
    lines.append(f"{'page':<14}{'req/s':>8}{'of hello':>10}{'p50 ms':>9}{'p99 ms':>9}{'statements':>12}")
    for name, page in results["pages"].items():
        share = f"{page['share_of_hello']:.1%}"
        speed = f"{page['rate']:>8.0f}{share:>10}{page['p50_ms']:>9.2f}{page['p99_ms']:>9.2f}"
        lines.append(f"{name:<14}{speed}{page['statements']:>12}")
    lines += ["", f"memory: {results['memory']}", f"cold start: {results['cold_start_s']} s"]
    lines += [f"{name}: {weight}" for name, weight in results["weights"].items()]
    return "\n".join([*lines, "", *(f"MISSED {miss}" for miss in misses or ["nothing"])])


if __name__ == "__main__":
    sys.exit(main())
