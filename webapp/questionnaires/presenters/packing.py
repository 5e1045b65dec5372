"""A questionnaire and its draft in the shape in which a phone keeps them (see static/js/questionnaires)."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from webapp.kernel import assets, i18n
from webapp.kernel.pages import link
from webapp.questionnaires.models import Definition
from webapp.questionnaires.presenters.asking import field_name
from webapp.questionnaires.presenters.drawing import blank
from webapp.questionnaires.presenters.phrases import phrases
from webapp.questionnaires.queries import Filling, parsed
from webapp.questionnaires.rules.entry import shown
from webapp.questionnaires.rules.filling import Section, sections
from webapp.questionnaires.rules.hashing import canonical
from webapp.questionnaires.rules.reading import load
from webapp.questionnaires.rules.texts import spoken
from webapp.toolbox.words import Language


def pack(row: Definition, language: Language) -> dict[str, Any]:
    """Give a definition, and each section drawn blank in one language.

    `definition` is its JSON text with the words of this language only; `sections` hold `title`, `minutes` and
    `pieces`, each piece the HTML of one question with its linkId and field name; `phrases` is what the phone says by
    itself.
    """
    cut = sections(parsed(row.id))
    return {
        "id": row.id,
        "code": row.code,
        "version": row.version,
        "hash": row.content_hash,
        "language": language,
        "title": row.title.in_language(language),
        "definition": canonical(spoken(load(row.text), language)),
        "phrases": phrases(language),
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
    index = filling.definition.index
    raw = {link_id: list(shown(values, index.get(link_id))) for link_id, values in filling.answers.items()}
    return {
        "id": filling.id,
        "definition": filling.definition_id,
        "revision": filling.revision,
        "place": filling.place,
        "saved_at": filling.saved_at.isoformat(),
        "raw": raw | {link_id: list(held) for link_id, held in filling.typed.items()},
        "conflict": bool(filling.parked),
        "amends": filling.amends_id or "",
    }


def address(definition_id: str) -> str:
    """Give where the pack for this page's language is; another release draws anew, so its address differs."""
    release = assets.prepare().hash[:8]
    return link("questionnaires.pack", definition_id=definition_id, language=i18n.language(), v=release)


def about(
    code: str, definition_id: str, filling: Filling | None, **more: str | None
) -> dict[str, str | None]:
    """Give what a page's script must know of a questionnaire, as attributes; no revision: nothing is begun."""
    return {
        "data-code": code,
        "data-definition": definition_id,
        "data-title": i18n.say(parsed(definition_id).title),
        "data-pack": address(definition_id),
        "data-draft": filling.id if filling else "",
        "data-revision": str(filling.revision) if filling else "",
        **more,
    }


def about_section(filling: Filling, section: Section, total: int, *, checking: bool) -> dict[str, str | None]:
    """Give what the script of a section's page must know; `names` tells fields whose linkId is unusual."""
    names = _unusual_names(filling.definition_id, section.number)
    return about(
        filling.code,
        filling.definition_id,
        filling,
        **{
            "data-number": str(section.number),
            "data-total": str(total),
            "data-checking": "" if checking else None,
            "data-names": names,
        },
    )


@lru_cache(maxsize=256)
def _unusual_names(definition_id: str, number: int) -> str | None:
    """Give field → linkId as JSON where they differ; None where all are usual."""
    section = sections(parsed(definition_id))[number - 1]
    fields = {field_name(item): item.link_id for item in section.questions}
    unusual = {field: link_id for field, link_id in fields.items() if field != f"q-{link_id}"}
    return json.dumps(unusual) if unusual else None
