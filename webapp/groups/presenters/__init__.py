"""The room's words: the group report, contract years, rosters, dates and progress."""

from webapp.groups.presenters.report import STATUS_WORDS, report_page, too_few_words

__all__ = ["STATUS_WORDS", "report_page", "too_few_words"]
