"""The models asked again with levers moved (S3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webapp.assessments.rules.facts import Facts, Values
from webapp.assessments.rules.registry import DISEASES
from webapp.assessments.rules.report import to_be_shown
from webapp.assessments.rules.what_if.levers import COUNTS, STEPS, Lever, Step, changed
from webapp.toolbox.results import Result


@dataclass(frozen=True, slots=True)
class Pair:
    """A model's figure now and then; `counts` are the levers it was asked about."""

    model: str
    now: Result
    then: Result
    counts: tuple[Lever, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What one person can try: levers, the models that answer, and those that cannot, with their reason."""

    values: Values
    steps: tuple[Step, ...]
    answers: Mapping[str, tuple[Result, tuple[Lever, ...]]]
    silent: Mapping[str, Result]

    def pairs(self, chosen: Mapping[Lever, float]) -> list[Pair]:
        """Ask each model with what was chosen; nothing chosen gives the report's own figures."""
        steps = {step.lever: step for step in self.steps}
        found = []
        for name, (now, counts) in self.answers.items():
            moved = [(steps[lever], chosen[lever]) for lever in counts if lever in chosen]
            found.append(Pair(name, now, _ask(name, changed(self.values, moved)), counts))
        return found


def what_if(values: Values) -> WhatIf:
    """Find out what a person can try with the inputs of a report."""
    person = Facts(values, for_report=True)
    shown = to_be_shown({name: ask(person) for name, ask in DISEASES.items()})
    now = {name: shown[name] for name in COUNTS if name in shown}
    possible = [step for find in STEPS if (step := find(person))]
    answers = {
        name: (one, _counted(name, one, values, possible)) for name, one in now.items() if _figure(one)
    }
    helpful = {
        step.lever
        for step in possible
        if any(
            step.lever in counts and _lower(name, one, values, step)
            for name, (one, counts) in answers.items()
        )
    }
    return WhatIf(
        values,
        tuple(step for step in possible if step.lever in helpful),
        {
            name: (one, tuple(lever for lever in counts if lever in helpful))
            for name, (one, counts) in answers.items()
        },
        {name: one for name, one in now.items() if one.not_computed},
    )


def gives_the_same(found: WhatIf, kept: Mapping[str, Any]) -> bool:
    """Tell whether the models still say what they said in the report; newer ones would answer another question."""
    return all(kept.get(name, {}).get("value") == now.value for name, (now, _counts) in found.answers.items())


def _ask(model: str, values: Values) -> Result:
    return DISEASES[model](Facts(values, for_report=True))


def _figure(result: Result) -> bool:
    return result.value is not None


def _counted(model: str, now: Result, values: Values, steps: list[Step]) -> tuple[Lever, ...]:
    """The levers a model counts and does not answer the wrong way round."""
    wanted = [step for step in steps if step.lever in COUNTS[model]]
    return tuple(
        step.lever
        for step in wanted
        if (_ask(model, changed(values, [(step, step.goal)])).value or 0) <= (now.value or 0)
    )


def _lower(model: str, now: Result, values: Values, step: Step) -> bool:
    return (_ask(model, changed(values, [(step, step.goal)])).value or 0) < (now.value or 0)
