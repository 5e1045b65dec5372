"""Verbs of the assessments room."""

from webapp.assessments.services.critical import handle_alert
from webapp.assessments.services.generating import (
    exam_came_in,
    generate,
    questionnaire_came_back,
)
from webapp.assessments.services.releasing import release, review

__all__ = [
    "exam_came_in",
    "generate",
    "handle_alert",
    "questionnaire_came_back",
    "release",
    "review",
]
