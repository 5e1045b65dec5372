"""Results by file: the table is downloaded, filled in, read, looked at, confirmed, and written by the worker."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from tests.browser import Tab
from tests.serving import Server

pytestmark = pytest.mark.same_windows
PERSON = ("13900000026", "金志远", "1973-01-11")
"""Who was examined and has no report yet: phone, name, birthday."""
FIGURES = {"height": "172", "weight": "74.5", "tc": "5.1"}
FOLLOWED = 15_000  # milliseconds for a worker that has other things to do


@pytest.mark.parametrize("language", ["en"], indirect=True)
class TestResultsByFile:
    def test_the_downloaded_table_filled_in_is_shown_first_and_written_when_confirmed(
        self, server: Server, desk: Tab
    ) -> None:
        # Given the desk of an institution with the table for a package
        desk.sign_in(server.person("nanhu")).visit("/desk/exams/imports")
        with desk.page.expect_download() as coming:
            desk.button("Download as XLSX").click()
        filled = filled_in(coming.value.path())
        # When it brings the filled table, the page shows what would change, and nothing is written
        file = {"name": "results.xlsx", "mimeType": "application/octet-stream", "buffer": filled}
        desk.page.locator("#file").set_input_files([file])
        desk.press("Read the file")
        sure = desk.page.locator("form[action$='/confirm'] button")
        sure.wait_for(timeout=FOLLOWED)
        desk.check()
        # Then, confirmed, it is written once, and the page says what became of each person
        sure.click()
        desk.settle()
        desk.page.get_by_text(desk.words("Whoever brought the file in cannot verify it")).wait_for(
            timeout=FOLLOWED
        )
        desk.check()


def filled_in(template: Path) -> bytes:
    """Give the institution's table with a line for the person."""
    book = openpyxl.load_workbook(io.BytesIO(template.read_bytes()))
    sheet = book.active
    assert sheet is not None
    codes = [cell.value for cell in sheet[1]]
    facts = dict(zip(("phone", "name", "birth_date"), PERSON, strict=True)) | FIGURES
    sheet.append([facts.get(str(code), "") for code in codes])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
