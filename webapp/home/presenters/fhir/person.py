"""The client as Patient, and what she agreed to as Consent (A5)."""

from __future__ import annotations

from webapp.clients.queries import Client
from webapp.clients.queries import Consent as Given
from webapp.clients.rules import CONSENT_WORDS, OCCUPATIONS, Purpose
from webapp.home.presenters.fhir.elements import (
    HOME,
    LOINC,
    TERMINOLOGY,
    Json,
    coding,
    concept,
    instant,
    reference,
)


def patient(client: Client) -> Json:
    """Write the client: names in both scripts, phone, sex, day of birth, and what else is known."""
    known = {"id": client.id, "gender": client.sex.lower(), "birthDate": client.birth_date.isoformat()}
    address = {"address": [{"text": client.address}]} if client.address else {}
    names = [{"use": "official", "text": client.name_zh}, {"use": "usual", "text": client.name_en}]
    return {
        "resourceType": "Patient",
        **known,
        **address,
        **_occupation(client),
        "identifier": _identifiers(client),
        "name": [name for name in names if name["text"]],
        "telecom": [{"system": "phone", "value": client.phone, "use": "mobile"}],
    }


def _occupation(client: Client) -> Json:
    """Write the occupation as an extension of ours, coded as the national form codes it; nothing when not told."""
    if not client.occupation:
        return {}
    words = OCCUPATIONS[client.occupation]
    coded = concept(words, coding(f"{HOME}/CodeSystem/personal_info", client.occupation, words.en))
    return {"extension": [{"url": f"{HOME}/StructureDefinition/occupation", "valueCodeableConcept": coded}]}


def _identifiers(client: Client) -> list[Json]:
    ours = {"system": f"{HOME}/client", "value": client.id}
    if not client.id_number:
        return [ours]
    national = {"coding": [coding(f"{TERMINOLOGY}/v2-0203", "NI")]}
    return [ours, {"type": national, "value": client.id_number}]


def consent(given: Given) -> Json:
    """Write one consent: its purpose and version, since when, and until when where it was withdrawn."""
    words, _ = CONSENT_WORDS[Purpose(given.purpose)]
    period = {"start": instant(given.given_at)}
    if given.withdrawn_at:
        period["end"] = instant(given.withdrawn_at)
    purpose = coding(f"{HOME}/CodeSystem/consent-purpose", given.purpose, words.en)
    return {
        "resourceType": "Consent",
        "id": given.id,
        "status": "inactive" if given.withdrawn_at else "active",
        "scope": {"coding": [coding(f"{TERMINOLOGY}/consentscope", "patient-privacy")]},
        "category": [{"coding": [coding(LOINC, "59284-0", "Consent Document")]}],
        "patient": reference("Patient", given.client_id),
        "dateTime": instant(given.given_at),
        "policyRule": concept(words, coding(f"{HOME}/consent-version", str(given.version))),
        "provision": {"type": "permit", "period": period, "purpose": [purpose]},
    }
