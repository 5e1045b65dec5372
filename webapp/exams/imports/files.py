"""A result file by content, never by name: which reader takes it, and what is refused at once (X1)."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any, NoReturn

from webapp.exams.rules.imports.document import Document, Fault
from webapp.exams.rules.imports.fhir import read_bundle
from webapp.exams.rules.imports.hl7 import read_messages
from webapp.exams.rules.imports.table import read_tables
from webapp.exams.rules.imports.titles import Memory
from webapp.kernel.sheets import opening
from webapp.toolbox.sheets import Spot, Unreadable


class Kind(StrEnum):
    """The kinds of files that are read."""

    XLSX = "XLSX"
    CSV = "CSV"
    FHIR = "FHIR"
    HL7 = "HL7"


def kind_of(content: bytes) -> Kind:
    """Tell the kind by the first bytes. Raises Unreadable for anything that is no result file."""
    if opening.kind_of(content) is opening.Kind.XLSX:
        return Kind.XLSX
    begins = content.lstrip(b"\xef\xbb\xbf\x0b \t\r\n")
    if begins.startswith((b"{", b"[")):
        return Kind.FHIR
    return Kind.HL7 if begins.startswith((b"MSH", b"FHS", b"BHS")) else Kind.CSV


def read(content: bytes, memory: Memory) -> Document:
    """Read a file of any kind. Raises Unreadable with what is wrong and where, and nothing else."""
    kind = kind_of(content)
    if kind is Kind.FHIR:
        return read_bundle(_json(content), memory)
    if kind is Kind.HL7:
        from webapp.exams.imports.messages import messages_of

        return read_messages(messages_of(content), memory)
    return read_tables(opening.tables_of(content), memory)


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
