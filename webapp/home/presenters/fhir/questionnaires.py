"""Questionnaires and what was answered, as they are kept: FHIR already (Q6, Q8)."""

from __future__ import annotations

import json

from webapp.home.presenters.fhir.elements import HOME, Json, coding, reference
from webapp.questionnaires.queries import Definition, Response

_FIT = 64
"""FHIR's longest id."""


def questionnaire(definition: Definition) -> Json:
    """Write a definition as it was published, under the id it has here."""
    published: Json = json.loads(definition.text)
    return {**published, "resourceType": "Questionnaire", "id": definition.id[:_FIT]}


def response(row: Response) -> Json:
    """Write what was sent. All but id, subject and the receipt's number stands as it was signed.

    The fingerprint is that of the record without these three; it stands in `meta.tag`.
    """
    return {
        **row.response,
        "id": row.id,
        "meta": {"tag": [coding(f"{HOME}/sha256", row.response_hash)]},
        "subject": reference("Patient", row.client_id),
        "identifier": {"system": f"{HOME}/receipt", "value": row.number},
    }
