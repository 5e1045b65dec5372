"""What was posted: answers read question by question, ticks of guidance, the signature."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from werkzeug.datastructures import MultiDict

from webapp.questionnaires.rules.definition import Definition
from webapp.questionnaires.rules.entry import enter
from webapp.tcm.rules.constitution import Given

LONGEST = 500
"""Letters of what is written beside the ticks."""


def read_answers(forms: Iterable[Definition], posted: MultiDict[str, str]) -> dict[str, list[Any]]:
    """Read every question that was shown; what is no choice of its form counts as blank."""
    questions = ((form, item) for form in forms for item in form.walk() if item.is_question)
    return {
        item.link_id: list(enter(form, item, posted.getlist(f"q-{item.link_id}")).values)
        for form, item in questions
        if f"q-{item.link_id}" in posted
    }


def read_guidance(names: Iterable[str], posted: MultiDict[str, str], by: str) -> Given:
    """Read the ticks and the written words of each constitution; `by` is the staff member who posted them."""
    listed = list(names)
    return Given(
        ticks={name: posted.getlist(f"ticks-{name}") for name in listed},
        words={name: text(posted, f"words-{name}") for name in listed},
        by=by,
    )


def holds_guidance(posted: MultiDict[str, str]) -> bool:
    """Tell whether the guidance stood on the page that was posted: unticked boxes say nothing of themselves."""
    return any(name.startswith("words-") for name in posted)


def text(posted: MultiDict[str, str], name: str) -> str:
    """Read a short text."""
    return posted.get(name, "").strip()[:LONGEST]
