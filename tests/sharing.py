"""How the parallel processes of `--dist loadgroup` share the tests: what stays together, and what begins first.

The workers' own grouping by marks is not asked: with this pytest the marks never reach who shares the tests out.
"""

from __future__ import annotations

import pytest

TOGETHER = ("tests/device/", "tests/concurrency/", "tests/faults/", "tests/questionnaires/engine/")
"""Folders whose tests follow each other in one process: their servers and browsers are dear. So does each journey's file."""
LONGEST = (
    "tests/journeys/test_kept_answers.py",
    "tests/journeys/test_pwa.py",
    "tests/concurrency/",
    "tests/commands/test_serving.py",
    "tests/fuzz/",
    "tests/journeys/test_entering.py",
    "tests/journeys/test_standby.py",
    "tests/journeys/test_repeating.py",
    "tests/journeys/test_questionnaires.py",
    "tests/journeys/test_admin.py",
    "tests/journeys/",
    "tests/complaints/test_secrecy.py",
    "tests/budgets/",
)
"""What lasts longest, in this order, before all else: nobody is left alone with it at the end."""


def group_of(nodeid: str) -> str:
    """Give the group of a test: those of one group run in one process, one after the other."""
    path = nodeid.split("::")[0]
    if path.startswith("tests/journeys/"):
        return path
    return next((folder for folder in TOGETHER if path.startswith(folder)), nodeid)


def longest_first(items: list[pytest.Item]) -> None:
    """Put what lasts longest first, the rest as it stood."""
    items.sort(key=lambda item: _place(item.nodeid))


def _place(nodeid: str) -> int:
    return next((n for n, path in enumerate(LONGEST) if nodeid.startswith(path)), len(LONGEST))


def scheduling(config: pytest.Config, log: object) -> object:
    """Share groups out in the order of the tests."""
    from xdist.scheduler import LoadScopeScheduling

    config.option.loadscopereorder = False  # else the group with the most tests would begin
    shared = LoadScopeScheduling(config, log)
    shared._split_scope = group_of
    return shared
