"""All models by the name that `kangyue risk` knows them by."""

from __future__ import annotations

from typing import Final

from webapp.assessments.rules import scales, thresholds
from webapp.assessments.rules.diseases import (
    cdrs,
    china_par_10y,
    china_par_lifetime,
    egfr_ckdepi2021,
    findrisc,
    framingham,
    lung_2021,
    plcom2012,
    prevent,
    score2_asia_pacific,
    stroke_8plus2,
)
from webapp.assessments.rules.models import Model

DISEASES: Final[dict[str, Model]] = {
    "china_par_10y": china_par_10y.china_par_10y,
    "china_par_lifetime": china_par_lifetime.china_par_lifetime,
    "prevent": prevent.prevent,
    "framingham_cvd_2008_lab": framingham.framingham_cvd_2008_lab,
    "framingham_cvd_2008_bmi": framingham.framingham_cvd_2008_bmi,
    "score2_asia_pacific": score2_asia_pacific.score2_asia_pacific,
    "stroke_8plus2": stroke_8plus2.stroke_8plus2,
    "cdrs": cdrs.cdrs,
    "findrisc": findrisc.findrisc,
    "lung_2021": lung_2021.lung_2021,
    "plcom2012": plcom2012.plcom2012,
}
"""The models of part 5, in the order of the report."""

MODELS: Final[dict[str, Model]] = {
    **DISEASES,
    "egfr_ckdepi2021": egfr_ckdepi2021.egfr_ckdepi2021,
    "thresholds": thresholds.thresholds,
    **scales.SCALES,
}
