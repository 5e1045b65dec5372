"""Answers after which a person is told at once where help is (S2, PHQ-9 item 9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from webapp.questionnaires.rules.answers import by_link_id, points_of

THOUGHTS_OF_DEATH = "phq9-9"


def thinks_of_death(response: Mapping[str, Any]) -> bool:
    """Tell whether PHQ-9 item 9 was answered with anything but “not at all”; open is not yes."""
    answered = by_link_id(response).get(THOUGHTS_OF_DEATH, [])
    return any((points_of(value) or 0) > 0 for value in answered)
