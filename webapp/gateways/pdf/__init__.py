"""Documents for paper. The real gateway sets them with typst; `NoPdf` is for tests of who asks for one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol

from webapp.toolbox.words import Language


@dataclass(frozen=True, slots=True)
class Typeset:
    """A finished document: the file and how many pages it has."""

    file: bytes
    pages: int


class PdfGateway(Protocol):
    """Something that sets a document's content on A4 pages."""

    def typeset(
        self, template: str, content: Mapping[str, Any], *, language: Language, made_at: datetime
    ) -> Typeset:
        """Set `content` (what JSON can hold) by `template`, such as "assessments/report".

        The same content and `made_at` give the same bytes. Raises `CannotTypeset`.
        """
        ...


class CannotTypeset(RuntimeError):
    """The template and the content do not go together; the message names no content."""


class NoPdf:
    """Makes an empty page of nothing: for tests that ask only whether a document was made and kept."""

    def typeset(
        self, template: str, content: Mapping[str, Any], *, language: Language, made_at: datetime
    ) -> Typeset:
        """Give the shortest file that calls itself a PDF."""
        return Typeset(b"%PDF-1.7\n%%EOF\n", 1)


def fingerprint(content: Mapping[str, Any]) -> str:
    """Give the SHA-256 (hex) of a document's content, written as JSON with its names in order."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


@lru_cache(maxsize=1)
def gateway() -> PdfGateway:
    """Give this process's typesetter; fonts are found once and kept."""
    from webapp.gateways.pdf.typesetting import TypstPdf

    return TypstPdf()
