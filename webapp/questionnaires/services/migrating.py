"""A draft goes on in the version that is published now (Q6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.kernel import audit
from webapp.kernel.errors import NotYours
from webapp.questionnaires import queries
from webapp.questionnaires.queries import Filling
from webapp.questionnaires.rules.definition import Definition
from webapp.questionnaires.rules.filling import fixed_answers, sections
from webapp.questionnaires.rules.migrating import Carried, carry
from webapp.questionnaires.services.filling import write

Left = list[dict[str, Any]]
Typed = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Moved:
    """What a draft holds in another version: see `Filling`; `left` is what no longer fits."""

    answers: dict[str, list[Any]]
    typed: Typed
    parked: dict[str, list[Any]]
    parked_typed: Typed
    left: Left


def move(*, client_id: str, code: str, actor_id: str) -> Filling:
    """Carry a draft's answers into the version that is published now; what no longer fits is kept beside them.

    A draft that is in it already stays as it is. Raises `NotYours` without a draft.
    """
    draft = queries.draft(client_id=client_id, code=code)
    if draft is None:
        raise NotYours
    if not draft.outdated or draft.current_id is None:
        return draft
    old, new = draft.definition, queries.parsed(draft.current_id)
    found = carried(draft, new)
    moved = write(
        draft,
        definition_id=draft.current_id,
        answers=found.answers,
        typed=found.typed,
        parked=found.parked,
        parked_typed=found.parked_typed,
        left=[*draft.left, *found.left],
        place=_place_in(old, new, draft.place),
    )
    audit.record(
        "questionnaires.draft.moved",
        subject=("draft", draft.id),
        branch_id=draft.branch_id,
        actor_id=actor_id,
        details={"code": code, "from": draft.definition_id, "to": draft.current_id, "left": len(found.left)},
    )
    return moved


def carried(draft: Filling, new: Definition) -> Moved:
    """Give what a draft holds in another version."""
    answers = carry(draft.definition, new, draft.answers)
    parked = carry(draft.definition, new, draft.parked)
    typed, parked_typed = _asked_in(new, draft.typed), _asked_in(new, draft.parked_typed)
    still = {
        i: held for i, held in draft.parked.items() if i in parked_typed or (not held and i in new.index)
    }
    gone = {i: raw for i, raw in draft.typed.items() if i not in typed}
    gone_aside = {i: raw for i, raw in draft.parked_typed.items() if i not in parked_typed}
    behind = (answers, parked, Carried({}, gone), Carried({}, gone_aside))
    return Moved(
        answers=fixed_answers(new) | answers.stays,
        typed=typed,
        parked=still | parked.stays,
        parked_typed=parked_typed,
        left=[one for lost in behind for one in left_behind(draft.definition_id, lost)],
    )


def _asked_in(new: Definition, typed: Mapping[str, Sequence[str]]) -> Typed:
    """Give what could not be read of the questions that are still asked."""
    return {i: list(raw) for i, raw in typed.items() if i in new.index and new.index[i].is_question}


def left_behind(definition_id: str, found: Carried) -> Left:
    """Give what no longer fits as a draft keeps it: with the version whose words it has."""
    return [{"definition": definition_id, "linkId": i, "values": held} for i, held in found.left.items()]


def read_into(
    draft: Filling,
    definition_id: str,
    values: Mapping[str, Sequence[Any]],
    typed: Mapping[str, Sequence[str]],
) -> tuple[dict[str, list[Any]], dict[str, list[str]], Left]:
    """Give what a phone brings from another version as the draft's version holds it: answers, typed, the rest."""
    found = carry(queries.parsed(definition_id), draft.definition, values)
    cleared: dict[str, list[Any]] = {i: [] for i, held in values.items() if not held}
    known = {i: list(raw) for i, raw in typed.items() if i in draft.definition.index}
    gone = Carried({}, {i: list(raw) for i, raw in typed.items() if i not in known})
    left = [*left_behind(definition_id, found), *left_behind(definition_id, gone)]
    return found.stays | cleared, known, left


def _place_in(old: Definition, new: Definition, place: int) -> int:
    """Give the section that one was in, by its linkId; the nearest one where it is gone."""
    here = next((one.group.link_id for one in sections(old) if one.number == place), "")
    same = (one.number for one in sections(new) if one.group.link_id == here)
    return next(same, min(place, len(sections(new))))
