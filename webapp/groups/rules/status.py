"""How a group report moves: draft, reviewed, released; a newer draft takes the place of an older one."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Status(StrEnum):
    """Where a report stands; the group's contact and headquarters read released ones only."""

    DRAFT = "DRAFT"
    REVIEWED = "REVIEWED"
    RELEASED = "RELEASED"
    SUPERSEDED = "SUPERSEDED"


OPEN: Final = (Status.DRAFT, Status.REVIEWED)
