"""The application as a server starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HEAVY = {
    *("typst", "openpyxl", "python_calamine", "hl7", "PIL", "pillow_heif", "pikepdf", "puremagic"),
    *("icalendar", "segno", "pypinyin", "chinese_calendar"),
}
"""Libraries that only some requests and jobs need: each is imported where it is used, and costs memory from then on."""


class TestCreateApp:
    def test_a_server_starts_without_the_libraries_that_only_some_requests_need(self, tmp_path: Path) -> None:
        asked = f"import sys, wsgi; print(sorted({HEAVY} & set(sys.modules)))"
        surroundings = {
            **os.environ,
            "KANGYUE_DEMO": "1",
            "KANGYUE_STATE": str(tmp_path),
            "KANGYUE_BASE_URL": "http://localhost",
            "KANGYUE_DATABASE_URL": f"sqlite:///{tmp_path}/house.sqlite",
        }
        said = subprocess.run(
            [sys.executable, "-c", asked], env=surroundings, check=True, capture_output=True, text=True
        )
        assert said.stdout.strip().splitlines()[-1] == "[]"
