"""What an exam gives to the risk models."""

from decimal import Decimal

from webapp.exams.rules.catalogue import sheet_items
from webapp.exams.rules.clinical import clinical_inputs, feeds
from webapp.exams.rules.sheet import Person, Typed, read_sheet

ECONOMY = ["height_weight_bmi", "waist_hip", "bp_pulse", "kidney", "lipid", "glucose"]
FIGURES = {
    "height": "172",
    "weight": "74.5",
    "waist": "92",
    "sbp": "146",
    "dbp": "88",
    "pulse": "72",
    "cr": "78",
    "urea": "5.1",
    "tc": "5.6",
    "tg": "1.9",
    "ldl": "3.5",
    "hdl": "1.1",
    "fpg": "5.9",
}


def inputs(typed, *, package=ECONOMY, not_done=()):
    lines = {code: line if isinstance(line, Typed) else Typed(line) for code, line in typed.items()}
    found = read_sheet(
        sheet_items(package, "male"), lines, not_done=not_done, person=Person("male", 58), own_ranges={}
    )
    assert not found.problems
    return clinical_inputs(found.readings)


class TestClinicalInputs:
    def test_the_smallest_package_gives_everything_the_models_need_from_an_exam(self):
        assert inputs(FIGURES) == {
            "height_cm": 172.0,
            "weight_kg": 74.5,
            "waist_cm": 92.0,
            "sbp_mmHg": 146.0,
            "dbp_mmHg": 88.0,
            "creatinine": 78.0,
            "creatinine_unit": "umol/L",
            "tc_mmol": 5.6,
            "tg_mmol": 1.9,
            "ldl_mmol": 3.5,
            "hdl_mmol": 1.1,
            "fpg_mmol": 5.9,
        }

    def test_cholesterol_written_in_mg_dl_stays_in_mg_dl(self):
        given = inputs(FIGURES | {"tc": Typed("200", "mg/dL"), "hdl": Typed("45", "mg/dL")})
        assert given["tc_mgdl"] == 200.0
        assert given["hdl_mgdl"] == 45.0
        assert "tc_mmol" not in given

    def test_creatinine_carries_its_unit(self):
        given = inputs(FIGURES | {"cr": Typed("0.9", "mg/dL")})
        assert (given["creatinine"], given["creatinine_unit"]) == (0.9, "mg/dL")

    def test_triglycerides_written_in_mg_dl_are_converted(self):
        assert inputs(FIGURES | {"tg": Typed("88.57", "mg/dL")})["tg_mmol"] == 1.0

    def test_what_was_not_done_gives_no_key(self):
        without = {code: text for code, text in FIGURES.items() if code not in ("tc", "tg", "ldl", "hdl")}
        given = inputs(without, not_done=["lipid"])
        assert not {"tc_mmol", "hdl_mmol", "ldl_mmol", "tg_mmol"} & given.keys()

    def test_dropping_one_item_drops_exactly_its_own_keys(self):
        whole = inputs(FIGURES)
        for code in FIGURES:
            left = inputs({other: text for other, text in FIGURES.items() if other != code})
            assert whole.keys() - left.keys() == set(feeds(code)) & whole.keys()

    def test_two_hour_glucose_and_hba1c_are_fed_when_the_package_has_them(self):
        given = inputs({"pbg2": "8.2", "hba1c": "6.1"}, package=["ogtt", "hba1c"])
        assert given == {"glucose_2h_mmol": 8.2, "hba1c_percent": 6.1}

    def test_a_figure_is_the_very_number_that_was_written(self):
        assert inputs(FIGURES)["tc_mmol"] == float(Decimal("5.6")) == 5.6
