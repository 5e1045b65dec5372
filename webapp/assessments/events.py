"""What happened in the assessments room."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AssessmentReleased:
    """A reviewed assessment was released: the client may read it."""

    assessment_id: str
    client_id: str
    branch_id: str
