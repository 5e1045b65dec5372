"""What somebody reads, hears or copies out of a PDF: its text layer, by the fonts' own tables."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf

_PAIR = re.compile(rb"<([0-9A-F]{4})>\s*<([0-9A-F]+)>")


def text_of(file: bytes) -> str:
    """Give all letters in the order in which they are drawn, without any space between them."""
    with pikepdf.open(io.BytesIO(file)) as pdf:
        drawn = "".join(letters for page in pdf.pages for letters in _of_page(page))
    return squeezed(drawn)


def squeezed(words: str) -> str:
    """Take the spaces out: where lines break is the paper's affair."""
    return re.sub(r"\s+", "", words)


def _of_page(page: pikepdf.Page) -> Iterator[str]:
    tables = {str(name): _table(font) for name, font in page.Resources.Font.items()}
    table: dict[bytes, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            table = tables[str(operands[0])]
        elif str(operator) in ("TJ", "Tj"):
            parts = operands[0] if str(operator) == "TJ" else operands
            for part in parts:
                if isinstance(part, pikepdf.String):
                    yield _read(bytes(part), table)


def _read(codes: bytes, table: dict[bytes, str]) -> str:
    return "".join(table.get(codes[at : at + 2], "") for at in range(0, len(codes), 2))


def _table(font: pikepdf.Object) -> dict[bytes, str]:
    lines = font.ToUnicode.read_bytes()
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(signs.decode()).decode("utf-16-be")
        for code, signs in _PAIR.findall(lines)
    }
