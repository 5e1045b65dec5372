"""The questionnaires that come with the house: taken into the catalogue and published, each once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from webapp.questionnaires import queries
from webapp.questionnaires.rules import importing
from webapp.questionnaires.services.catalogue import publish, take_in
from webapp.toolbox.packaged import text

SHIPPED: Final = (
    "screening",
    "hra",
    "tcm33",
    "self_care",
    "child_tcm",
    "phq9",
    "gad7",
    "personal_info",
)


def publish_shipped(*, codes: Sequence[str] = SHIPPED, actor_id: str = "") -> None:
    """Publish what the catalogue lacks; what headquarters published under the same name stays."""
    for code in codes:
        if queries.current_id(code) is None:
            row = take_in(imported=importing.take_in(text("questionnaires", code)), actor_id=actor_id)
            publish(definition_id=row.id, actor_id=actor_id)
