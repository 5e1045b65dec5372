"""A questionnaire as its pages show it: one section, the way through it, all answers in words."""

from webapp.questionnaires.presenters.pages.progress import (
    Gap,
    Line,
    Overview,
    Part,
    Step,
    is_open,
    missing,
    overview,
    parts,
)
from webapp.questionnaires.presenters.pages.section import SectionPage, differences, row_of, section_page

__all__ = [
    "Gap",
    "Line",
    "Overview",
    "Part",
    "SectionPage",
    "Step",
    "differences",
    "is_open",
    "missing",
    "overview",
    "parts",
    "row_of",
    "section_page",
]
