"""A client's whole record → what its PDF says, chapter by chapter, in the language spoken (A6)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from webapp.gateways import pdf
from webapp.home.presenters.paper import assessments, diet_plans, exams, person, questionnaires
from webapp.home.presenters.paper.blocks import Chapter
from webapp.home.queries import Record
from webapp.kernel.i18n import _, moment, say


def paper(record: Record, *, at: datetime) -> dict[str, Any]:
    """Give the content of the PDF as the record stood `at` that moment, with the SHA-256 of all of it."""
    content = {
        "title": _("My health record"),
        "brand": _("Kangyue"),
        "name": say(record.client.name),
        "about": [_("As of %(moment)s", moment=moment(at))],
        "contents": _("Contents"),
        "nothing": _("Nothing is kept here."),
        "chapters": [asdict(one) for one in _chapters(record)],
        "note": _("It holds private things. Keep it where only you can open it."),
        "versions": _("A copy of what Kangyue keeps, made for the person it is about"),
        "foot": _("Kangyue · This is not a diagnosis."),
        "page": _("Page {n} of {m}"),
    }
    return {**content, "fingerprint": pdf.fingerprint(content)}


def _chapters(record: Record) -> list[Chapter]:
    return [
        person.about(record.client),
        person.consents(record.consents),
        questionnaires.answers(record.answered),
        exams.bookings(record.bookings, record.institutions),
        exams.results(record.reports, record.institutions),
        exams.readings(record.measurements),
        assessments.assessments(record.assessments),
        diet_plans.diet_plans(record.diet_plans, record.meals, record.questions),
    ]
