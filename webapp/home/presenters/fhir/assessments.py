"""Released assessments: each model's result as RiskAssessment, numbers as they were worked out (S1)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from webapp.assessments.queries import Assessment
from webapp.home.presenters.fhir.elements import HOME, Json, coding, instant, reference

_DISEASE_RISK = "5_disease_risk"


def risks(found: Assessment) -> Iterator[Json]:
    """Write what each model said; one that could say nothing carries its reason instead of a number (S1)."""
    for code, result in found.result["parts"][_DISEASE_RISK].items():
        yield {
            "resourceType": "RiskAssessment",
            "id": f"{found.id}-{code.replace('_', '-')}",
            "status": "final",
            "subject": reference("Patient", found.client_id),
            "occurrenceDateTime": instant(found.generated_at),
            "method": _method(code, result["model"]),
            **_said(result),
        }


def _method(code: str, model: dict[str, str]) -> Json:
    named = coding(f"{HOME}/CodeSystem/risk-model", code, f"{model['name']} {model['version']}")
    return {"coding": [named], "text": f"{model['name']} {model['version']}. {model['citation']}"}


def _said(result: dict[str, Any]) -> Json:
    if result["not_computed"]:
        reason = result["not_computed"]["reason"]
        return {"note": [{"text": f"{reason['zh-Hans']} / {reason['en']}"}]}
    predictions = [_prediction(name, value, result) for name, value in _figures(result)]
    return {"prediction": predictions or [_criteria(result)]}


def _criteria(result: dict[str, Any]) -> Json:
    """Write the answer of a model that works out no figure: which of its criteria hold."""
    held = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in result["parts"].items()]
    return {"outcome": {"text": result["model"]["name"]}, "rationale": "; ".join(held)}


def _figures(result: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Give the model's figures by name: its one value, or the several of a model with parts."""
    if result["value"] is not None:
        yield result["model"]["name"], result["value"]
        return
    for span, parts in result["parts"].items():
        if isinstance(parts, dict):
            yield from ((f"{span} {name}", value) for name, value in parts.items() if value is not None)


def _prediction(name: str, value: Any, result: dict[str, Any]) -> Json:
    """FHIR writes a probability in per cent; points and other scores are no probability."""
    said: Json = {"outcome": {"text": name}}
    figure = Decimal(str(value))
    if result["unit"] in ("percent", "probability"):
        said["probabilityDecimal"] = figure if result["unit"] == "percent" else figure * 100
    else:
        said["rationale"] = f"{figure} {result['unit'] or ''}".strip()
    if result["category"]:
        said["qualitativeRisk"] = {"text": result["category"]}
    return said
