"""X1: a figure as typed, read exactly or refused with its reason."""

from decimal import Decimal

import pytest

from webapp.exams.rules.readings import Misread, Slip, read_figure


class TestReadFigure:
    @pytest.mark.parametrize(
        ("typed", "value"),
        [
            ("5.2", "5.2"),
            (" 120 ", "120"),
            ("１２０", "120"),
            ("５．２", "5.2"),
            ("5。2", "5.2"),
            ("5,2", "5.2"),
            ("5，25", "5.25"),
            ("1,234.5", "1234.5"),
            ("0", "0"),
            ("5.20", "5.20"),
        ],
    )
    def test_it_reads_what_a_person_means(self, typed, value):
        assert read_figure(typed) == Decimal(value)

    def test_nothing_typed_is_unknown_and_not_zero(self):
        assert read_figure("") is None
        assert read_figure("  \u3000 ") is None

    @pytest.mark.parametrize(
        ("typed", "slip"),
        [
            ("1,234", Slip.AMBIGUOUS_COMMA),
            ("1,020", Slip.AMBIGUOUS_COMMA),
            ("12,345,678", Slip.AMBIGUOUS_COMMA),
            ("-3", Slip.NEGATIVE),
            ("−3", Slip.NEGATIVE),
            ("high", Slip.NOT_A_NUMBER),
            ("5.2.1", Slip.NOT_A_NUMBER),
            ("5²", Slip.NOT_A_NUMBER),
            ("<0.5", Slip.NOT_A_NUMBER),
            ("NaN", Slip.NOT_A_NUMBER),
            ("1e5", Slip.NOT_A_NUMBER),
            ("٣", Slip.NOT_A_NUMBER),
            ("\ud800", Slip.NOT_A_NUMBER),
            ("5\x00", Slip.NOT_A_NUMBER),
            ("1.23456", Slip.TOO_LONG),
            ("1" * 10, Slip.TOO_LONG),
            ("1" * 5000, Slip.TOO_LONG),
        ],
    )
    def test_it_says_precisely_why_it_refuses(self, typed, slip):
        with pytest.raises(Misread) as refused:
            read_figure(typed)
        assert refused.value.slip is slip
