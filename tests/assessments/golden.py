"""What the report says about some five hundred people, part by part, as fingerprints.

Figures, classes, sentences and sources are all in them: whoever changes one, meaning to or not, changes a line of
`golden.txt`. `python -m tests.assessments.golden > tests/assessments/golden.txt` writes it anew;
`python -m tests.assessments.golden NAME` prints what stands behind a line, to compare before and after.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.assessments.people import EVERYTHING, GUIDELINE_MAN
from webapp.assessments.rules.facts import Facts
from webapp.assessments.rules.intake import check
from webapp.assessments.rules.registry import MODELS
from webapp.assessments.rules.report import assess
from webapp.assessments.rules.report.summary import ladder, summary
from webapp.toolbox.packaged import data

Person = dict[str, Any]
FILE = Path(__file__).with_name("golden.txt")
STRANGERS = 200
IMPOSSIBLE = {"age": 131, "sbp_mmHg": 0, "dbp_mmHg": 400, "education_level": 7, "bmi": 501, "tc_mmol": -1}
AGES = (15, 18, 19, 20, 34, 35, 39, 40, 44, 45, 50, 54, 55, 59, 60, 64, 65, 69, 70, 74, 75, 79, 80, 85, 86)
FIGURES: dict[str, tuple[float, ...]] = {
    "sbp_mmHg": (85, 110, 119.5, 120, 129, 130, 139.6, 140, 160, 180, 210),
    "dbp_mmHg": (50, 75, 79.5, 80, 90, 100, 110, 125),
    "tc_mmol": (2.9, 4.0, 5.19, 5.2, 6.2, 8.5, 12),
    "hdl_mmol": (0.4, 0.9, 1.0, 1.04, 1.3, 1.6, 2.6),
    "ldl_mmol": (1.7, 2.6, 3.39, 3.4, 4.1, 5.2),
    "tg_mmol": (0.6, 1.69, 1.7, 2.3, 5.7),
    "fpg_mmol": (2.6, 3.9, 5.5, 6.1, 6.96, 7.0, 11.2, 16.7),
    "glucose_2h_mmol": (5.0, 7.8, 11.1, 17),
    "hba1c_percent": (5.0, 5.7, 6.5, 11),
    "bmi": (17, 18.5, 23.96, 24, 25, 28, 30, 36),
    "waist_cm": (70, 80, 84.9, 85, 90, 95, 110),
    "creatinine": (50, 88.4, 130, 400),
    "cigs_per_day": (0, 5, 20, 45),
    "years_smoked": (0, 10, 30, 50),
    "years_quit": (0, 3, 5, 15, 16),
    "passive_smoking_years": (0, 19, 20, 40),
    "occupational_exposure_years": (0, 1, 10),
    "cooking_fume_years": (0, 25),
    "height_cm": (150, 172, 190),
    "weight_kg": (45, 66, 95, 130),
}
PARTS = ("1_information", "2_risk_factors", "3_chronic", "4_improvement", "5_disease_risk", "6_advice")


def people() -> dict[str, Person]:
    """Give everybody by name: one change each from a man of whom all is known, then strangers drawn by lot."""
    found: dict[str, Person] = {"nobody": {}, "everything": EVERYTHING, "guideline": GUIDELINE_MAN}
    found |= {f"without {key}": _without(EVERYTHING, key) for key in EVERYTHING}
    for base, name in ((EVERYTHING, "he"), ({**EVERYTHING, "sex": "female"}, "she")):
        found |= {f"{name} at {age}": {**base, "age": age} for age in AGES}
        found |= {f"{name}, {key} {value}": {**base, key: value} for key, value in _changes()}
    found |= {f"impossible {key}": {**EVERYTHING, key: value} for key, value in IMPOSSIBLE.items()}
    chance = random.Random(20261122)
    return found | {f"stranger {number}": _stranger(chance) for number in range(STRANGERS)}


def _without(person: Person, key: str) -> Person:
    return {name: value for name, value in person.items() if name != key}


def _changes() -> Iterator[tuple[str, Any]]:
    yield from (
        (key, value) for key, values in FIGURES.items() for value in values[:: max(1, len(values) // 3)]
    )
    yield "sbp_mmHg", 100
    for key, about in _inputs().items():
        if about["type"] == "bool":
            yield from ((key, value) for value in (True, False) if _fits(EVERYTHING, key))
        elif about["type"] == "word":
            yield from ((key, value) for value in about["words"])


def _stranger(chance: random.Random) -> Person:
    """Somebody of whom some things are known; each figure on one of its boundaries or near."""
    person: Person = {"sex": chance.choice(["male", "female"]), "age": chance.choice(AGES)}
    for key, about in _inputs().items():
        if key in person or chance.random() < 0.2 or not _fits(person, key):
            continue
        if key in FIGURES:
            person[key] = chance.choice(FIGURES[key])
        elif about["type"] == "bool":
            person[key] = chance.random() < 0.4
        elif about["type"] == "word":
            person[key] = chance.choice(about["words"])
    person["education_level"] = chance.randint(1, 6)
    person["history"] = chance.sample(CHRONIC, chance.choice((0, 0, 0, 1, 2)))
    if chance.random() < 0.8:
        person["answers_hra"] = _lifestyle(chance)
    if chance.random() < 0.2:
        person["responses"] = [chance.choice((0, 1, 2, 3)) for _ in range(chance.choice((3, 7, 9)))]
    return person


SCALES = {"phq9": 9, "gad7": 7, "pss10": 10, "auditc": 3}
WEEK: dict[str, tuple[int, ...]] = {
    f"ipaq-{kind}-days": (0, 1, 3, 7) for kind in ("vigorous", "moderate", "walking")
}
WEEK |= {name.replace("days", "minutes"): (0, 10, 30, 90, 240) for name in WEEK}
CHRONIC = (
    "chd",
    "mi",
    "stroke",
    "tia",
    "af",
    "diabetes",
    "hypertension",
    "copd",
    "tb",
    "cancer",
    "lung_cancer",
)


def _lifestyle(chance: random.Random) -> Person:
    """What somebody answered of the lifestyle questions: whole scales, half ones and none."""
    told: Person = {}
    for scale, items in SCALES.items():
        if chance.random() < 0.6:
            gaps = chance.random() < 0.2
            told |= {f"{scale}-{no}": chance.randrange(4) for no in range(1, items + 1 - gaps)}
    told |= {name: chance.choice(values) for name, values in WEEK.items() if chance.random() < 0.7}
    for item in _choices():
        codes = [option["valueCoding"]["code"] for option in item["answerOption"]]
        if chance.random() < 0.7:
            told[item["linkId"]] = [chance.choice(codes)] if item.get("repeats") else chance.choice(codes)
    return told


def _choices() -> list[dict[str, Any]]:
    """Give the questions of the health questionnaire that offer answers to choose from."""
    sections = data("questionnaires", "hra")["item"]
    inside = [item for section in sections for item in section.get("item", [])]
    return [
        item for item in inside if item.get("answerOption") and item["linkId"].split("-")[0] not in SCALES
    ]


TWINS = ({"tc_mmol", "tc_mgdl"}, {"hdl_mmol", "hdl_mgdl"}, {"smoker", "current_smoker"})
TWINS += ({"bp_treated", "antihypertensive_medication"},)


def _fits(person: Person, key: str) -> bool:
    """Tell whether nothing else says the same already."""
    return not any(key in twins and twins & person.keys() for twins in TWINS)


def _inputs() -> dict[str, Any]:
    known = data("assessments", "inputs")
    return dict(known.get("keys", known))


def said(person: Person) -> dict[str, Any]:
    """Give all that is said about somebody: the six parts, the rest of the report, and every model by itself."""
    report = assess(check(person))
    written = report.as_json()
    parts = {name: written["parts"][name] for name in PARTS}
    rest = {"alerts": written["alerts"], "not_computed": written["not_computed"]}
    top = {"summary": repr(summary(report)), "ladder": repr(ladder(report))}
    return {**parts, **rest, **top, "models": answers(person)}


def answers(person: Person) -> dict[str, Any]:
    """Give what every model by itself answers about somebody."""
    return {name: model(Facts(person)).as_json() for name, model in MODELS.items()}


def _nine_digits(value: Any) -> Any:
    """Leave nine digits of each figure: the last ones belong to the machine's logarithms."""
    if isinstance(value, float):
        return float(f"{value:.9g}")
    if isinstance(value, dict):
        return {key: _nine_digits(part) for key, part in value.items()}
    return [_nine_digits(part) for part in value] if isinstance(value, list | tuple) else value


def line(name: str, person: Person) -> str:
    """Give somebody's line: the name, then eight letters of each part's SHA-256."""
    texts = (
        json.dumps(_nine_digits(part), ensure_ascii=False, sort_keys=True) for part in said(person).values()
    )
    return f"{name}: " + " ".join(hashlib.sha256(text.encode()).hexdigest()[:8] for text in texts)


def main() -> None:
    """Print all lines, or what stands behind one."""
    everybody = people()
    if len(sys.argv) > 1:
        print(json.dumps(said(everybody[sys.argv[1]]), ensure_ascii=False, indent=1))
        return
    for name, person in everybody.items():
        print(line(name, person))


if __name__ == "__main__":
    main()
