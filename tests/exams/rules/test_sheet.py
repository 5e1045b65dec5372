"""X1: a result sheet read as a whole."""

from decimal import Decimal

from webapp.exams.rules.catalogue import sheet_items
from webapp.exams.rules.flags import Flag, Range
from webapp.exams.rules.readings import Slip
from webapp.exams.rules.sheet import Person, Typed, read_sheet

MAN = Person("male", 58)


def sheet(package, typed, *, not_done=(), own_ranges=None, person=MAN):
    lines = {code: line if isinstance(line, Typed) else Typed(line) for code, line in typed.items()}
    return read_sheet(
        sheet_items(package, person.sex), lines, not_done=not_done, person=person, own_ranges=own_ranges or {}
    )


def by_code(found):
    return {reading.code: reading for reading in found.readings}


class TestReadSheet:
    def test_it_takes_figures_with_their_flags(self):
        found = by_code(sheet(["bp_pulse"], {"sbp": "146", "dbp": "88", "pulse": "70"}))
        assert found["sbp"].flag is Flag.HIGH
        assert found["sbp"].value == 146
        assert found["dbp"].flag is Flag.NORMAL

    def test_an_empty_required_line_is_missing_and_an_empty_optional_one_is_not(self):
        found = sheet(["waist_hip"], {"waist": " "})
        assert found.missing == ["waist"]
        assert found.readings == []

    def test_zero_typed_is_not_missing_but_refused_as_impossible(self):
        found = sheet(["waist_hip"], {"waist": "0"})
        assert found.problems == {"waist": Slip.IMPOSSIBLE}

    def test_an_item_not_carried_out_is_recorded_as_such(self):
        found = sheet(["lipid"], {}, not_done=["lipid"])
        assert found.missing == []
        assert {reading.flag for reading in found.readings} == {Flag.NOT_DONE}
        assert all(reading.value is None for reading in found.readings)

    def test_not_done_with_a_figure_beside_it_is_refused(self):
        found = sheet(["lipid"], {"tc": "5.2"}, not_done=["lipid"])
        assert found.problems == {"tc": Slip.CONTRADICTS_NOT_DONE}

    def test_an_item_that_is_not_in_the_package_is_refused(self):
        assert sheet(["glucose"], {"psa": "1"}).problems == {"psa": Slip.NOT_IN_PACKAGE}

    def test_another_unit_is_converted_and_the_written_figure_kept(self):
        found = by_code(sheet(["glucose"], {"fpg": Typed("126", "mg/dL")}))["fpg"]
        assert (found.written_value, found.written_unit) == (Decimal("126"), "mg/dL")
        assert found.value == Decimal("6.993939")
        assert found.unit == "mmol/L"

    def test_a_figure_in_the_wrong_unit_is_caught_as_impossible(self):
        assert sheet(["glucose"], {"fpg": "126"}).problems == {"fpg": Slip.IMPOSSIBLE}

    def test_a_foreign_unit_is_refused(self):
        assert sheet(["glucose"], {"fpg": Typed("5", "U/L")}).problems == {"fpg": Slip.UNKNOWN_UNIT}

    def test_an_unlikely_figure_is_taken_and_marked(self):
        found = by_code(sheet(["waist_hip"], {"waist": "150"}))["waist"]
        assert found.implausible

    def test_one_wrong_line_does_not_spoil_its_neighbours(self):
        found = sheet(["bp_pulse"], {"sbp": "12o", "dbp": "80", "pulse": "70"})
        assert found.problems == {"sbp": Slip.NOT_A_NUMBER}
        assert by_code(found).keys() == {"dbp", "pulse"}

    def test_the_institutions_own_range_is_used_and_kept(self):
        own = {"tc": (Range(high=Decimal("6.0")),)}
        found = by_code(sheet(["lipid"], {"tc": "5.8"}, own_ranges=own))["tc"]
        assert found.flag is Flag.NORMAL
        assert found.range == own["tc"][0]

    def test_a_step_of_the_urine_scale_is_normal_only_when_negative(self):
        found = by_code(sheet(["urine"], {"u_pro": "NEGATIVE", "u_glu": "2+"}))
        assert found["u_pro"].flag is Flag.NORMAL
        assert found["u_glu"].flag is Flag.ABNORMAL

    def test_a_step_that_is_not_on_the_scale_is_refused(self):
        assert sheet(["stool_fobt"], {"fobt": "3+"}).problems == {"fobt": Slip.NOT_ON_SCALE}

    def test_an_abnormal_finding_needs_words(self):
        assert sheet(["ecg"], {"f_ecg": "ABNORMAL"}).problems == {"f_ecg": Slip.NEEDS_WORDS}
        found = by_code(sheet(["ecg"], {"f_ecg": Typed("ABNORMAL", words="Sinus bradycardia")}))
        assert found["f_ecg"].flag is Flag.ABNORMAL
        assert found["f_ecg"].words == "Sinus bradycardia"

    def test_body_mass_index_is_computed_from_height_and_weight(self):
        found = by_code(sheet(["height_weight_bmi"], {"height": "172", "weight": "71"}))["bmi"]
        assert found.value == Decimal("24.0")
        assert found.flag is Flag.HIGH

    def test_without_height_there_is_no_body_mass_index(self):
        assert "bmi" not in by_code(sheet(["height_weight_bmi"], {"weight": "71"}))
