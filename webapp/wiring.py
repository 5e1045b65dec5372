"""Who reacts to which event, one line each: the only upward road."""

from __future__ import annotations

from webapp.assessments import services as assessments
from webapp.exams.events import ResultsVerified
from webapp.kernel import events
from webapp.questionnaires.events import QuestionnaireSubmitted


def connect() -> None:
    """Subscribe every reaction of the house, in the order in which they run."""
    events.subscribe(QuestionnaireSubmitted, assessments.questionnaire_came_back)
    events.subscribe(ResultsVerified, assessments.exam_came_in)
