"""What was sent, in words: for a document that holds more than questionnaires."""

from __future__ import annotations

from webapp.questionnaires import queries
from webapp.questionnaires.models import Response
from webapp.questionnaires.presenters import pages
from webapp.questionnaires.rules.repeating import answers_in


def in_words(row: Response) -> list[pages.Part]:
    """Give a response's questions and answers in the language spoken, in the words of its own version (Q6)."""
    form = queries.parsed(row.definition_id)
    return pages.parts(form, answers_in(form, row.response))
