"""HL7 v2 ORU^R01 messages, taken apart already: PID says whose, OBR when, OBX what (X1).

Source: HL7 v2.5.1 chapters 3 and 7. A segment is a list of fields counted as HL7 counts, a field a list
of repetitions, a repetition a list of components.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from webapp.exams.rules.imports.coded import Code, item_of, note_unknown
from webapp.exams.rules.imports.document import MOST_TEXT, Document, Entry, Fault, Record, gathered, limited
from webapp.exams.rules.imports.persons import identity_of, looks_like_id
from webapp.exams.rules.imports.titles import Memory
from webapp.toolbox.sheets import Spot, Unreadable

Field = Sequence[Sequence[str]]
Segment = Sequence[Field]
Message = Sequence[Segment]
_ID_TYPES = frozenset({"NI", "NN", "NNCHN", "ID", "IDCARD"})
_FEWEST_OBX = 6


def read_messages(messages: Sequence[Message], memory: Memory) -> Document:
    """Read the messages of a file; several about one person are one record. Raises Unreadable."""
    document = Document()
    people = (_record(str(n), message, document, memory) for n, message in enumerate(messages, 1))
    document.records = list(limited(gathered(people)))
    return document


def _record(number: str, message: Message, document: Document, memory: Memory) -> Record:
    spot = Spot("HL7", number, 1)
    if [text(message[0], 9, 0), text(message[0], 9, 1)] != ["ORU", "R01"]:
        raise Unreadable(Fault.NOT_RESULTS, spot.at("MSH-9"))
    at = next((n for n, segment in enumerate(message) if name(segment) == "PID"), None)
    if at is None:
        raise Unreadable(Fault.NO_PATIENT, spot)
    identity, faults = identity_of(dict(_facts(message, at, number)))
    record = Record(Spot("HL7", number, at + 1), identity, faults=faults)
    record.entries = list(_entries(number, message, document, memory))
    return record


def _facts(message: Message, at: int, number: str) -> Iterator[tuple[str, tuple[str, Spot]]]:
    pid, spot = message[at], Spot("HL7", number, at + 1)
    yield "id_number", (_id_number(pid), spot.at("PID-3"))
    yield "name", (text(pid, 5, 0) + text(pid, 5, 1), spot.at("PID-5"))
    yield "birth_date", (text(pid, 7), spot.at("PID-7"))
    yield "phone", (text(pid, 13) or text(pid, 13, 11), spot.at("PID-13"))
    for n, segment in enumerate(message):
        if name(segment) == "OBR":
            yield "exam_day", (text(segment, 7), Spot("HL7", number, n + 1, "OBR-7"))
            return


def _id_number(pid: Segment) -> str:
    given = [repetition for index in (3, 2, 4) for repetition in _field(pid, index)]
    typed = [one[0] for one in given if len(one) > 4 and one[4] in _ID_TYPES]
    alike = [one[0] for one in [*given, [text(pid, 19)]] if one and looks_like_id(one[0])]
    return next(iter(typed + alike), "")


def _entries(number: str, message: Message, document: Document, memory: Memory) -> Iterator[Entry]:
    for n, segment in enumerate(message):
        if name(segment) != "OBX":
            continue
        spot = Spot("HL7", number, n + 1)
        if len(segment) < _FEWEST_OBX:
            raise Unreadable(Fault.TRUNCATED, spot.at("OBX-5"))
        codes = [
            Code(text(segment, 3, 2), text(segment, 3, 0), text(segment, 3, 1)),
            Code(text(segment, 3, 5), text(segment, 3, 3), text(segment, 3, 4)),
        ]
        item, said = item_of(codes, memory), _value(segment)
        if item is None and said:
            note_unknown(document, codes, spot.at("OBX-3"))
        elif item and (said or text(segment, 11) == "X"):
            yield _entry(segment, spot.at("OBX-5"), item, said)


def _entry(segment: Segment, spot: Spot, item: str, said: str) -> Entry:
    return Entry(
        spot,
        item,
        said,
        unit=text(segment, 6),
        range=text(segment, 7),
        mark=text(segment, 8),
        status=text(segment, 11).upper(),
    )


def _value(segment: Segment) -> str:
    kind, value = text(segment, 2), _field(segment, 5)
    if kind == "SN":
        return "".join(value[0][:2]) if value else ""
    if kind in ("CE", "CWE", "CNE"):
        return text(segment, 5, 1) or text(segment, 5, 0)
    return "; ".join(" ".join(part for part in repetition if part) for repetition in value)[
        :MOST_TEXT
    ].strip()


def name(segment: Segment) -> str:
    """Give a segment's name."""
    return text(segment, 0)


def _field(segment: Segment, index: int) -> Field:
    return segment[index] if index < len(segment) else ()


def text(segment: Segment, index: int, component: int = 0) -> str:
    """Give one component of a field's first repetition; "" where there is none, or HL7's null."""
    field = _field(segment, index)
    if not field or component >= len(field[0]):
        return ""
    found = field[0][component].strip()[:MOST_TEXT]
    return "" if found == '""' else found
