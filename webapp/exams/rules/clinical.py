"""Which exam result feeds which input key of the risk models.

Keys and units are those of the clinical `inputs.json`. A lipid or creatinine written in mg/dL
stays in mg/dL: each model converts with its own factor, nothing is normalised here.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Protocol


class Measured(Protocol):
    """A result as the room keeps it: own unit, and as written."""

    @property
    def code(self) -> str: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def unit(self) -> str: ...
    @property
    def written_value(self) -> Decimal | None: ...
    @property
    def written_unit(self) -> str: ...


OWN_UNIT_KEYS = {
    "height": "height_cm",
    "weight": "weight_kg",
    "waist": "waist_cm",
    "sbp": "sbp_mmHg",
    "dbp": "dbp_mmHg",
    "ldl": "ldl_mmol",
    "tg": "tg_mmol",
    "fpg": "fpg_mmol",
    "pbg2": "glucose_2h_mmol",
    "hba1c": "hba1c_percent",
    "egfr": "egfr",
}
"""Lab item → key; the figure is given in the item's own unit, which is the key's unit."""

AS_WRITTEN_KEYS = {
    "tc": {"mmol/L": "tc_mmol", "mg/dL": "tc_mgdl"},
    "hdl": {"mmol/L": "hdl_mmol", "mg/dL": "hdl_mgdl"},
}
"""Lab item → unit → key; the figure is given as it was written."""

CREATININE_UNITS = {"μmol/L": "umol/L", "mg/dL": "mg/dL"}


def clinical_inputs(results: Iterable[Measured]) -> dict[str, float | str]:
    """Give the inputs that verified results know. A result without a figure gives no key.

    BMI is left to the models: they compute it from height and weight, unrounded.
    """
    inputs: dict[str, float | str] = {}
    for result in results:
        if result.value is not None and result.written_value is not None:
            inputs.update(_input(result, result.value, result.written_value))
    return inputs


def _input(result: Measured, value: Decimal, written: Decimal) -> dict[str, float | str]:
    if key := OWN_UNIT_KEYS.get(result.code):
        return {key: float(value)}
    if keys := AS_WRITTEN_KEYS.get(result.code):
        return {keys[result.written_unit]: float(written)}
    if result.code == "cr":
        return {"creatinine": float(written), "creatinine_unit": CREATININE_UNITS[result.written_unit]}
    return {}


def feeds(code: str) -> tuple[str, ...]:
    """Give the input keys that one lab item can feed; none for items no model reads."""
    if key := OWN_UNIT_KEYS.get(code):
        return (key,)
    if code == "cr":
        return ("creatinine", "creatinine_unit")
    return tuple(AS_WRITTEN_KEYS.get(code, {}).values())
