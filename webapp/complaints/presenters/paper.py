"""A case on paper or as a table: the complainant's name and contact covered, employees by letters, no notes (§6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.complaints.models import CaseEvent
from webapp.complaints.presenters.covering import cover_client, cover_employee
from webapp.complaints.presenters.desk import verdict, visible_to
from webapp.complaints.presenters.spoken import Kept, spoken
from webapp.complaints.presenters.words import STATES, subject
from webapp.complaints.queries import Dossier
from webapp.complaints.rules import redaction
from webapp.complaints.rules.states import Actor, State
from webapp.kernel.i18n import _, moment


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the story: when, by whom (a capacity, never a name), what, and the words written."""

    when: str
    by: str
    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Paper:
    """What may leave the room of one case."""

    facts: list[tuple[str, str]]
    story: list[Told]
    findings: list[tuple[str, str, str]]
    evidence: list[tuple[str, str, str, str]]


def paper(found: Dossier, kept: Kept) -> Paper:
    """Draw a case for paper; internal notes stay in the house."""
    hidden = _hidden(found)
    case = found.case
    facts = [
        (_("Number"), case.number),
        (_("About"), subject(case)),
        (_("Where it stands"), str(STATES[State(case.state)])),
        (_("Received"), moment(case.submitted_at)),
        (_("What will be put right"), redaction.covered(case.remedy or "", hidden)),
        (_("Result for the client"), redaction.covered(case.result or "", hidden)),
    ]
    return Paper(
        facts=[(words, value) for words, value in facts if value],
        story=list(_story(found, kept, hidden)),
        findings=_findings(found, hidden),
        evidence=_evidence(kept, hidden),
    )


def _hidden(found: Dossier) -> dict[str, str]:
    """Give what is covered, and by what: the complainant altogether, employees by their letters."""
    hidden = cover_client(found.client)
    for at, one in enumerate(found.respondents):
        hidden |= cover_employee(found.people[one.staff_id].staff.name, _employee(at))
    return hidden


def _employee(at: int) -> str:
    return _("Employee %(letter)s", letter=redaction.letter(at))


def _story(found: Dossier, kept: Kept, hidden: dict[str, str]) -> Iterator[Told]:
    for one in spoken(found.case, found.respondents, kept):
        words = redaction.covered(one.words, hidden)
        yield Told(moment(one.event.at), _by(found, one.event), one.title, words)


def _by(found: Dossier, event: CaseEvent) -> str:
    """Say in which capacity somebody acted."""
    for at, one in enumerate(found.respondents):
        if event.staff_id == one.staff_id:
            return _employee(at)
    if event.actor_kind == Actor.COMPLAINANT:
        return _("the client")
    return _("the company") if event.staff_id else _("system")


def _findings(found: Dossier, hidden: dict[str, str]) -> list[tuple[str, str, str]]:
    return [
        (_employee(at), verdict(one), redaction.covered(one.grounds or "", hidden))
        for at, one in enumerate(found.respondents)
        if one.outcome
    ]


def _evidence(kept: Kept, hidden: dict[str, str]) -> list[tuple[str, str, str, str]]:
    return [
        (
            redaction.covered(one.title, hidden) or _("Written reply"),
            visible_to(one),
            moment(one.at),
            one.sha256,
        )
        for one in kept.evidence
    ]


def rows(drawn: Paper) -> list[list[str]]:
    """Give a case as lines of a table."""
    head = [_("Part"), _("When"), _("By whom"), _("What"), _("Words")]
    facts = [[_("Case"), "", "", words, value] for words, value in drawn.facts]
    story = [[_("Story"), one.when, one.by, one.what, one.words] for one in drawn.story]
    found = [[_("What was found"), "", who, words, grounds] for who, words, grounds in drawn.findings]
    kept = [[_("Evidence"), when, seen, title, digest] for title, seen, when, digest in drawn.evidence]
    return [head, *facts, *story, *found, *kept]
