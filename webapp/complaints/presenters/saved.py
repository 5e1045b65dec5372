"""Replies that are written again and again, in the language of who reads them (complaints.md §6)."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.complaints.models import Case
from webapp.kernel.i18n import say
from webapp.kernel.pages import link
from webapp.toolbox.packaged import bilingual, data

FIELDS = {
    "ASK_CLIENT": "question",
    "EXTEND": "reason",
    "DECLINE": "words",
    "PROPOSE_DECLINE": "words",
    "SETTLE": "result",
    "CONCLUDE": "result",
    "SERVE": "summary",
}
"""Which field of a step's form a saved reply goes into."""


@dataclass(frozen=True, slots=True)
class Saved:
    """One saved reply: what it is called, and the address that fills the form with it."""

    title: str
    href: str


def saved_replies(action: str, case: Case, view: str) -> list[Saved]:
    """Give the saved replies for a step."""
    return [
        Saved(
            say(bilingual(one["title"])),
            link("complaints_desk.dossier", case_id=case.id, view=view, do=action, reply=one["key"]),
        )
        for one in data("complaints", "saved_replies").get(action, [])
    ]


def saved_words(action: str, key: str, case: Case) -> str:
    """Give the words of one saved reply; "" when there is no such."""
    found = (one for one in data("complaints", "saved_replies").get(action, []) if one["key"] == key)
    return next((_words(action, one, case) for one in found), "")


def _words(action: str, one: dict[str, dict[str, str]], case: Case) -> str:
    """Say it in the client's language, with the case's own time limits; what an employee reads, in the desk's."""
    words = bilingual(one["words"])
    theirs = words.in_language("zh-Hans" if case.language == "zh-Hans" else "en")
    said = say(words) if action == "SERVE" else theirs
    return said.replace("{window}", str(case.promised.window))
