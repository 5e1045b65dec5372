"""The list of evidence: each piece with its SHA-256, who brought it, who may see it, who saw it (S3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from webapp.complaints.models import Evidence, Respondent
from webapp.complaints.presenters.desk import evidence_title
from webapp.complaints.presenters.files import size_words
from webapp.complaints.queries import Dossier, Looks
from webapp.complaints.rules import redaction
from webapp.complaints.rules.evidence import OF_CLIENT, Visibility
from webapp.kernel.i18n import _, moment, say, typed
from webapp.kernel.pages import link

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Listed:
    """One piece: what it is called, where it is opened (empty where it is not), its facts, its SHA-256."""

    title: Markup | str
    href: str
    facts: Pairs
    digest: str


def list_of_case(found: Dossier, rows: Iterable[Evidence], looks: Mapping[str, Looks]) -> list[Listed]:
    """List a case's evidence for those who handle and check it, everybody by name."""
    return [
        Listed(
            evidence_title(row),
            link("complaints_desk.case_file", case_id=row.case_id, evidence_id=row.id) if row.file_id else "",
            [
                (_("Kind of evidence"), _kind(row)),
                (_("Brought by"), _act(_name(found, row.staff_id), row.at)),
                (_("Who may see it"), " · ".join(_readers_of_case(found, row))),
                *_seen(_("Served on"), found, looks[row.id].served),
                *_seen(_("Opened by"), found, looks[row.id].opened),
            ],
            row.sha256,
        )
        for row in rows
    ]


def _readers_of_case(found: Dossier, row: Evidence) -> list[str]:
    readers = [_("handler and reviewer")]
    if row.visibility in OF_CLIENT:
        readers.append(_("the client"))
    if row.visibility == Visibility.REPLY:
        readers.append(_name(found, row.staff_id))
    return readers


def _seen(words: str, found: Dossier, acts: Iterable[tuple[str, datetime]]) -> Pairs:
    told = [_act(_name(found, who), at) for who, at in acts]
    return [(words, " · ".join(told))] if told else []


def _act(who: str, at: datetime) -> str:
    return _("%(who)s, %(when)s", who=who, when=moment(at))


def _name(found: Dossier, staff_id: str | None) -> str:
    there = found.people.get(staff_id or "")
    return say(there.staff.name) if there else _("the client")


def list_for_employee(
    one: Respondent,
    rows: Iterable[Evidence],
    *,
    served: Collection[str],
    hidden: Mapping[str, str],
    until: datetime | None,
) -> list[Listed]:
    """List what a finding about an employee rests on: capacities instead of names, nothing of others who are named.

    `until` is when a separation was proposed: what came later is no part of its list.
    """
    return [
        Listed(
            _title(one, row, hidden),
            _own_href(one, row, served),
            [
                (_("Kind of evidence"), _kind(row)),
                (_("Brought by"), _act(_capacity(one, row), row.at)),
                (_("Who may see it"), " · ".join(_readers(one, row, served))),
            ],
            row.sha256,
        )
        for row in seen_by_employee(one, rows)
        if until is None or row.at <= until
    ]


def seen_by_employee(one: Respondent, rows: Iterable[Evidence]) -> list[Evidence]:
    """Give the pieces an employee hears of: never what others who are named have written."""
    return [row for row in rows if row.visibility != Visibility.REPLY or row.staff_id == one.staff_id]


def called(row: Evidence, hidden: Mapping[str, str]) -> str:
    """Say what a piece of evidence is, without a name that a client gave a file."""
    if row.visibility == Visibility.CLIENT:
        return _("A file")
    return redaction.covered(row.title, hidden) or _("Your statement")


def _title(one: Respondent, row: Evidence, hidden: Mapping[str, str]) -> Markup | str:
    if row.visibility == Visibility.REPLY and row.title:
        return typed(row.title)
    return typed(called(row, hidden)) if row.title else called(row, hidden)


def _own_href(one: Respondent, row: Evidence, served: Collection[str]) -> str:
    opens = row.visibility == Visibility.REPLY or row.id in served
    if row.file_id is None or not opens:
        return ""
    return link("complaints_desk.own_file", respondent_id=one.id, evidence_id=row.id)


def _kind(row: Evidence) -> str:
    return _("file, %(size)s", size=size_words(row.size)) if row.size else _("words")


def _capacity(one: Respondent, row: Evidence) -> str:
    if row.staff_id is None:
        return _("the client")
    return _("you") if row.staff_id == one.staff_id else _("the company")


def _readers(one: Respondent, row: Evidence, served: Collection[str]) -> list[str]:
    readers = [_("handler and reviewer")]
    if row.visibility in OF_CLIENT:
        readers.append(_("the client"))
    if row.id in served or row.staff_id == one.staff_id:
        readers.append(_("you"))
    return readers
