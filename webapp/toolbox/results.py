"""A figure that says where it comes from (S1, Q7): value, unit, class, parts, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class ModelCard:
    """Which published rule made a figure. `reviewed_by` stays None until a clinician has signed."""

    code: str
    name: str
    version: str
    citation: str
    unit: str | None = None
    source: str = ""
    reviewed_by: str | None = None

    def as_json(self) -> dict[str, str]:
        """Give the three lines printed with every figure."""
        return {"name": self.name, "version": self.version, "citation": self.citation}


@dataclass(frozen=True, slots=True)
class NotComputed:
    """Why there is no figure, and exactly which inputs are to blame."""

    reason: Bilingual
    fields: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Give `{"reason": {"zh-Hans", "en"}, "fields": [...]}`."""
        return {"reason": self.reason.as_json(), "fields": list(self.fields)}


@dataclass(frozen=True, slots=True)
class Figure:
    """What a rule worked out, before it carries its model's card."""

    value: float | int | None = None
    category: str | None = None
    parts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """One figure of one model, or the reason why there is none."""

    model: ModelCard
    value: float | int | None = None
    category: str | None = None
    parts: Mapping[str, Any] = field(default_factory=dict)
    not_computed: NotComputed | None = None

    @classmethod
    def of(cls, model: ModelCard, figure: Figure) -> Result:
        """Put the model's card on a figure."""
        return cls(model, figure.value, figure.category, figure.parts)

    @classmethod
    def without(cls, model: ModelCard, reason: Bilingual, *fields: str) -> Result:
        """Say in words why this model gives no figure."""
        return cls(model, not_computed=NotComputed(reason, fields))

    def as_json(self) -> dict[str, Any]:
        """Give the uniform shape with all six keys, in this order."""
        return {
            "value": self.value,
            "unit": self.model.unit,
            "category": self.category,
            "parts": dict(self.parts),
            "not_computed": self.not_computed.as_json() if self.not_computed else None,
            "model": self.model.as_json(),
        }
