"""People for the tests of the models."""

from __future__ import annotations

from typing import Any

from webapp.assessments.rules.facts import Facts
from webapp.assessments.rules.registry import MODELS
from webapp.toolbox.results import Result

GUIDELINE_MAN: dict[str, Any] = {
    "sex": "male",
    "age": 40,
    "sbp_mmHg": 145,
    "bp_treated": False,
    "tc_mmol": 5.2,
    "hdl_mmol": 1.3,
    "waist_cm": 80,
    "smoker": False,
    "diabetes": False,
    "north": True,
    "urban": True,
    "family_history": True,
}
"""The worked example in the appendix of the 2019 guideline."""

SMOKER: dict[str, Any] = {
    "age": 62,
    "education_level": 4,
    "bmi": 27,
    "copd": False,
    "personal_cancer": False,
    "family_lung_cancer": False,
    "current_smoker": True,
    "cigs_per_day": 20,
    "years_smoked": 27,
}

EVERYTHING: dict[str, Any] = {
    "sex": "male",
    "age": 52,
    "sbp_mmHg": 138,
    "dbp_mmHg": 86,
    "bp_treated": True,
    "tc_mmol": 5.6,
    "hdl_mmol": 1.2,
    "ldl_mmol": 3.5,
    "tg_mmol": 1.9,
    "fpg_mmol": 5.8,
    "creatinine": 78,
    "creatinine_unit": "umol/L",
    "height_cm": 172,
    "weight_kg": 78,
    "waist_cm": 93,
    "smoker": True,
    "diabetes": False,
    "north": True,
    "urban": True,
    "statin": False,
    "region": "High",
    "education_level": 4,
    "copd": False,
    "personal_cancer": False,
    "family_lung_cancer": False,
    "cigs_per_day": 15,
    "years_smoked": 30,
    "years_quit": 0,
    "daily_vegetables_fruit": True,
    "high_blood_glucose_history": False,
    "physically_active": False,
    "active_3x30_per_week": False,
    "history": [],
    "family_history_cvd": False,
    "family_history_stroke": False,
    "family_history_diabetes": "none",
    "passive_smoking_years": 0,
    "occupational_exposure_years": 0,
}
"""A man about whom the report knows everything."""


def risk(model: str, person: dict[str, Any], /, **changes: Any) -> Result:
    """Ask one model about a person; a change to None takes the fact away."""
    told = {key: value for key, value in {**person, **changes}.items() if value is not None}
    return MODELS[model](Facts(told))


def in_report(model: str, person: dict[str, Any], /, **changes: Any) -> Result:
    """Ask one model as the report does: family history by disease, one name for one fact."""
    told = {key: value for key, value in {**person, **changes}.items() if value is not None}
    return MODELS[model](Facts(told, for_report=True))
