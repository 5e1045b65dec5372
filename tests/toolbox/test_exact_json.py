from __future__ import annotations

import json
from decimal import Decimal

import pytest

from webapp.toolbox import exact_json


class TestWrite:
    @pytest.mark.parametrize("digits", ["1.030", "0.10", "-3", "120", "0.000001", "12345678901234567890.1"])
    def test_a_figure_keeps_all_its_digits(self, digits: str) -> None:
        assert exact_json.write({"value": Decimal(digits)}) == f'{{\n "value": {digits}\n}}'

    def test_words_that_look_like_figures_stay_words(self) -> None:
        said = ["1.0", "\u0000", 'a "1.0" b', "00aa11bb22cc33dd1.0"]
        assert json.loads(exact_json.write([*said, Decimal("1.0")])) == [*said, 1.0]

    @pytest.mark.parametrize("unknown", [Decimal("NaN"), Decimal("Infinity"), object()])
    def test_what_json_cannot_say_is_an_error(self, unknown: object) -> None:
        with pytest.raises(TypeError):
            exact_json.write(unknown)
