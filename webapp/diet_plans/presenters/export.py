"""A published version as JSON for whoever wants to check it: the plan, its foods, its targets, all its totals (D2).

Figures are exact decimals in strings; `known` leaves out what is unknown, and `unknown` of `foods` say how much.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from flask import Response

from webapp.diet_plans.queries import Published
from webapp.diet_plans.rules.document import frozen_targets
from webapp.diet_plans.rules.nutrition import Band, Totals
from webapp.diet_plans.rules.summary import DaySum, PhaseSum, Span, Targets, summary

Json = dict[str, Any]
FORMAT = "kangyue-diet-plan 1"


def export_text(plan: Published, text: str) -> str:
    """Write a version as JSON; `text` is the document as it was published, letter by letter."""
    return json.dumps(export(plan, text), ensure_ascii=False, indent=1)


def download(plan: Published, text: str) -> Response:
    """Answer with the JSON as a file."""
    name = f"diet-plan-{plan.version.number}.json"
    held = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(export_text(plan, text), content_type="application/json", headers=held)


def export(plan: Published, text: str) -> Json:
    """Give the same as an object."""
    version, targets = plan.version, frozen_targets(text)
    found = summary(plan.content, plan.foods)
    return {
        "format": FORMAT,
        "id": version.id,
        "number": version.number,
        "status": version.status.lower(),
        "effective_from": version.effective_from.isoformat(),
        "published_at": version.published_at.isoformat(),
        "content_hash": version.content_hash,
        "food_table": version.food_table,
        "exchange_table": version.exchange_table,
        "plan": json.loads(text),
        "targets": {one.value: _band(band) for one, band in targets.items()},
        "totals": {
            "phases": [_phase(phase, targets) for phase in found.phases],
            "plan": _span(found.span, targets),
        },
    }


def _phase(phase: PhaseSum, targets: Targets) -> Json:
    return {"days": [_day(day, targets) for day in phase.days], "phase": _span(phase.span, targets)}


def _day(day: DaySum, targets: Targets) -> Json:
    meals = {meal.value: _totals(found) for meal, found in day.meals.items()}
    return {"meals": meals, "day": _span(day.span, targets)}


def _span(span: Span, targets: Targets) -> Json:
    verdicts = {one.value: said.value for one, said in span.verdicts(targets).items()}
    return {"days": span.days, "totals": _totals(span.totals), "verdicts": verdicts}


def _totals(found: Totals) -> Mapping[str, Json]:
    return {
        one.value: {"known": f"{total.known:f}", "foods": total.foods, "unknown": total.unknown}
        for one, total in found.items()
    }


def _band(band: Band) -> Json:
    return {"low": _figure(band.low), "high": _figure(band.high)}


def _figure(figure: Decimal | None) -> str | None:
    return None if figure is None else f"{figure:f}"
