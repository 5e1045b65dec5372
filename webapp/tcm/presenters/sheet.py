"""A signed record as it is read whole, on a screen or on paper, with what proves it (Q8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.questionnaires.rules import hashing, proof
from webapp.questionnaires.rules.definition import Definition
from webapp.tcm import presenters
from webapp.tcm.models import TcmRecord
from webapp.tcm.rules.constitution import conclude
from webapp.toolbox.words import Bilingual

Told = Sequence[tuple[Definition, Mapping[str, Sequence[Any]]]]


def words(
    row: TcmRecord, *, scores: Mapping[str, Any], told: Told, people: Mapping[str, Bilingual]
) -> dict[str, Any]:
    """Give what the templates of a signed record need: result, guidance, answers, signature."""
    found = conclude(scores["tcm33"]["parts"], row.decision["primary"] if row.decision else None)
    lines = presenters.lines(found, row.guidance)
    return {
        "row": row,
        "main": presenters.named(found.primary),
        "verdicts": [(one.words, f"{one.result} · {one.score}") for one in lines],
        "told": presenters.groups(told),
        "advised": [(one.words, one.guidance) for one in lines if one.guidance],
        "signature": presenters.signature(row),
        "self_care": presenters.self_care(scores["self_care"]),
        "facts": presenters.signer(row) + presenters.people(row, people),
    }


def proved(content: Mapping[str, Any]) -> dict[str, Any]:
    """Give the canonical text of what was signed, and its fingerprint."""
    whole = dict(content)
    return {"text": proof.printed(whole), "hash": hashing.content_hash(whole)}
