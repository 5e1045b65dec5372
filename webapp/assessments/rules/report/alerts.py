"""Critical values (S2): a human is alerted before release, and the client is told to seek care."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from webapp.assessments.rules.facts import Facts
from webapp.assessments.rules.report.improvement import lifestyle_of
from webapp.toolbox.packaged import bilingual, data
from webapp.toolbox.words import Bilingual

_WORDS: Final[Mapping[str, Any]] = data("assessments", "alerts")
SBP, DBP = 180, 110
GLUCOSE_HIGH, GLUCOSE_LOW = 16.7, 3.9
_GLUCOSE = ("fpg_mmol", "glucose_2h_mmol")


@dataclass(frozen=True, slots=True)
class Alert:
    """What is critical, by which inputs, and the sentence for the client."""

    code: str
    fields: tuple[str, ...]

    @property
    def text(self) -> Bilingual:
        """Give the sentence that tells the client what to do."""
        return bilingual(_WORDS[self.code])

    def as_json(self) -> dict[str, Any]:
        """Give the alert with its sentence."""
        return {"code": self.code, "fields": list(self.fields), "text": self.text.as_json()}


def alerts(person: Facts) -> list[Alert]:
    """Find the critical values; a boundary counts as critical."""
    told = person.values
    pressure = [
        key
        for key, edge in (("sbp_mmHg", SBP), ("dbp_mmHg", DBP))
        if told.get(key) is not None and told[key] >= edge
    ]
    high = [key for key in _GLUCOSE if told.get(key) is not None and told[key] >= GLUCOSE_HIGH]
    low = [key for key in _GLUCOSE if told.get(key) is not None and told[key] <= GLUCOSE_LOW]
    found = {
        "bp_critical": pressure,
        "glucose_very_high": high,
        "glucose_very_low": low,
        "thoughts_of_self_harm": _ninth_answer(person),
    }
    return [Alert(code, tuple(fields)) for code, fields in found.items() if fields]


def _ninth_answer(person: Facts) -> list[str]:
    """Also when the rest of PHQ-9 was left open: this one answer is enough."""
    told, life = person.values.get("responses"), lifestyle_of(person)
    if (life.amount("phq9-9") or 0) > 0:
        return ["phq9-9"]
    listed = told is not None and len(told) == 9 and told[8] is not None and told[8] > 0
    return ["responses[8]"] if listed else []
