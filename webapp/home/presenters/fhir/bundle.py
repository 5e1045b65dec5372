"""A client's whole record as one FHIR R4 Bundle, for her to take along (A6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from webapp.home.presenters.fhir import assessments, diet_plans, exams, person, questionnaires
from webapp.home.presenters.fhir.elements import Json, address, instant
from webapp.home.queries import Record


def bundle(record: Record, photos: Mapping[str, bytes], *, at: datetime) -> Json:
    """Write the record as a collection, with the bytes of its files; each resource once, references by `urn:uuid` inside it."""
    entries = [
        {"fullUrl": address(one["resourceType"], one["id"]), "resource": one} for one in _all(record, photos)
    ]
    return {"resourceType": "Bundle", "type": "collection", "timestamp": instant(at), "entry": entries}


def _all(record: Record, photos: Mapping[str, bytes]) -> Iterator[Json]:
    yield person.patient(record.client)
    yield from (person.consent(one) for one in record.consents)
    yield from (questionnaires.questionnaire(one) for one in record.answered.definitions)
    yield from (questionnaires.response(one) for one in record.answered.responses)
    yield from (exams.appointment(one, record.institutions) for one in record.bookings)
    for report in record.reports:
        yield from exams.report(report, record.institutions)
    yield from (exams.original(one, photos) for one in record.originals)
    yield from (exams.measurement(one) for one in record.measurements)
    for assessment in record.assessments:
        yield from assessments.risks(assessment)
    yield from (diet_plans.nutrition_order(one) for one in record.diet_plans)
    for meal in record.meals:
        yield from diet_plans.said_of_meal(meal, photos)
    for spoken in record.questions:
        yield from diet_plans.communication(spoken, photos)
