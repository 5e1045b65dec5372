"""Verbs of the assessments room."""

from webapp.assessments.services.critical import (
    handle_alert,
    important_was_handled,
    mood_came_back,
    reading_came_in,
)
from webapp.assessments.services.delivering import note_delivery
from webapp.assessments.services.generating import (
    exam_came_in,
    exam_was_corrected,
    generate,
    questionnaire_came_back,
)
from webapp.assessments.services.inviting import decide, screening_came_back
from webapp.assessments.services.opting import opt_in, opt_out
from webapp.assessments.services.papers import ask_for_papers
from webapp.assessments.services.releasing import release, review
from webapp.assessments.services.telling import in_words

__all__ = [
    "ask_for_papers",
    "decide",
    "exam_came_in",
    "exam_was_corrected",
    "generate",
    "handle_alert",
    "important_was_handled",
    "in_words",
    "mood_came_back",
    "note_delivery",
    "opt_in",
    "opt_out",
    "questionnaire_came_back",
    "reading_came_in",
    "release",
    "review",
    "screening_came_back",
]
