"""What happened in the questionnaires room."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuestionnaireSubmitted:
    """A questionnaire was certified and submitted, or one that was sent is amended (`amends_id`).

    `newest` is false for a correction of answers that a later filling has overtaken: nothing is worked out from it.
    """

    response_id: str
    client_id: str
    branch_id: str
    code: str
    amends_id: str = ""
    newest: bool = True
