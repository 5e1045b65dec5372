"""X1: flags from the institution's own range, else ours."""

from decimal import Decimal

import pytest

from webapp.exams.rules.catalogue import lab_items
from webapp.exams.rules.flags import Flag, Range, flag, reference


def mark(code, value, *, sex="male", age=50, own=()):
    item = lab_items()[code]
    found = reference(own, item.ranges, sex=sex, age=age)
    return flag(Decimal(value), found, critical_low=item.critical_low, critical_high=item.critical_high)


class TestFlag:
    @pytest.mark.parametrize(
        ("code", "value", "expected"),
        [
            ("tc", "5.19", Flag.NORMAL),
            ("tc", "5.2", Flag.HIGH),
            ("sbp", "139", Flag.NORMAL),
            ("sbp", "140", Flag.HIGH),
            ("sbp", "179", Flag.HIGH),
            ("sbp", "180", Flag.CRITICAL_HIGH),
            ("dbp", "110", Flag.CRITICAL_HIGH),
            ("fpg", "6.0", Flag.NORMAL),
            ("fpg", "6.1", Flag.HIGH),
            ("fpg", "16.7", Flag.CRITICAL_HIGH),
            ("fpg", "3.9", Flag.CRITICAL_LOW),
            ("hdl", "0.99", Flag.LOW),
            ("hdl", "1.0", Flag.NORMAL),
            ("bmi", "24", Flag.HIGH),
            ("bmi", "18.5", Flag.NORMAL),
        ],
    )
    def test_an_edge_belongs_where_the_table_says(self, code, value, expected):
        assert mark(code, value) is expected

    def test_waist_is_judged_by_sex(self):
        assert mark("waist", "86", sex="male") is Flag.NORMAL
        assert mark("waist", "86", sex="female") is Flag.HIGH

    def test_creatinine_is_judged_by_age(self):
        assert mark("cr", "100", age=50) is Flag.HIGH
        assert mark("cr", "100", age=65) is Flag.NORMAL

    def test_no_range_gives_no_verdict(self):
        assert mark("height", "172") is Flag.UNRATED
        assert mark("cr", "100", age=85) is Flag.UNRATED


class TestReference:
    def test_the_institutions_own_range_wins(self):
        own = (Range(low=Decimal("2.9"), high=Decimal("6.5")),)
        assert mark("tc", "5.8", own=own) is Flag.NORMAL

    def test_an_own_range_for_the_other_sex_leaves_ours(self):
        own = (Range(high=Decimal("9"), sex="female"),)
        assert mark("tc", "5.8", own=own) is Flag.HIGH

    def test_own_ranges_never_hide_a_critical_value(self):
        assert mark("sbp", "185", own=(Range(high=Decimal("300")),)) is Flag.CRITICAL_HIGH


class TestInWords:
    @pytest.mark.parametrize(
        ("range_", "words"),
        [
            (Range(low=Decimal("3.9"), high=Decimal("6.1")), "3.9–6.1"),
            (Range(low=Decimal("18.5"), below=Decimal("24")), "≥ 18.5, < 24"),
            (Range(below=Decimal("5.2")), "< 5.2"),
            (Range(high=Decimal("7")), "≤ 7"),
            (Range(low=Decimal("1.0")), "≥ 1.0"),
            (Range(), ""),
        ],
    )
    def test_it_reads_as_printed(self, range_, words):
        assert range_.in_words() == words
