"""Workbooks from outside: whatever else a file is besides a workbook, only what was looked at is read."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.factories.result_files import a_workbook
from webapp.kernel.sheets import workbook
from webapp.kernel.sheets.opening import tables_of
from webapp.toolbox.sheets import FileFault, Unreadable

PLAIN = a_workbook([("1",)])
CALCULATED = a_workbook([("=1+1",)])
_NAMES = "urn:oasis:names:tc:opendocument:xmlns"


def disguised(rows: int, columns: int) -> bytes:
    """An OpenDocument spreadsheet with a workbook's two names in it: one calculated cell that stands for many."""
    content = (
        f'<office:document-content xmlns:office="{_NAMES}:office:1.0" xmlns:table="{_NAMES}:table:1.0" '
        f'xmlns:text="{_NAMES}:text:1.0"><office:body><office:spreadsheet><table:table table:name="S">'
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell office:value-type="string" '
        f'table:number-columns-repeated="{columns}" table:formula="of:=1+1"><text:p>a</text:p></table:table-cell>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": "<no-workbook/>",
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{_NAMES}:manifest:1.0"/>',
        "content.xml": content,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, xml in parts.items():
            box.writestr(name, xml)
    return out.getvalue()


def two_in_one(seen: bytes, hidden: bytes) -> bytes:
    """Two containers in one file: the second lies in the comment of the first and says that its own is longer."""
    second = seen[:-2] + (0xFFF0).to_bytes(2, "little")
    return hidden[:-2] + len(second).to_bytes(2, "little") + second


def read(content: bytes) -> list[list[str]] | FileFault:
    try:
        return tables_of(content)[0][1]
    except Unreadable as refusal:
        return refusal.fault


class TestOnlyWhatWasLookedAt:
    def test_a_spreadsheet_of_another_kind_is_not_opened_under_a_workbooks_names(self) -> None:
        assert read(disguised(2, 3)) is FileFault.BROKEN

    def test_the_library_reads_the_container_that_was_looked_at(self) -> None:
        assert read(two_in_one(seen=PLAIN, hidden=CALCULATED)) == [["1"]]

    def test_a_plain_workbook_is_read(self) -> None:
        assert read(PLAIN) == [["1"]]

    @pytest.mark.parametrize("name", ["xl/workbook.bin", "content.xml", "xl/vbaProject.bin", "mimetype"])
    def test_parts_of_other_kinds_do_not_come_along(self, name: str) -> None:
        content = io.BytesIO(PLAIN)
        with zipfile.ZipFile(content, "a") as box:
            box.writestr(name, "x")
        with zipfile.ZipFile(workbook._look_into(content.getvalue())) as kept:
            assert name not in kept.namelist()
            assert "xl/workbook.xml" in kept.namelist()
