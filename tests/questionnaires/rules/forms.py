"""Small questionnaires for tests, in the shortest writing."""

from __future__ import annotations

from typing import Any

from webapp.questionnaires.rules import validation
from webapp.questionnaires.rules.definition import read

HL7 = "http://hl7.org/fhir/StructureDefinition/"


def extension(name: str, **value: Any) -> dict[str, Any]:
    return {"url": name if "://" in name else HL7 + name, **value}


def item(link_id: str, kind: str, *extensions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"linkId": link_id, "type": kind, "text": link_id, "extension": list(extensions), **more}


def answered(link_id: str, *values: Any, kind: str = "", **more: Any) -> dict[str, Any]:
    return {"linkId": link_id, "answer": [{kind or kind_of(value): value} for value in values], **more}


def kind_of(value: Any) -> str:
    if isinstance(value, bool):
        return "valueBoolean"
    if isinstance(value, dict):
        return "valueCoding"
    return {int: "valueInteger", float: "valueDecimal", str: "valueString"}[type(value)]


def coding(code: str, system: str = "s", **more: Any) -> dict[str, Any]:
    return {"system": system, "code": code, **more}


def when(question: str, operator: str, **value: Any) -> dict[str, Any]:
    return {"question": question, "operator": operator, **value}


def codes(items: list[dict[str, Any]], given: list[dict[str, Any]], **response: Any) -> list[str]:
    """Give the issue codes of a response to a form made of `items`."""
    form = {"resourceType": "Questionnaire", "status": "active", "item": items}
    return [found.code for found in issues(form, {"status": "completed", "item": given, **response})]


def issues(form: dict[str, Any], response: dict[str, Any]) -> list[validation.Issue]:
    return validation.validate(read(form), {"resourceType": "QuestionnaireResponse", **response})
