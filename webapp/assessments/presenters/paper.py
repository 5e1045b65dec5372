"""A kept assessment → what its PDF says: the same `ReportPage` as the page and the print, and the words around it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from webapp.assessments.forms import WAYS
from webapp.assessments.models import Assessment
from webapp.assessments.presenters.page import report_page
from webapp.assessments.presenters.words import MODELS, said
from webapp.assessments.queries import Delivered, Paper
from webapp.gateways import pdf
from webapp.kernel import clock
from webapp.kernel.i18n import _, day, language, ngettext, number, say
from webapp.toolbox.words import Bilingual


def paper(kept: Assessment, *, name: Bilingual, reviewer: Bilingual | None) -> dict[str, Any]:
    """Give the content of the PDF in the language spoken, with the SHA-256 of all of it."""
    content = {
        "title": _("Your summary of %(year)s", year=kept.examined_on.year),
        "brand": _("Kangyue"),
        "name": say(name),
        "about": about(kept, reviewer),
        "report": asdict(report_page(kept)),
        "comment": kept.comment or "",
        "comment_lang": (kept.comment_language or language()).partition("-")[0],
        "words": _words(),
        "versions": _versions(kept),
        "foot": _("Kangyue · This is not a diagnosis."),
        "page": _("Page {n} of {m}"),
    }
    return {**content, "fingerprint": pdf.fingerprint(content)}


@dataclass(frozen=True, slots=True)
class PaperLink:
    """A PDF to be saved: its language for the address, its words."""

    language: str
    words: str


def paper_links(made: Mapping[str, Paper]) -> list[PaperLink]:
    """Name the PDFs there are, the reader's language first."""
    order = sorted(made.values(), key=lambda one: one.language != language())
    return [PaperLink(one.language, _link_words(one)) for one in order]


def _link_words(one: Paper) -> str:
    pages = ngettext("%(n)s page", "%(n)s pages", one.pages)
    about = {"pages": pages, "size": number(max(1, round(one.size / 1024)))}
    if one.language == "en":
        return _("PDF in English, %(pages)s, %(size)s KB", **about)
    return _("PDF in Chinese, %(pages)s, %(size)s KB", **about)


def delivery_lines(found: Sequence[Delivered]) -> list[str]:
    """Say of each handing over when, how and to whom."""
    return [
        _("%(day)s, %(way)s: %(name)s", day=day(one.delivered_on), way=str(WAYS[one.way]), name=one.to_whom)
        for one in found
    ]


def about(kept: Assessment, reviewer: Bilingual | None) -> list[str]:
    """Say when the client was examined, and who read the report when."""
    lines = [_("Examined %(day)s", day=day(kept.examined_on))]
    if reviewer and kept.reviewed_at:
        read = day(clock.local(kept.reviewed_at).date())
        lines.append(_("Read by %(name)s on %(day)s", name=say(reviewer), day=read))
    return lines


def _versions(kept: Assessment) -> str:
    """List the models with their versions, for the foot of every page."""
    known: dict[str, str] = json.loads(kept.versions)
    return " · ".join(f"{said(MODELS[code]['short'])} {version}" for code, version in known.items())


def _words() -> dict[str, str]:
    """Give the headings and labels of the document."""
    return {
        "alerts": _("Please see to this first"),
        "comment": _("From the person who reviewed it"),
        "not_a_diagnosis": _("This is not a diagnosis. It does not say how long anybody will live."),
        "inputs": _("Part 1: what this rests on"),
        "measured": _("Part 2: what was measured"),
        "chronic": _("Part 3: long-term diseases"),
        "habits": _("Part 4: what you can do something about"),
        "risks": _("Part 5: how likely diseases are"),
        "beside": _("Other models, for reference only"),
        "advice": _("Part 6: what we advise"),
        "limits": _("What is not known"),
    }
