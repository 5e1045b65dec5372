"""Units as they are printed."""

from __future__ import annotations

import pytest

from webapp.toolbox.units import printed


class TestPrinted:
    @pytest.mark.parametrize(
        ("code", "words"), [("10^9/L", "×10⁹/L"), ("kg/m2", "kg/m²"), ("mmHg", "mmHg"), ("", "")]
    )
    def test_a_unit_is_written_as_on_paper(self, code: str, words: str) -> None:
        assert printed(code) == words
