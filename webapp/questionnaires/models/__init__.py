"""Tables of the questionnaires room."""

from webapp.questionnaires.models.definitions import Definition
from webapp.questionnaires.models.drafts import AttachedFile, Draft
from webapp.questionnaires.models.following import FieldQuery, QualityRemark, QueryMessage
from webapp.questionnaires.models.responses import Response, Score, ScreeningDecision

__all__ = [
    "AttachedFile",
    "Definition",
    "Draft",
    "FieldQuery",
    "QualityRemark",
    "QueryMessage",
    "Response",
    "Score",
    "ScreeningDecision",
]
