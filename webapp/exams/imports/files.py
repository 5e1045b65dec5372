"""A result file by content, never by name: which reader takes it, and what is refused at once (X1)."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any, NoReturn

from webapp.exams.imports.delimited import cells_of, text_of
from webapp.exams.rules.imports.document import Document, Fault, Spot, Unreadable
from webapp.exams.rules.imports.fhir import read_bundle
from webapp.exams.rules.imports.hl7 import read_messages
from webapp.exams.rules.imports.table import read_tables
from webapp.exams.rules.imports.titles import Memory

MOST_BYTES = 10 * 1024 * 1024
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"{\\rtf",
    b"PK\x05\x06",
)


class Kind(StrEnum):
    """The kinds of files that are read."""

    XLSX = "XLSX"
    CSV = "CSV"
    FHIR = "FHIR"
    HL7 = "HL7"


def kind_of(content: bytes) -> Kind:
    """Tell the kind by the first bytes. Raises Unreadable for anything that is no result file."""
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Unreadable(Fault.EMPTY)
    if len(content) > MOST_BYTES:
        raise Unreadable(Fault.TOO_LARGE)
    if content.startswith(_ZIP):
        return Kind.XLSX
    if content.startswith(_OLE):
        raise Unreadable(Fault.ENCRYPTED if b"E\0n\0c\0r\0y\0p\0t\0e\0d" in content else Fault.OLD_WORKBOOK)
    if content.startswith(_OTHERS):
        raise Unreadable(Fault.UNKNOWN_KIND)
    begins = content.lstrip(b"\xef\xbb\xbf\x0b \t\r\n")
    if begins.startswith((b"{", b"[")):
        return Kind.FHIR
    return Kind.HL7 if begins.startswith((b"MSH", b"FHS", b"BHS")) else Kind.CSV


def read(content: bytes, memory: Memory) -> Document:
    """Read a file of any kind. Raises Unreadable with what is wrong and where, and nothing else."""
    kind = kind_of(content)
    if kind is Kind.XLSX:
        from webapp.exams.imports.workbook import sheets_of

        return read_tables(sheets_of(content), memory)
    if kind is Kind.FHIR:
        return read_bundle(_json(content), memory)
    if kind is Kind.HL7:
        from webapp.exams.imports.messages import messages_of

        return read_messages(messages_of(content), memory)
    return read_tables([("", cells_of(text_of(content)))], memory)


def _json(content: bytes) -> Any:
    """Read JSON with its numbers as they are written."""
    try:
        text = content.decode("utf-8-sig")
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=_no_constant)
    except json.JSONDecodeError as broken:
        raise Unreadable(Fault.BROKEN_JSON, Spot("TEXT", "", broken.lineno, str(broken.colno))) from broken
    except (ValueError, RecursionError) as broken:
        raise Unreadable(Fault.BROKEN_JSON) from broken


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)
