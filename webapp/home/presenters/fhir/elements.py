"""Small FHIR R4 elements of which the resources are made (hl7.org/fhir/R4/datatypes.html)."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from webapp.toolbox import units
from webapp.toolbox.words import Bilingual

Json = dict[str, Any]
HOME = "https://kangyue.example/fhir"
"""The start of the canonical addresses of our own code systems."""
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"


def address(kind: str, key: str) -> str:
    """Give a resource's address inside the bundle, the same at every export."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{HOME}/{kind}/{key}')}"


def reference(kind: str, key: str) -> Json:
    """Point to a resource of the same bundle."""
    return {"reference": address(kind, key)}


def instant(moment: datetime) -> str:
    """Write a moment as FHIR does: UTC, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def text(words: Bilingual) -> str:
    """Write both languages in one line."""
    return words.zh if words.zh == words.en else f"{words.zh} / {words.en}"


def coding(system: str, code: str, display: str = "") -> Json:
    """Name a code of a system."""
    return {"system": system, "code": code, **({"display": display} if display else {})}


def concept(words: Bilingual, *codings: Json) -> Json:
    """Say a thing in words, and in codes where there are any."""
    return {**({"coding": list(codings)} if codings else {}), "text": text(words)}


def quantity(value: Decimal, unit: str) -> Json:
    """Give a figure with its unit, as printed and in UCUM; a figure without a unit is a plain number."""
    named = {"unit": units.printed(unit), "system": UCUM, "code": units.ucum(unit)}
    return {"value": value, **(named if unit else {})}
