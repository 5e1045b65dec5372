"""The header card of a person on the exam desk."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.exams.queries import Subject
from webapp.kernel.i18n import _, day, lazy, say
from webapp.toolbox.words import Bilingual

SEX_WORDS = {"male": lazy("Male"), "female": lazy("Female")}


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Name and one line of facts."""

    name: Bilingual
    facts: str


def person_card(subject: Subject) -> PersonCard:
    """Draw who the sheet is about."""
    sex = SEX_WORDS.get(subject.person.sex or "", "")
    age = _("%(n)s years", n=subject.person.age) if subject.person.age is not None else ""
    exam = _("examined %(day)s", day=day(subject.held.session.day))
    facts = [str(sex), age, say(subject.package_name), exam]
    return PersonCard(subject.name, " · ".join(fact for fact in facts if fact))
