"""Released assessments: the summary in sentences, what was measured, and each model's answer (S4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from webapp.assessments import services
from webapp.assessments.queries import Assessment
from webapp.home.presenters.paper.blocks import Block, Chapter
from webapp.kernel.i18n import _, day, moment


def assessments(released: Sequence[Assessment]) -> Chapter:
    """Give every assessment that was released, newest first."""
    return Chapter(_("My assessments"), [block for one in released for block in _assessment(one)])


def _assessment(kept: Assessment) -> Iterator[Block]:
    page = services.in_words(kept)
    said = [*page.alerts, *page.sentences]
    if kept.comment:
        said.append(f"{_('From the person who reviewed it')}: {kept.comment}")
    released = moment(kept.released_at) if kept.released_at else ""
    yield Block(
        title=_("Your summary of %(year)s", year=kept.examined_on.year),
        said=said,
        note=_("Examined %(day)s", day=day(kept.examined_on)) + " · " + released,
    )
    rungs = [rung for step in (*page.measured, *page.habits) for rung in step.rungs]
    rows = [(rung.name, f"{rung.value} {rung.unit}".strip(), rung.note) for rung in (*rungs, *page.chronic)]
    if rows:
        yield Block(head=(_("Item"), _("Value"), _("What it means")), widths=(2, 1, 4), rows=rows)
    risks = [(one.title, " ".join((one.sentence, *one.listed)), one.version) for one in page.risks]
    if risks:
        yield Block(head=(_("Disease"), _("How likely"), _("Model")), widths=(2, 4, 2), rows=risks)
    if page.advice:
        yield Block(said=[_("What we advise"), *(piece.words for piece in page.advice)])
