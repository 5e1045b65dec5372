"""Unusual figures as soft questions: kept as they stand, and asked about once (Q4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.kernel import i18n
from webapp.questionnaires.rules.definition import Definition
from webapp.questionnaires.rules.numbers import written
from webapp.questionnaires.rules.usual import Doubt, doubts


def doubts_in_words(definition: Definition, answers: Mapping[str, Sequence[Any]]) -> dict[str, str]:
    """Ask about each unusual figure, by linkId."""
    return {link_id: _asked(doubt) for link_id, doubt in doubts(definition, answers).items()}


def _asked(doubt: Doubt) -> str:
    figure = written(doubt.figure)
    if doubt.as_hours is not None:
        return i18n._(
            "%(figure)s minutes? If you mean hours, please write %(minutes)s.",
            figure=figure,
            minutes=doubt.as_hours,
        )
    if doubt.low:
        return i18n._("%(figure)s is unusually little. If it is right, just go on.", figure=figure)
    return i18n._("%(figure)s is unusually much. If it is right, just go on.", figure=figure)
