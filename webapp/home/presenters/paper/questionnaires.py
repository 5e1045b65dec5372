"""What was answered: questions and answers in words, each response with the fingerprint of what was signed (Q8)."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.home.presenters.paper.blocks import NOTHING, Block, Chapter
from webapp.kernel.i18n import _, moment, say
from webapp.questionnaires import services
from webapp.questionnaires.queries import Answered, Response
from webapp.toolbox.words import Bilingual


def answers(answered: Answered) -> Chapter:
    """Give all that was sent, newest first; what a later one corrects says so."""
    titles = {one.id: Bilingual(one.title_zh, one.title_en) for one in answered.definitions}
    corrected = {row.amends_id for row in answered.responses}
    blocks = [
        block
        for row in answered.responses
        for block in _response(row, say(titles[row.definition_id]), corrected=row.id in corrected)
    ]
    return Chapter(_("What I filled in"), blocks)


def _response(row: Response, title: str, *, corrected: bool) -> Iterator[Block]:
    sent = {"moment": moment(row.submitted_at), "number": row.number}
    said = [_("Sent %(moment)s, receipt %(number)s", **sent)]
    if corrected:
        said.append(_("A later version corrects this one."))
    yield Block(title=title, said=said, note=f"SHA-256 {row.response_hash}")
    for part in services.in_words(row):
        pairs = [(line.question, line.answer or NOTHING) for line in part.lines]
        if pairs:
            yield Block(said=[part.title] if part.title else (), pairs=pairs)
