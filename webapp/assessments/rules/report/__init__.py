"""The six-part report (§7): worked out from one person's checked inputs, the same for page and command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webapp.assessments.rules.facts import Facts, Values
from webapp.assessments.rules.registry import DISEASES
from webapp.assessments.rules.report.advice import Advice, advice
from webapp.assessments.rules.report.alerts import Alert, alerts
from webapp.assessments.rules.report.chronic import chronic_diseases
from webapp.assessments.rules.report.findings import Finding
from webapp.assessments.rules.report.improvement import improvements
from webapp.assessments.rules.report.information import information
from webapp.assessments.rules.report.risk_factors import risk_factors
from webapp.toolbox.results import NotComputed, Result


@dataclass(frozen=True, slots=True)
class Report:
    """The six parts, the alerts, and everything that could not be worked out."""

    information: list[dict[str, Any]]
    risk_factors: list[Finding]
    chronic: list[Finding]
    improvement: list[Finding]
    disease_risk: dict[str, Result]
    advice: list[Advice]
    alerts: list[Alert]

    def not_computed(self) -> list[tuple[str, NotComputed]]:
        """List (model or topic, reason) of what has no figure: models, measured factors, scales that were asked."""
        models = [(name, r.not_computed) for name, r in self.disease_risk.items() if r.not_computed]
        measured = [(f.topic, f.not_computed) for f in self.risk_factors if f.not_computed]
        scales = [
            (f.result.model.code, f.result.not_computed)
            for f in self.improvement
            if f.result and f.result.not_computed
        ]
        return [*models, *measured, *scales]

    def as_json(self) -> dict[str, Any]:
        """Give the shape printed by `kangyue assess`."""
        return {
            "parts": {
                "1_information": self.information,
                "2_risk_factors": [finding.as_json() for finding in self.risk_factors],
                "3_chronic": [finding.as_json() for finding in self.chronic],
                "4_improvement": [finding.as_json() for finding in self.improvement],
                "5_disease_risk": {name: result.as_json() for name, result in self.disease_risk.items()},
                "6_advice": [row.as_json() for row in self.advice],
            },
            "alerts": [alert.as_json() for alert in self.alerts],
            "not_computed": [{"model": name, **why.as_json()} for name, why in self.not_computed()],
        }


def assess(values: Values) -> Report:
    """Work out the whole report from inputs that `intake.check` has passed."""
    person = Facts(values, for_report=True)
    results = {name: ask(person) for name, ask in DISEASES.items()}
    measured = risk_factors(person)
    chronic = chronic_diseases(person, results)
    improvement = improvements(person, measured)
    return Report(
        information=information(person),
        risk_factors=measured,
        chronic=chronic,
        improvement=improvement,
        disease_risk=to_be_shown(results),
        advice=advice([*measured, *chronic, *improvement], results),
        alerts=alerts(person),
    )


def to_be_shown(results: Mapping[str, Result]) -> dict[str, Result]:
    """The lifetime figure is shown only while the ten-year risk is below 10 %."""
    ten_years = results["china_par_10y"].category
    return {
        name: result
        for name, result in results.items()
        if name != "china_par_lifetime" or ten_years != "high"
    }
