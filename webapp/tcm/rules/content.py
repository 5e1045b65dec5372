"""The two forms of a record as they are filled: what is blank, the responses they make, their scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.questionnaires.rules import filling, quality, scoring
from webapp.questionnaires.rules.definition import Definition
from webapp.questionnaires.rules.hashing import content_hash
from webapp.tcm.rules.record import SCALES

Forms = Mapping[str, Definition]
Answers = Mapping[str, Sequence[Any]]


def blanks(forms: Forms, answers: Answers) -> list[str]:
    """Name the questions without an answer, in the order of the forms (Q9)."""
    return [item.link_id for name in SCALES for item in filling.open_questions(forms[name], answers)]


def content(
    forms: Forms,
    pins: Mapping[str, tuple[str, str]],
    answers: Answers,
    authored: str,
    guidance: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Give what is signed: each form's response with its SHA-256, its score, and the version it is pinned to; and the
    guidance that stood above the signature.

    `pins`: name → (version, content hash) of the definition; `authored` an ISO 8601 moment.
    """
    told = {name: _one(name, forms[name], pins[name], answers, authored) for name in SCALES}
    return {**told, "guidance": guidance or {}}


def score(name: str, form: Definition, answers: Answers) -> dict[str, Any]:
    """Score one form as it stands: the six keys of a result and `inputs`."""
    response = filling.respond(form, answers, status="in-progress", authored="")
    found = scoring.scored(name, response)
    return found.as_json() if found else {}


def differs(signed: Mapping[str, Any]) -> bool:
    """Tell whether a signed score is not what the same rule makes of the signed answers now (Q7)."""
    return any(_differs(name, signed[name]) for name in SCALES)


def _differs(name: str, signed: Mapping[str, Any]) -> bool:
    again = scoring.scored(name, signed["response"])
    return bool(quality.score_remark(signed["score"], again.as_json() if again else None))


def _one(
    name: str, form: Definition, pin: tuple[str, str], answers: Answers, authored: str
) -> dict[str, Any]:
    response = filling.respond(form, answers, status="completed", authored=authored)
    return {
        "version": pin[0],
        "definition_hash": pin[1],
        "response": response,
        "response_hash": content_hash(response),
        "score": score(name, form, answers),
    }
