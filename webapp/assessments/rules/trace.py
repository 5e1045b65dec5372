"""Which of a person's inputs each model asked for: every figure says what it was worked out from (S1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from webapp.assessments.rules.facts import Facts, Values
from webapp.assessments.rules.registry import DISEASES


class _Watched(Mapping[str, Any]):
    """Inputs that remember by which names they were asked for."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self.asked: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        self.asked.add(key)
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def traces(values: Values) -> dict[str, list[str]]:
    """Give for each model of part 5 the inputs that it asked for and found, in the order they were told."""
    return {name: _used(name, values) for name in DISEASES}


def _used(model: str, values: Values) -> list[str]:
    watched = _Watched(values)
    DISEASES[model](Facts(watched, for_report=True))
    return [key for key in values if key in watched.asked and values[key] is not None]
