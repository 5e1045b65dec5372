"""The rig's wrong builds change lines that are really there."""

from pathlib import Path

import pytest

from tests.faults import controls

SCRIPTS = Path(__file__).parents[2] / "static" / "js" / "device"


class TestWrongBuild:
    @pytest.mark.parametrize("mistake", ["HASTY", "KEYLESS", "UNORDERED", "EARLY"])
    def test_the_line_that_a_mistake_changes_stands_in_the_phones_scripts(self, mistake):
        right, _wrong = getattr(controls, mistake)
        assert any(right in script.read_text() for script in SCRIPTS.glob("*.js"))
