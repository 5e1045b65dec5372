"""Bookings as Appointment, reports as DiagnosticReport, results and measurements as Observation (X1, R3)."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha1

from webapp import config
from webapp.exams.queries import Held, Page, Result, Verified
from webapp.exams.rules.catalogue import Kind, LabItem, lab_items
from webapp.exams.rules.flags import Flag, Range
from webapp.home.presenters.fhir.elements import (
    HOME,
    LOINC,
    TERMINOLOGY,
    Json,
    coding,
    concept,
    instant,
    quantity,
    reference,
    text,
)
from webapp.kernel import pages
from webapp.kernel.i18n import both
from webapp.organisation.queries import Institution
from webapp.records.queries import Measurement

_APPOINTMENT = {
    "CONFIRMED": "booked",
    "CHECKED_IN": "checked-in",
    "COMPLETED": "fulfilled",
    "CANCELLED": "cancelled",
    "NO_SHOW": "noshow",
}
_INTERPRETATION = {
    Flag.NORMAL: ("N", "Normal"),
    Flag.LOW: ("L", "Low"),
    Flag.HIGH: ("H", "High"),
    Flag.CRITICAL_LOW: ("LL", "Critical low"),
    Flag.CRITICAL_HIGH: ("HH", "Critical high"),
    Flag.ABNORMAL: ("A", "Abnormal"),
}
_VITAL_SIGNS = frozenset({"height", "weight", "bmi", "waist", "hip", "sbp", "dbp", "pulse", "temp", "resp"})


def appointment(held: Held, institutions: Mapping[str, Institution]) -> Json:
    """Write a booking: when, where, and what became of it."""
    booking, session = held.booking, held.session
    place = institutions[booking.institution_id].name
    return {
        "resourceType": "Appointment",
        "id": booking.id,
        "status": _APPOINTMENT.get(booking.status, "pending"),
        "start": instant(session.starts_at),
        "end": instant(session.ends_at),
        "created": instant(booking.booked_at),
        "participant": [
            {"actor": reference("Patient", booking.client_id), "status": "accepted"},
            {"actor": {"display": text(place)}, "status": "accepted"},
        ],
    }


def report(found: Verified, institutions: Mapping[str, Institution]) -> Iterator[Json]:
    """Write a verified report, then each of its results: a corrected one, and the wrong one marked as such."""
    row, wrong = found.report, [result for result in found.results if result.replaced]
    yield {
        "resourceType": "DiagnosticReport",
        "id": row.id,
        "status": "corrected" if wrong else "final",
        "code": {"text": "Health check"},
        "subject": reference("Patient", row.client_id),
        "effectiveDateTime": row.exam_day.isoformat(),
        "performer": [{"display": text(institutions[row.institution_id].name)}],
        "result": [reference("Observation", one.id) for one in found.results if not one.replaced],
    }
    yield from (_result(result, found) for result in found.results)


def original(page: Page, files: Mapping[str, bytes]) -> Json:
    """Write a page of the institution's own report: what it is, where its client opens it, its bytes where given.

    FHIR's fingerprint of an attachment is SHA-1; ours, SHA-256, is the document's identifier.
    """
    row, file = page.original, page.file
    data = files.get(file.id)
    inside = {"data": b64encode(data).decode(), "hash": _sha1(data)} if data is not None else {}
    return {
        "resourceType": "DocumentReference",
        "id": row.id,
        "status": "current",
        "identifier": [{"system": f"{HOME}/sha256", "value": file.sha256}],
        "type": {"text": text(both("Original of an exam report"))},
        "subject": reference("Patient", row.client_id),
        "date": instant(row.added_at),
        "content": [
            {
                "attachment": {
                    "contentType": file.content_type,
                    "size": file.size,
                    "url": config.current().base_url + pages.link("exams.open_original", original_id=row.id),
                    **({"title": file.title} if file.title else {}),
                    **inside,
                }
            }
        ],
        "context": {"related": [reference("Appointment", row.booking_id)]},
    }


def _sha1(data: bytes) -> str:
    return b64encode(sha1(data, usedforsecurity=False).digest()).decode()


def _result(result: Result, found: Verified) -> Json:
    item = lab_items()[result.code]
    return {
        **_observation(result.id, found.report.client_id, item),
        "status": _standing(result),
        "effectiveDateTime": found.report.exam_day.isoformat(),
        **_value(result, item),
        **_interpretation(Flag(result.flag)),
        **_range(result.range, result.unit),
    }


def _standing(result: Result) -> str:
    if result.replaced:
        return "entered-in-error"
    return "corrected" if result.correction_id else "final"


def measurement(row: Measurement) -> Json:
    """Write a measured figure with its moment; where it comes from stands in a note."""
    return {
        **_observation(row.id, row.client_id, lab_items()[row.code]),
        "effectiveDateTime": instant(row.taken_at),
        "valueQuantity": quantity(row.value, row.unit),
        "note": [{"text": row.source}],
    }


def _observation(key: str, client_id: str, item: LabItem) -> Json:
    return {
        "resourceType": "Observation",
        "id": key,
        "status": "final",
        "category": [{"coding": [coding(f"{TERMINOLOGY}/observation-category", _category(item))]}],
        "code": _code(item),
        "subject": reference("Patient", client_id),
    }


def _category(item: LabItem) -> str:
    if item.kind is Kind.FINDING:
        return "exam"
    return "vital-signs" if item.code in _VITAL_SIGNS else "laboratory"


def _code(item: LabItem) -> Json:
    loinc = [coding(LOINC, item.loinc)] if item.loinc else []
    return concept(item.name, *loinc, coding(f"{HOME}/CodeSystem/lab-item", item.code, item.name.en))


def _value(result: Result, item: LabItem) -> Json:
    if result.flag == Flag.NOT_DONE:
        reason = coding(f"{TERMINOLOGY}/data-absent-reason", "not-performed", "Not Performed")
        return {"dataAbsentReason": {"coding": [reason]}}
    if result.value is not None:
        return {"valueQuantity": quantity(result.value, result.unit)}
    words = dict(item.scale).get(result.choice, result.choice)
    said = " ".join(part for part in (words, result.words) if part)
    return {"valueString": said} if said else {"dataAbsentReason": {"text": "unknown"}}


def _interpretation(flag: Flag) -> Json:
    if flag not in _INTERPRETATION:
        return {}
    system = f"{TERMINOLOGY}/v3-ObservationInterpretation"
    return {"interpretation": [{"coding": [coding(system, *_INTERPRETATION[flag])]}]}


def _range(band: Range, unit: str) -> Json:
    """The band the figure was judged by; an upper end that is not part of it is said in words as well."""
    upper = band.high if band.high is not None else band.below
    ends = {"low": band.low, "high": upper}
    written = {end: quantity(value, unit) for end, value in ends.items() if value is not None}
    return {"referenceRange": [{**written, "text": band.in_words()}]} if written else {}
