"""Each model worked out a second time, from the tables of the clinical page alone, on a grid of boundaries."""

from __future__ import annotations

import json
import math
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.assessments.people import risk

SHARED = Path(__file__).resolve().parents[3] / "shared"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here")
PEOPLE = 150


def page(name: str) -> Any:
    return json.loads((SHARED / "clinical" / "models" / f"{name}.json").read_text(encoding="utf-8"))


def crowd(**choices: list[Any]) -> list[dict[str, Any]]:
    """People picked from the given values, the same ones each time."""
    pick = Random(1977)
    return [{key: pick.choice(values) for key, values in choices.items()} for _ in range(PEOPLE)]


def shown(percent: float) -> float:
    return float(Decimal(repr(percent)).quantize(Decimal("0.1"), ROUND_HALF_UP))


YES_NO = [True, False]
BOTH: dict[str, list[Any]] = {
    "sex": ["male", "female"],
    "sbp_mmHg": [90, 109, 110, 119, 120, 139, 140, 160, 180],
    "bp_treated": YES_NO,
    "smoker": YES_NO,
    "tc_mgdl": [131, 160, 200, 250, 319],
    "hdl_mgdl": [21, 40, 50, 99],
}


def par_risk(who: dict[str, Any], lifetime: bool) -> float:
    """The equations of both China-PAR pages with their features spelt out."""
    ln_age, ln_sbp, sex = math.log(who["age"]), math.log(who["sbp_mmHg"]), who["sex"]
    treated, untreated = (ln_sbp, 0.0) if who["bp_treated"] else (0.0, ln_sbp)
    logs = [math.log(who[key]) for key in ("tc_mgdl", "hdl_mgdl", "waist_cm")]
    flags = [float(who[key]) for key in ("smoker", "diabetes", "north", "urban", "family_history")]
    if lifetime:
        table = page("china_par_lifetime")
        names = ("sbp_t", "sbp_u", "tc", "hdl", "wc", "smk", "dm", "north", "urban", "fh")
        z = table["g"][sex][str(who["age"])]
        z += sum(
            table["beta"][sex][n] * x for n, x in zip(names, [treated, untreated, *logs, *flags], strict=True)
        )
    else:
        table = page("china_par_10y")
        crossed = [ln_age * treated, ln_age * untreated, ln_age * flags[0], ln_age * flags[4]]
        values = [ln_age, treated, untreated, *logs, *flags, *crossed]
        coefficients = table["coefficients_use"][sex].values()
        z = table["intercept_use"][sex] + sum(c * x for c, x in zip(coefficients, values, strict=True))
    return 100 * (1 - math.exp(-math.exp(z)))


class TestChinaPar:
    PEOPLE = crowd(
        **BOTH,
        age=[20, 34, 35, 59],
        waist_cm=[50, 85, 90, 130],
        diabetes=YES_NO,
        north=YES_NO,
        urban=YES_NO,
        family_history=YES_NO,
    )

    @pytest.mark.parametrize("name", ["china_par_10y", "china_par_lifetime"])
    def test_it_shows_what_the_page_gives(self, name: str) -> None:
        for who in self.PEOPLE:
            answer = risk(name, who)
            assert answer.value == shown(par_risk(who, name == "china_par_lifetime")), who
            factors = ("smoker", "diabetes", "family_history", "bp_treated")
            ideal = {**who, **dict.fromkeys(factors, False), "tc_mgdl": 200, "hdl_mgdl": 40, "sbp_mmHg": 120}
            ideal["waist_cm"] = 90 if who["sex"] == "male" else 85
            assert answer.parts["ideal_percent"] == shown(par_risk(ideal, name == "china_par_lifetime"))


