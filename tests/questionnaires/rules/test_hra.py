"""What the standard health questionnaire asks, and what it tells the models."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from webapp.questionnaires.rules import hra

ROOT = Path(__file__).parents[3]
DEFINITION: dict[str, Any] = json.loads((ROOT / "webapp/questionnaires/data/hra.json").read_text("utf-8"))

FROM_ELSEWHERE = {"sex", "age", "region", "race"}
MEASURED = {
    *(
        "sbp_mmHg",
        "dbp_mmHg",
        "tc_mgdl",
        "hdl_mgdl",
        "tc_mmol",
        "hdl_mmol",
        "ldl_mmol",
        "tg_mmol",
        "fpg_mmol",
    ),
    *("glucose_2h_mmol", "hba1c_percent", "creatinine", "creatinine_unit", "egfr", "height_cm", "weight_kg"),
    *("bmi", "waist_cm"),
}
OF_ONE_COMMAND_ONLY = {"family_history", "responses", "answers", "kind", "value", "scores", "answers_hra"}

FORMER_SMOKER: dict[str, Any] = {
    "living-area": "village",
    "living-north": "north",
    "education": "4",
    "conditions": ["hypertension", "copd"],
    "high-glucose": True,
    "bp-medicine": True,
    "statin": False,
    "family-cvd": "yes",
    "family-stroke": "no",
    "family-diabetes": "second_degree",
    "family-lung-cancer": "no",
    "passive-smoking": True,
    "passive-smoking-years": 21,
    "work-exposure": ["silica"],
    "work-exposure-years": 2.5,
    "cooking-fumes": True,
    "cooking-fumes-years": 30,
    "smoking": "former",
    "smoking-amount": 15,
    "smoking-years": 25,
    "smoking-quit-years": 4,
    "diet-daily-greens": True,
    "exercise-regular": False,
    "exercise-daily": True,
}


def questions(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for item in items:
        if item["type"] not in ("group", "display"):
            yield item
        yield from questions(item.get("item", []))


def answer(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        return {"valueCoding": {"code": value}}
    kind = {bool: "valueBoolean", int: "valueInteger", float: "valueDecimal"}[type(value)]
    return {kind: value}


def response(given: dict[str, Any]) -> dict[str, Any]:
    items = [
        {"linkId": link_id, "answer": [answer(v) for v in (value if isinstance(value, list) else [value])]}
        for link_id, value in given.items()
    ]
    return {"resourceType": "QuestionnaireResponse", "item": [{"linkId": "section", "item": items}]}


class TestDefinition:
    def test_asks_between_sixty_and_ninety_questions_in_sections(self) -> None:
        assert all(section["type"] == "group" for section in DEFINITION["item"])
        assert 60 <= len(list(questions(DEFINITION["item"]))) <= 90

    def test_holds_every_item_that_feeds_a_model_or_a_scale(self) -> None:
        link_ids = {item["linkId"] for item in questions(DEFINITION["item"])}
        scale_items = {f"{scale}-{n}" for scale, size in hra.SCALES.items() for n in range(1, size + 1)}
        assert set(hra.FEEDS) <= link_ids
        assert scale_items <= link_ids

    def test_knows_which_of_its_items_take_several_answers(self) -> None:
        assert {item["linkId"] for item in questions(DEFINITION["item"]) if item.get("repeats")} == hra.LISTS


class TestClinicalInputs:
    def test_a_former_smoker_gives_every_input_that_is_not_measured(self) -> None:
        assert hra.clinical_inputs(response(FORMER_SMOKER)) == {
            "urban": False,
            "north": True,
            "education_level": 4,
            "history": ["hypertension", "copd"],
            "diabetes": False,
            "copd": True,
            "personal_cancer": False,
            "high_blood_glucose_history": True,
            "bp_treated": True,
            "antihypertensive_medication": True,
            "statin": False,
            "family_history_cvd": True,
            "family_history_stroke": False,
            "family_history_diabetes": "second_degree",
            "family_lung_cancer": False,
            "passive_smoking_years": 21,
            "occupational_exposure_years": 2.5,
            "cooking_fume_years": 30,
            "smoker": False,
            "current_smoker": False,
            "cigs_per_day": 15,
            "years_smoked": 25,
            "years_quit": 4,
            "daily_vegetables_fruit": True,
            "active_3x30_per_week": False,
            "physically_active": True,
        }

    def test_feeds_every_published_input_key_that_no_exam_gives(self) -> None:
        published = ROOT.parent / "shared/clinical/inputs.json"
        if not published.exists():
            pytest.skip("the published list of input keys is not beside this checkout")
        keys = set(json.loads(published.read_text("utf-8"))["keys"])
        fed = {key for keys_of_item in hra.FEEDS.values() for key in keys_of_item}
        assert fed == keys - FROM_ELSEWHERE - MEASURED - OF_ONE_COMMAND_ONLY

    @pytest.mark.parametrize("link_id", FORMER_SMOKER)
    def test_an_item_left_out_takes_its_keys_with_it_and_no_others(self, link_id: str) -> None:
        whole = hra.clinical_inputs(response(FORMER_SMOKER))
        rest = {key: value for key, value in FORMER_SMOKER.items() if key != link_id}
        lost = whole.keys() - hra.clinical_inputs(response(rest)).keys()
        assert lost
        assert lost <= set(hra.FEEDS[link_id])

    def test_not_sure_is_unknown_and_never_no(self) -> None:
        unsure = response(dict.fromkeys(("family-cvd", "family-diabetes", "family-lung-cancer"), "unsure"))
        assert hra.clinical_inputs(unsure) == {}

    def test_an_empty_response_gives_nothing(self) -> None:
        assert hra.clinical_inputs({}) == {}

    def test_who_never_smoked_has_smoked_nothing_and_has_not_quit(self) -> None:
        assert hra.clinical_inputs(response({"smoking": "never"})) == {
            "smoker": False,
            "current_smoker": False,
            "cigs_per_day": 0,
            "years_smoked": 0,
        }

    def test_who_smokes_has_quit_for_zero_years(self) -> None:
        assert hra.clinical_inputs(response({"smoking": "current"}))["years_quit"] == 0

    def test_never_exposed_is_zero_years(self) -> None:
        given = response({"passive-smoking": False, "work-exposure": ["none"], "cooking-fumes": False})
        assert hra.clinical_inputs(given) == {
            "passive_smoking_years": 0,
            "occupational_exposure_years": 0,
            "cooking_fume_years": 0,
        }

    def test_none_of_these_is_an_empty_history(self) -> None:
        assert hra.clinical_inputs(response({"conditions": ["none"]}))["history"] == []


class TestLifestyle:
    def test_gives_codes_numbers_and_lists_by_link_id(self) -> None:
        given = {"diet-oil": 35, "diet-cooking": ["fried"], "work": "sitting", "allergy": False}
        assert hra.lifestyle(response(given)) == given

    def test_a_scale_item_becomes_its_points(self) -> None:
        extension = [{"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 3.0}]
        coding = {"extension": extension, "code": "nearly-every-day"}
        item = {"linkId": "phq9-1", "answer": [{"valueCoding": coding}]}
        assert hra.lifestyle({"item": [item]}) == {"phq9-1": 3}

    def test_who_never_drinks_scores_zero_on_the_questions_not_asked(self) -> None:
        assert hra.lifestyle(response({"auditc-1": "0"})) == {"auditc-1": 0, "auditc-2": 0, "auditc-3": 0}

    def test_an_unanswered_scale_item_stays_unknown(self) -> None:
        assert hra.lifestyle(response({"gad7-1": "2"})) == {"gad7-1": 2}

    def test_no_day_of_hard_work_means_no_minutes_of_it(self) -> None:
        assert hra.lifestyle(response({"ipaq-vigorous-days": 0}))["ipaq-vigorous-minutes"] == 0
