"""A released report in words: for a document that holds more than reports."""

from __future__ import annotations

from webapp.assessments.models import Assessment
from webapp.assessments.presenters.page import ReportPage, report_page


def in_words(kept: Assessment) -> ReportPage:
    """Give what the report's page shows, in the language spoken; nothing is worked out anew (S2)."""
    return report_page(kept)
