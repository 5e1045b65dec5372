"""Which score belongs to which questionnaire, and from which answers it came (Q7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from webapp.questionnaires.rules.answers import by_link_id, code_of, points_of
from webapp.questionnaires.rules.inviting import SCREENING
from webapp.questionnaires.rules.scores.answers import NameOf
from webapp.questionnaires.rules.scores.gad7 import gad7
from webapp.questionnaires.rules.scores.phq9 import phq9
from webapp.questionnaires.rules.scores.screening import screening
from webapp.questionnaires.rules.scores.self_care import self_care
from webapp.questionnaires.rules.scores.tcm33 import tcm33
from webapp.toolbox.results import Result


class Scale(Protocol):
    """A scoring function over items in order."""

    def __call__(self, points: Sequence[object], /, name_of: NameOf) -> Result: ...


SCALES: Final[dict[str, tuple[Scale, int]]] = {
    "phq9": (phq9, 9),
    "gad7": (gad7, 7),
    "tcm33": (tcm33, 33),
    "self_care": (self_care, 5),
}
"""The scales whose items are `NAME-1` … `NAME-n`, and their number."""
SCORED: Final = (*SCALES, SCREENING)


@dataclass(frozen=True, slots=True)
class Scored:
    """A score with its trace: the inputs by linkId as they were taken."""

    name: str
    result: Result
    inputs: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        """Give the result's six keys and `inputs`."""
        return {**self.result.as_json(), "inputs": dict(self.inputs)}


def scored(
    name: str, response: Mapping[str, Any], *, sex: str | None = None, age: int | None = None
) -> Scored | None:
    """Score a response by the questionnaire's name; None where the questionnaire has no score of its own."""
    answers = by_link_id(response)
    if name == SCREENING:
        inputs = {link_id: [_plain(value) for value in values] for link_id, values in answers.items()}
        return Scored(name, screening(answers, sex=sex, age=age), {**inputs, "sex": sex, "age": age})
    if name not in SCALES:
        return None
    function, size = SCALES[name]
    points = {item: _points(answers.get(item, [])) for item in _items(name, size)}
    items = list(points)
    return Scored(name, function(list(points.values()), name_of=lambda place: items[place]), points)


def _items(name: str, size: int) -> list[str]:
    return [f"{name}-{number}" for number in range(1, size + 1)]


def _points(values: Sequence[Any]) -> int | float | None:
    """An item that is not answered exactly once is missing."""
    return points_of(values[0]) if len(values) == 1 else None


def _plain(value: Any) -> Any:
    return code_of(value) or value
