"""Units as they are printed."""

from __future__ import annotations

from typing import Final

_PRINTED: Final = {
    "10^9/L": "×10⁹/L",
    "10^12/L": "×10¹²/L",
    "kg/m2": "kg/m²",
    "mL/min/1.73m2": "mL/min/1.73 m²",
    "umol/L": "μmol/L",
}


def printed(unit: str) -> str:
    """Give a unit code as it is printed: `10^9/L` → `×10⁹/L`; others stay as they are."""
    return _PRINTED.get(unit, unit)


_UCUM: Final = {
    "℃": "Cel",
    "μmol/L": "umol/L",
    "10^9/L": "10*9/L",
    "10^12/L": "10*12/L",
    "mmHg": "mm[Hg]",
    "mIU/L": "m[IU]/L",
    "mL/min/1.73m2": "mL/min/{1.73_m2}",
}


def ucum(unit: str) -> str:
    """Give a unit's code in the Unified Code for Units of Measure (ucum.org), as FHIR asks for it."""
    return _UCUM.get(unit, unit)
