"""A FHIR R4 Bundle: Patients, their Observations, DiagnosticReports that date them (X1).

Source: hl7.org/fhir/R4 Bundle, Observation, DiagnosticReport, Patient. Numbers arrive as the texts that
stand in the file, so no figure is rounded on the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from webapp.exams.rules.imports.coded import Code, item_of, note_unknown
from webapp.exams.rules.imports.document import MOST_TEXT, Document, Entry, Fault, Record, limited
from webapp.exams.rules.imports.persons import identity_of, looks_like_id
from webapp.exams.rules.imports.titles import Memory
from webapp.toolbox.sheets import Spot, Unreadable

RESIDENT_ID = frozenset({"urn:oid:2.16.156.10011.1.3", "2.16.156.10011.1.3"})
Json = dict[str, Any]


@dataclass(slots=True)
class _Patient:
    resource: Json
    spot: Spot
    day: str = ""
    entries: list[Entry] = field(default_factory=list)


def read_bundle(bundle: Any, memory: Memory) -> Document:
    """Read a Bundle; each Patient with results is one record. Raises Unreadable."""
    if not isinstance(bundle, dict) or bundle.get("resourceType") != "Bundle":
        raise Unreadable(Fault.NOT_A_BUNDLE)
    resources = [(Spot("FHIR", "", n), _dict(one)) for n, one in enumerate(_list(bundle.get("entry")), 1)]
    patients = _patients(resources)
    reports = _subjects_by_report(resources)
    document = Document()
    for spot, entry in resources:
        resource = _dict(entry.get("resource"))
        if resource.get("resourceType") == "Observation":
            _take(document, patients, reports, _address(entry, resource), resource, spot, memory)
    document.records = list(limited(_record(one) for one in _once(patients) if one.entries))
    return document


def _patients(resources: list[tuple[Spot, Json]]) -> dict[str, _Patient]:
    """Give the patients by each address that a reference may use."""
    found: dict[str, _Patient] = {}
    for spot, entry in resources:
        resource = _dict(entry.get("resource"))
        if resource.get("resourceType") == "Patient":
            patient = _Patient(resource, spot)
            found |= dict.fromkeys(_address(entry, resource), patient)
    return found


def _once(patients: dict[str, _Patient]) -> list[_Patient]:
    return list({id(one): one for one in patients.values()}.values())


def _address(entry: Json, resource: Json) -> list[str]:
    own = f"{resource.get('resourceType')}/{resource.get('id')}" if resource.get("id") else ""
    return [address for address in (_text(entry.get("fullUrl")), own) if address]


def _subjects_by_report(resources: list[tuple[Spot, Json]]) -> dict[str, str]:
    """Give Observation → patient as the DiagnosticReports that list it say."""
    found: dict[str, str] = {}
    for _spot, entry in resources:
        resource = _dict(entry.get("resource"))
        if resource.get("resourceType") == "DiagnosticReport":
            subject = _reference(resource.get("subject"))
            found |= {_reference(one): subject for one in _list(resource.get("result"))}
    return found


def _take(
    document: Document,
    patients: dict[str, _Patient],
    reports: dict[str, str],
    own: list[str],
    resource: Json,
    spot: Spot,
    memory: Memory,
) -> None:
    said = [_reference(resource.get("subject")), *(reports.get(address, "") for address in own)]
    patient = next((patients[address] for address in said if address in patients), None)
    if patient is None:
        raise Unreadable(Fault.NO_PATIENT, spot.at("subject"))
    day = _text(resource.get("effectiveDateTime")) or _text(
        _dict(resource.get("effectivePeriod")).get("start")
    )
    patient.day = min(filter(None, (patient.day, day)), default="")
    status = _text(resource.get("status"))
    parts = [(spot, resource)] + [
        (spot.at(f"component[{n}]."), _dict(one)) for n, one in enumerate(_list(resource.get("component")))
    ]
    for where, part in parts:
        patient.entries.extend(_entries(document, part, where, status, memory))


def _entries(document: Document, part: Json, spot: Spot, status: str, memory: Memory) -> Iterator[Entry]:
    absent = [code.code for code in _codes(part.get("dataAbsentReason"))]
    said, unit, path = _value(part)
    if not said and "not-performed" not in absent:
        return
    codes = _codes(part.get("code"))
    item = item_of(codes, memory)
    if item is None:
        note_unknown(document, codes, spot.at(spot.column + "code"))
    elif item:
        marks = [code.code for one in _list(part.get("interpretation")) for code in _codes(one)]
        where, gone = spot.at(spot.column + path), "" if said else "X"
        yield Entry(where, item, said, unit, _range(part, unit), next(iter(marks), ""), gone or status)


def _value(part: Json) -> tuple[str, str | None, str]:
    """Give text, unit and path of a value; a quantity's unit is its UCUM code."""
    quantity = _dict(part.get("valueQuantity"))
    if quantity:
        unit = _text(quantity.get("code")) or _text(quantity.get("unit"))
        return _text(quantity.get("comparator")) + _text(quantity.get("value")), unit, "valueQuantity"
    concept = _codes(part.get("valueCodeableConcept"))
    if concept:
        return next((one.words or one.code for one in concept), ""), None, "valueCodeableConcept"
    plain = _text(part.get("valueString")) or _text(part.get("valueInteger"))
    return plain, None, "valueString" if part.get("valueString") else "valueInteger"


