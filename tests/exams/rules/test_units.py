"""X1: units are converted explicitly."""

from decimal import Decimal

import pytest

from webapp.exams.rules.catalogue import lab_items
from webapp.exams.rules.units import UnknownUnit, in_own_unit


def convert(code, value, unit):
    item = lab_items()[code]
    return in_own_unit(Decimal(value), unit, own=item.unit, others=item.other_units)


class TestInOwnUnit:
    def test_the_own_unit_stays_untouched(self):
        assert str(convert("tc", "5.20", "mmol/L")) == "5.20"

    @pytest.mark.parametrize(
        ("code", "value", "unit", "expected"),
        [
            ("tc", "200", "mg/dL", "5.171968"),
            ("tg", "150", "mg/dL", "1.693576"),
            ("fpg", "126", "mg/dL", "6.993939"),
            ("cr", "1", "mg/dL", "88.4"),
            ("hba1c", "48", "mmol/mol", "6.54304"),
            ("hgb", "14.5", "g/dL", "145"),
            ("height", "1.72", "m", "172"),
        ],
    )
    def test_published_factors_give_published_figures(self, code, value, unit, expected):
        assert convert(code, value, unit) == Decimal(expected)

    def test_a_unit_of_another_item_is_refused(self):
        with pytest.raises(UnknownUnit):
            convert("tc", "5.2", "U/L")
