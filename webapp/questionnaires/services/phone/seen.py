"""What a phone knows of the server: which version it drew, which draft it saw last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.kernel.errors import NotYours
from webapp.questionnaires import queries
from webapp.questionnaires.models import Definition

Raw = Mapping[str, Sequence[str]]
ANOTHERS = -1
"""The revision of a save that is based on a draft which is no more: whatever disagrees is parked."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The server's draft as a phone saw it last, the token under which that phone writes, and the moment at which it
    finished, by its own clock.
    """

    draft_id: str = ""
    revision: int = 0
    token: str = ""
    finished_at: datetime | None = None


def known_version(code: str, definition_id: str) -> Definition:
    """Let through a version of this questionnaire that is or was published."""
    version = queries.definition(definition_id)
    if version is None or version.code != code or version.status == "DRAFT":
        raise NotYours
    return version
