"""A questionnaire and its draft in the shape in which a phone keeps them (see static/js/questionnaires)."""

from __future__ import annotations

from typing import Any

from webapp.questionnaires.models import Definition
from webapp.questionnaires.presenters.drawing import blank
from webapp.questionnaires.queries import Filling, parsed
from webapp.questionnaires.rules.entry import shown
from webapp.questionnaires.rules.filling import sections
from webapp.toolbox.words import Language


def pack(row: Definition, language: Language) -> dict[str, Any]:
    """Give a definition, and each section drawn blank in one language.

    `definition` is the JSON text as it is hashed; `sections` hold `title`, `minutes` and `pieces`, each piece the
    HTML of one question with its linkId and field name.
    """
    cut = sections(parsed(row.id))
    return {
        "id": row.id,
        "code": row.code,
        "version": row.version,
        "hash": row.content_hash,
        "language": language,
        "title": row.title.in_language(language),
        "definition": row.text,
        "sections": [
            {
                "title": section.group.text.in_language(language),
                "minutes": section.minutes,
                "pieces": blank(row.id, section.number, language),
            }
            for section in cut
        ],
    }


def draft(filling: Filling) -> dict[str, Any]:
    """Give a server draft: `raw` is linkId → what was typed or chosen, the unreadable included."""
    raw = {link_id: list(shown(values)) for link_id, values in filling.answers.items()}
    return {
        "definition": filling.definition_id,
        "revision": filling.revision,
        "place": filling.place,
        "saved_at": filling.saved_at.isoformat(),
        "raw": raw | {link_id: list(held) for link_id, held in filling.typed.items()},
        "conflict": bool(filling.parked),
        "amends": filling.amends_id or "",
    }