class TestReferenceModels:
    def test_framingham(self) -> None:
        for who in crowd(**BOTH, age=[30, 55, 74], diabetes=YES_NO, bmi=[17, 24, 41.5]):
            for kind in ("lab", "bmi"):
                c = page("framingham_cvd_2008")[kind][who["sex"]]
                total = c["ln_age"] * math.log(who["age"]) + c["smoker"] * who["smoker"]
                total += c["diabetes"] * who["diabetes"]
                taking = "treated" if who["bp_treated"] else "untreated"
                total += c[f"ln_sbp_{taking}"] * math.log(who["sbp_mmHg"])
                for key, name in (("tc_mgdl", "ln_tc"), ("hdl_mgdl", "ln_hdl"), ("bmi", "ln_bmi")):
                    total += c.get(name, 0) * math.log(who[key])
                percent = 100 * (1 - c["S0"] ** math.exp(total - c["mean"]))
                assert risk(f"framingham_cvd_2008_{kind}", who).value == pytest.approx(percent, rel=1e-12)

    def test_score2_asia_pacific(self) -> None:
        table = page("score2_asia_pacific")
        regions = list(table["recalibration_scale1_scale2"])
        for who in crowd(**BOTH, age=[40, 60, 69], region=regions, diabetes=[False]):
            c, age = table["coefficients"][who["sex"]], (who["age"] - 60) / 5
            factors = {
                "smk": who["smoker"],
                "sbp": (who["sbp_mmHg"] - 120) / 20,
                "tc": who["tc_mgdl"] / 38.67 - 6,
                "hdl": (who["hdl_mgdl"] / 38.67 - 1.3) / 0.5,
            }
            z = c["age"] * age + sum(c[n] * x + c[f"a_{n}"] * x * age for n, x in factors.items())
            u = 1 - c["S0"] ** math.exp(z)
            one, two = table["recalibration_scale1_scale2"][who["region"]][who["sex"]]
            percent = 100 * (1 - math.exp(-math.exp(one + two * math.log(-math.log(1 - u)))))
            assert risk("score2_asia_pacific", who).value == pytest.approx(percent, rel=1e-9)

    def test_plcom2012(self) -> None:
        table = page("plcom2012")
        c = table["coefficients"]
        plain = ("age", "bmi", "copd", "personal_cancer", "family_lung_cancer", "current_smoker")
        for who in crowd(
            **dict.fromkeys(plain[2:], YES_NO),
            age=[30, 55, 74, 80],
            bmi=[16, 27, 44],
            race=list(table["race"]),
            education_level=[1, 4, 6],
            cigs_per_day=[0.5, 10, 60],
            years_smoked=[1, 27, 60],
            years_quit=[0, 15, 40],
        ):
            quit_years = 0 if who["current_smoker"] else who["years_quit"]
            centred = [(*c[key], who[key]) for key in plain]
            centred += [(*c["education"], who["education_level"]), (*c["duration"], who["years_smoked"])]
            logit = table["intercept"] + table["race"][who["race"]]
            logit += sum(
                beta * (x - centre) for beta, centre, x in [*centred, (*c["quit_years"], quit_years)]
            )
            logit += c["intensity"] * (10 / who["cigs_per_day"] - 0.4021541613)
            assert risk("plcom2012", who).value == pytest.approx(1 / (1 + math.exp(-logit)), rel=1e-12)


def printed(rows: list[list[Any]], value: float) -> int:
    """Read a printed table of points: “<110”, “110-119”, “>=160”; a band lasts until the next begins."""
    starts = [(0.0 if str(band).startswith("<") else float(str(band).lstrip(">=").split("-")[0]), points)
              for band, points in rows]  # fmt: skip
    return [int(points) for start, points in starts if value >= start][-1]


class TestCdrs:
    def test_every_edge_of_the_printed_table(self) -> None:
        points = page("cdrs")["points"]
        edges = (69.9, 70, 74.95, 75, 79.9, 80, 84.9, 85, 89.9, 90, 94.9, 95)
        for sex, age, waist, sbp in product(
            ("male", "female"), (20, 24, 25, 64, 65, 74), edges, (109, 110, 119.5, 160)
        ):
            total = next(p for low, high, p in points["age"] if low <= age <= high)
            total += printed(points["sbp_mmHg"], sbp) + printed(points["bmi"], 23.95)
            total += printed(points[f"waist_{sex}_cm"], waist) + (points["male"] if sex == "male" else 0)
            who = {"sex": sex, "age": age, "sbp_mmHg": sbp, "bmi": 23.95, "waist_cm": waist}
            assert risk("cdrs", who, family_history=False).value == total
