"""One deed while another's transaction is still open: what two people at once do to each other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

from tests.conftest import Act

LONG = 0.5  # seconds in which the second deed is through, unless it waits for the first
Found = TypeVar("Found")


def meanwhile(act: Act, first: Callable[[], object], second: Callable[[], Found]) -> Found:
    """Do the second deed, in a thread of its own, before the first one's transaction ends; gives what it gave."""
    with ThreadPoolExecutor(1) as pool:
        with act():
            first()
            other = pool.submit(second)
            wait([other], timeout=LONG)
        return other.result()


def alone(act: Act, deed: Callable[[], Found]) -> Callable[[], Found]:
    """Give a deed its own transaction."""

    def do() -> Found:
        with act():
            return deed()

    return do
