"""The items an exam can give, as data."""

import pytest

from webapp.exams.rules.catalogue import Kind, lab_items, package_items, sheet_items


class TestLabItems:
    @pytest.mark.parametrize("item", lab_items().values(), ids=lambda item: item.code)
    def test_each_item_is_named_in_both_languages_and_has_what_its_kind_needs(self, item):
        assert item.name.zh
        assert item.name.en
        if item.kind is Kind.NUMBER:
            assert item.possible[0] <= item.plausible[0] < item.plausible[1] <= item.possible[1]
        if item.kind is Kind.ORDINAL:
            assert item.scale[0][0] == "NEGATIVE"

    def test_the_own_unit_comes_first(self):
        assert lab_items()["tc"].units == ("mmol/L", "mg/dL")


class TestPackageItems:
    def test_every_package_item_expands_to_known_lab_items(self):
        for item in package_items().values():
            assert item.required
            assert set(item.lab_items) <= lab_items().keys()

    def test_no_lab_item_stands_on_two_lines_of_a_sheet(self):
        codes = [code for item in package_items().values() for code in item.lab_items]
        assert len(codes) == len(set(codes))

    def test_blood_pressure_is_three_figures(self):
        assert package_items()["bp_pulse"].required == ("sbp", "dbp", "pulse")


class TestSheetItems:
    def test_a_man_gets_no_line_for_women(self):
        assert [item.code for item in sheet_items(["lipid", "gyn", "psa"], "male")] == ["lipid", "psa"]
        assert [item.code for item in sheet_items(["lipid", "gyn", "psa"], "female")] == ["lipid", "gyn"]

    def test_an_unknown_item_is_named(self):
        with pytest.raises(KeyError, match="magic"):
            sheet_items(["magic"], "male")
