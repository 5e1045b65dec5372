"""Answers of several devices laid over one another: what another device wrote is overwritten by nobody (Q1).

Answers are linkId → FHIR values; typed is linkId → what a person wrote and nobody can read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.questionnaires.rules.definition import Definition
from webapp.questionnaires.rules.filling import fixed_answers

Answers = Mapping[str, Sequence[Any]]
Typed = Mapping[str, Sequence[str]]


def written_elsewhere(*, seen: int, revision: int, token: str, written_by: str) -> bool:
    """Tell whether another device wrote since: the draft has moved on from what was seen, by another hand."""
    return revision != seen and not (token and written_by == token)


def laid_over(answers: Answers, changes: Answers) -> dict[str, list[Any]]:
    """Lay changes over answers; an empty list clears a question."""
    merged = {**answers, **changes}
    return {link_id: list(held) for link_id, held in merged.items() if held}


def typed_over(typed: Typed, changes: Answers, brought: Typed) -> dict[str, list[str]]:
    """Give what cannot be read once changes are laid over, with what cannot be read of those."""
    stays = {link_id: list(raw) for link_id, raw in typed.items() if link_id not in changes}
    return stays | {link_id: list(brought[link_id]) for link_id in changes if brought.get(link_id)}


def without_blanks(changes: Answers, brought: Typed) -> dict[str, Sequence[Any]]:
    """Leave out the fields that are blank on a page sent whole: perhaps it never saw their answers."""
    return {link_id: held for link_id, held in changes.items() if held or brought.get(link_id)}


def disagreeing(answers: Answers, typed: Typed, changes: Answers, brought: Typed) -> dict[str, Sequence[Any]]:
    """Give the changes that say something else than what is held, be it read or only typed."""
    return {
        link_id: values
        for link_id, values in changes.items()
        if list(brought.get(link_id) or values) != list(typed.get(link_id) or answers.get(link_id, ()))
    }


def covers(form: Definition, answers: Answers, told: Answers) -> bool:
    """Tell whether a finished response knows all that a draft was told; what the form says itself is nobody's."""
    fixed = fixed_answers(form)
    return all(
        list(answers.get(link_id, ())) == list(held) for link_id, held in told.items() if link_id not in fixed
    )