def _range(part: Json, unit: str | None) -> str:
    """Give the printed range; one in another unit than the value is left out, never converted by guess."""
    for one in map(_dict, _list(part.get("referenceRange"))):
        low, high = _dict(one.get("low")), _dict(one.get("high"))
        units = {_text(end.get("code")) or _text(end.get("unit")) for end in (low, high) if end} - {""}
        if not units <= {unit}:
            continue
        first, last = _text(low.get("value")), _text(high.get("value"))
        if first and last:
            return f"{first}-{last}"
        if first or last:
            return f"≥{first}" if first else f"≤{last}"
        return _text(one.get("text"))
    return ""


def _codes(concept: Any) -> list[Code]:
    whole = _dict(concept)
    found = [
        Code(_text(one.get("system")), _text(one.get("code")), _text(one.get("display")))
        for one in map(_dict, _list(whole.get("coding")))
    ]
    return found + ([Code(words=_text(whole["text"]))] if _text(whole.get("text")) else [])


def _record(patient: _Patient) -> Record:
    resource, spot = patient.resource, patient.spot
    names = [_dict(one) for one in _list(resource.get("name"))]
    phones = [_dict(one) for one in _list(resource.get("telecom"))]
    facts = {
        "id_number": (_id_number(resource), spot.at("identifier")),
        "name": (next((_name(one) for one in names if _name(one)), ""), spot.at("name")),
        "birth_date": (_text(resource.get("birthDate")), spot.at("birthDate")),
        "phone": (_phone(phones), spot.at("telecom")),
        "exam_day": (patient.day, spot.at("effectiveDateTime")),
    }
    identity, faults = identity_of(facts)
    return Record(spot, identity, patient.entries, faults)


def _id_number(resource: Json) -> str:
    given = [_dict(one) for one in _list(resource.get("identifier"))]
    typed = [_text(one.get("value")) for one in given if _text(one.get("system")) in RESIDENT_ID]
    alike = [value for one in given if looks_like_id(value := _text(one.get("value")))]
    return next(iter(typed + alike), "")


def _phone(phones: list[Json]) -> str:
    return next((_text(one.get("value")) for one in phones if one.get("system") in ("phone", "sms")), "")


def _name(one: Json) -> str:
    given = "".join(_text(part) for part in _list(one.get("given")))
    return _text(one.get("text")) or _text(one.get("family")) + given


def _reference(value: Any) -> str:
    return _text(_dict(value).get("reference"))


def _dict(value: Any) -> Json:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value.strip()[:MOST_TEXT] if isinstance(value, str) else ""
