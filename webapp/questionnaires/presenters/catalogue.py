"""Headquarters' catalogue in words: states, uses, and what an import found."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from webapp.kernel import i18n
from webapp.kernel.i18n import lazy
from webapp.questionnaires.models import Definition
from webapp.questionnaires.presenters.drawing import preview
from webapp.questionnaires.queries import Listed
from webapp.questionnaires.rules import definition as reading
from webapp.questionnaires.rules import importing, publishing
from webapp.questionnaires.rules.filling import sections
from webapp.questionnaires.rules.findings import Finding
from webapp.questionnaires.rules.reading import load
from webapp.toolbox.packaged import bilingual, data
from webapp.toolbox.words import Language

_STATES = {
    "DRAFT": ("watch", lazy("Draft")),
    "PUBLISHED": ("good", lazy("Published")),
    "RETIRED": ("", lazy("Retired")),
}
_UNKNOWN = "unknownExtension"
_MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One definition of the list."""

    listed: Listed
    tone: str
    state: str
    published: str
    used: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a definition: what stands against publishing, what is only odd, extensions without effect."""

    against: list[str]
    warnings: list[str]
    extensions: list[str]
    more: int


@dataclass(frozen=True, slots=True)
class Frame:
    """One section as a phone shows it, in one language."""

    language: Language
    number: int
    total: int
    title: str
    heading: str
    questions: Markup


def row(listed: Listed) -> Row:
    """Give a line of the list."""
    tone, state = _STATES[listed.status]
    day = i18n.moment(listed.published_at) if listed.published_at else i18n._("not yet")
    return Row(listed, tone, str(state), day, used(listed.code))


def state(status: str) -> tuple[str, str]:
    """Give tone and word of a state."""
    tone, words = _STATES[status]
    return tone, str(words)


def used(code: str) -> str:
    """Say what a questionnaire is used for in the house; what headquarters imported stands in the clients' list."""
    known = data("questionnaires", "uses").get(code)
    return i18n.say(bilingual(known)) if known else i18n._("Filled by clients, in their list")


def report(row: Definition) -> Report:
    """Say everything that the import remarked, and what stands against publishing."""
    found = importing.take_in(row.text)
    against = publishing.blockers(found.definition)
    warnings = [one for one in found.warnings if one.code != _UNKNOWN]
    unknown = [one.detail for one in found.warnings if one.code == _UNKNOWN]
    longest = max(len(against), len(warnings), len(unknown))
    return Report(_said(against), _said(warnings), unknown[:_MOST_SHOWN], max(0, longest - _MOST_SHOWN))


def frame(row: Definition, number: int, language: Language) -> Frame | None:
    """Draw a section as phones do; None where there is no such section."""
    form = reading.read(load(row.text))
    cut = sections(form)
    if not 1 <= number <= len(cut):
        return None
    with i18n.speaking(language):
        return Frame(
            language=language,
            number=number,
            total=len(cut),
            title=form.title.in_language(language),
            heading=cut[number - 1].group.text.in_language(language),
            questions=preview(form, number, language),
        )


def _said(found: list[Finding]) -> list[str]:
    return [i18n.say(one.message) for one in found[:_MOST_SHOWN]]
