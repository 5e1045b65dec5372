"""Validation of a QuestionnaireResponse against its Questionnaire (Q4); the issue codes are frozen."""

from __future__ import annotations

from webapp.questionnaires.rules.validation.issues import Issue, Severity, is_valid
from webapp.questionnaires.rules.validation.walk import validate

__all__ = ["Issue", "Severity", "is_valid", "validate"]
