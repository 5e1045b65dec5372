"""The questionnaires that come with the house: taken into the catalogue and published, each version once.

`data/shipped.json` lists the content hash of every version that was ever shipped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from webapp.questionnaires import queries
from webapp.questionnaires.models import Definition
from webapp.questionnaires.rules import importing
from webapp.questionnaires.services.catalogue import publish, take_in
from webapp.toolbox.packaged import data, text

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
    """Publish what the catalogue lacks or holds in an older version of ours; what headquarters published stays."""
    for code in codes:
        if _is_due(queries.current_definition(code), data("questionnaires", "shipped")[code]):
            row = take_in(imported=importing.take_in(text("questionnaires", code)), actor_id=actor_id)
            publish(definition_id=row.id, actor_id=actor_id)


def _is_due(current: Definition | None, versions: Mapping[str, str]) -> bool:
    """Tell whether our newest version has to be published: over none, or over an older one of ours."""
    *older, _newest = versions.values()
    return current is None or current.content_hash in older
