"""Pages of a client, and what her phone sends by itself."""

from webapp.questionnaires.views import (
    amending,
    attaching,
    deleting,
    field_queries,
    finishing,
    newer,
    pages,
    phone,
    printing,
    sections,
)
from webapp.questionnaires.views.blueprint import bp

__all__ = [
    "amending",
    "attaching",
    "bp",
    "deleting",
    "field_queries",
    "finishing",
    "newer",
    "pages",
    "phone",
    "printing",
    "sections",
]
