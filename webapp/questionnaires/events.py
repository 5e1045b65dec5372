"""What happened in the questionnaires room."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuestionnaireSubmitted:
    """A client certified and submitted a questionnaire."""

    response_id: str
    client_id: str
    branch_id: str
    code: str
