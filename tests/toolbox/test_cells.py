"""No cell of a table begins a formula."""

from __future__ import annotations

import csv
import io

import pytest

from webapp.toolbox.cells import cell, table


class TestCell:
    @pytest.mark.parametrize(
        "text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "  =1", "＝1"]
    )
    def test_what_a_spreadsheet_would_reckon_is_made_a_text(self, text: str) -> None:
        assert cell(text) == f"'{text}"

    @pytest.mark.parametrize("text", ["-2.5", "+3", "120/80", "a=b", "", "沈致和"])
    def test_figures_and_words_stay_as_they_are(self, text: str) -> None:
        assert cell(text) == text


class TestTable:
    def test_quotes_commas_and_line_breaks_come_back_whole(self) -> None:
        rows = [["a", 'say "no", please'], ["two\nlines", "=1"]]
        text = table(rows)
        assert text.startswith("\ufeff")
        assert list(csv.reader(io.StringIO(text[1:]))) == [rows[0], ["two\nlines", "'=1"]]
