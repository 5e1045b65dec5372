"""X1: a column out of a spreadsheet, pasted into the sheet."""

from webapp.exams.rules.imports.pasted import read_pasted
from webapp.exams.rules.sheet import Typed

CODES = ("sbp", "tc", "u_pro", "f_ecg")


class TestReadPasted:
    def test_one_column_goes_in_the_sheets_order_and_an_empty_cell_keeps_its_place(self):
        lines, unread = read_pasted("146\n\n阴性\n正常", CODES)
        assert lines == {"sbp": Typed("146", "mmHg"), "u_pro": Typed("NEGATIVE"), "f_ecg": Typed("NORMAL")}
        assert unread == []

    def test_two_columns_are_item_and_result_and_a_third_is_the_unit(self):
        lines, _unread = read_pasted("总胆固醇\t216\tmg/dL\r\nSBP\t146\n", CODES)
        assert lines == {"tc": Typed("216", "mg/dL"), "sbp": Typed("146", "mmHg")}

    def test_what_belongs_to_no_line_is_told(self):
        assert read_pasted("怪项目\t1\nSBP\t146", CODES)[1] == ["怪项目"]
        assert read_pasted("1\n2\n3\n4\n5", CODES)[1] == ["5"]

    def test_what_cannot_be_read_stays_for_the_sheet_to_refuse(self):
        assert read_pasted("总胆固醇\t<5.0", CODES)[0] == {"tc": Typed("<5.0", "mmol/L")}
