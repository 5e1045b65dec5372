"""HL7 v2 files: one or several messages, with or without a batch around them (X1)."""

from __future__ import annotations

import re

from webapp.exams.rules.imports.document import MOST_PEOPLE, Fault
from webapp.kernel.sheets.delimited import text_of
from webapp.toolbox.sheets import FileFault, Spot, Unreadable

MOST_MESSAGES = MOST_PEOPLE * 5
_CHARSETS = {
    "UNICODE": "utf-8",
    "UNICODE UTF-8": "utf-8",
    "UTF-8": "utf-8",
    "GB 18030-2000": "gb18030",
    "GB18030": "gb18030",
    "GBK": "gb18030",
    "GB2312": "gb18030",
    "8859/1": "latin-1",
    "ASCII": "ascii",
}
_ESCAPE = re.compile(r"\\([FSRET]|\.br)\\")
_ENDS = {"FHS": "FTS", "BHS": "BTS"}
Message = list[list[list[list[str]]]]


def messages_of(content: bytes) -> list[Message]:
    """Give each message as segments, fields, repetitions, components. Raises Unreadable."""
    text = _decoded(content.replace(b"\x0b", b"").replace(b"\x1c", b""))
    lines = [line for line in re.split(r"[\r\n]+", text) if line.strip()]
    _check_batch(lines)
    parts = _parts(lines)
    if len(parts) > MOST_MESSAGES:
        raise Unreadable(FileFault.TOO_MANY, Spot("HL7", str(MOST_MESSAGES)))
    _check_end(text, parts)
    return [_taken_apart(number, part) for number, part in enumerate(parts, 1)]


def _decoded(content: bytes) -> str:
    """Decode by MSH-18 where it is said, else as any text."""
    first = next((line for line in re.split(rb"[\r\n]+", content) if line.startswith(b"MSH")), b"")
    fields = first[9:].split(first[3:4]) if len(first) > 9 else []
    named = fields[15].split(b"~")[0].decode("ascii", "replace").strip().upper() if len(fields) > 15 else ""
    try:
        return content.decode(_CHARSETS[named]) if named in _CHARSETS else text_of(content)
    except UnicodeDecodeError as other:
        raise Unreadable(FileFault.NOT_TEXT, Spot("HL7", "1", 1, "MSH-18")) from other


def _check_batch(lines: list[str]) -> None:
    """A batch that was begun is ended, with as many messages as it says (BTS-1)."""
    for begin, end in _ENDS.items():
        if sum(line.startswith(begin) for line in lines) > sum(line.startswith(end) for line in lines):
            raise Unreadable(Fault.TRUNCATED, Spot("HL7", "", len(lines), end))
    said = [line[4:].split("|")[0].strip() for line in lines if line.startswith("BTS")]
    counts = [int(count) for count in said if count.isascii() and count.isdigit() and len(count) < 8]
    there = sum(line.startswith("MSH") for line in lines)
    if counts and len(counts) == len(said) and sum(counts) > there:
        raise Unreadable(Fault.TRUNCATED, Spot("HL7", str(there), len(lines), "BTS-1"))


def _parts(lines: list[str]) -> list[list[str]]:
    parts: list[list[str]] = []
    for line in lines:
        if line.startswith("MSH"):
            parts.append([line])
        elif parts and line[:3] not in ("FHS", "BHS", "BTS", "FTS"):
            parts[-1].append(line)
    if not parts:
        raise Unreadable(Fault.TRUNCATED, Spot("HL7", "1", 1, "MSH"))
    return parts


def _check_end(text: str, parts: list[list[str]]) -> None:
    """An OBX that breaks off before its status (OBX-11), at the very end of the file, was cut."""
    last = parts[-1][-1]
    cut = (
        last.startswith("OBX")
        and not text.endswith(("\r", "\n"))
        and last.count(parts[-1][0][3:4] or "|") < 11
    )
    if cut:
        raise Unreadable(Fault.TRUNCATED, Spot("HL7", str(len(parts)), len(parts[-1]), "OBX-11"))


def _taken_apart(number: int, lines: list[str]) -> Message:
    """Let the library split a message by the marks that its MSH names."""
    import hl7

    try:
        message = hl7.parse("\r".join(lines))
        return [[_field(field, lines[0][3:8]) for field in segment] for segment in message]
    except (
        hl7.HL7Exception,
        ValueError,
        IndexError,
        KeyError,
        TypeError,
        AttributeError,
        AssertionError,
    ) as broken:
        raise Unreadable(FileFault.BROKEN, Spot("HL7", str(number), 1, "MSH")) from broken


def _field(field: object, marks: str) -> list[list[str]]:
    """Give repetitions and components as plain text (the library's own unescaping logs what it reads)."""
    import hl7

    if not isinstance(field, hl7.Field):
        return [[str(field)]]
    repetitions = [one if isinstance(one, hl7.Repetition) else [one] for one in field]
    return [[_unescaped(str(part), marks) for part in one] for one in repetitions]


def _unescaped(text: str, marks: str) -> str:
    """Read the escaped marks F, S, R, E, T and line breaks; an escape of another kind stays as it is."""
    if "\\" not in text:
        return text
    plain = dict(zip("FSRET", marks, strict=False)) | {".br": " "}
    return _ESCAPE.sub(lambda found: plain[found[1]], text)
