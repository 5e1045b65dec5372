"""The template that institutions fill in: item codes, names in both languages, units, then the people (X1)."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.exams.rules.catalogue import lab_items, package_items
from webapp.exams.rules.imports.words import listed
from webapp.kernel.sheets import writing
from webapp.toolbox.cells import table

PERSON = ("id_number", "phone", "name", "birth_date", "exam_day")


def template_rows(item_codes: Iterable[str]) -> list[list[str]]:
    """Give the four rows above the people, for a package's items."""
    codes = [code for item in item_codes for code in package_items()[item].lab_items]
    items = [lab_items()[code] for code in dict.fromkeys(codes)]
    titles = listed()["titles"]
    return [
        [*PERSON, *(item.code for item in items)],
        [
            *(titles[fact][1 if fact == "id_number" else -1] for fact in PERSON),
            *(item.name.zh for item in items),
        ],
        [*(titles[fact][0] for fact in PERSON), *(item.name.en for item in items)],
        [*("" for _fact in PERSON), *(item.unit for item in items)],
    ]


def as_csv(item_codes: Iterable[str]) -> bytes:
    """Give the template as CSV with the mark by which spreadsheets know UTF-8."""
    return table(template_rows(item_codes)).encode()


def as_workbook(item_codes: Iterable[str]) -> bytes:
    """Give the template as XLSX; the columns of long numbers are text, so that no digit is lost."""
    return writing.as_workbook(template_rows(item_codes), sheet="results", text_columns="ABCDE", head=4)
