"""Why a file or a person in it is refused, and where, in words (X1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from webapp.exams.rules.imports.document import Fault
from webapp.kernel.i18n import _, lazy
from webapp.kernel.sheets import words
from webapp.kernel.sheets.words import FILE_WORDS
from webapp.toolbox.sheets import FileFault, Spot

FAULT_WORDS: Mapping[StrEnum, str] = {
    **FILE_WORDS,
    FileFault.EMPTY: lazy("There are no results in this file."),
    FileFault.TOO_MANY: lazy("There are more rows than one file may hold (5000 people). Please split it."),
    FileFault.UNKNOWN_KIND: lazy("This is no XLSX workbook, CSV table, FHIR bundle or HL7 file."),
    FileFault.BOMB: lazy("The file unpacks to far more than results need, so it was not opened."),
    Fault.NO_PERSON_COLUMN: lazy(
        "Nothing says whose results these are. The ID number is needed, or phone, name and date of birth."
    ),
    Fault.BROKEN_JSON: lazy("The file breaks off or is damaged here: it is no readable JSON."),
    Fault.NOT_A_BUNDLE: lazy("This JSON is no FHIR bundle."),
    Fault.NO_PATIENT: lazy("Nothing says whose result this is: the patient is missing."),
    Fault.NOT_RESULTS: lazy("This message carries no results (ORU^R01)."),
    Fault.TRUNCATED: lazy("The file breaks off here. Please send it again, whole."),
    Fault.TOO_LITTLE_TO_MATCH: lazy(
        "A name alone is never enough. The ID number is needed, or phone, name and date of birth."
    ),
    Fault.BAD_ID_NUMBER: lazy("The ID number cannot be right: its check digit does not fit."),
    Fault.BAD_DATE: lazy("This date cannot be read. Write it like 2026-12-03."),
    Fault.NOBODY: lazy("Nobody with these details is booked at this institution."),
    Fault.SEVERAL: lazy("More than one person fits these details."),
    Fault.NAME_DIFFERS: lazy("The ID number is known here under another name."),
    Fault.BIRTH_DIFFERS: lazy("The ID number is known here with another date of birth."),
    Fault.OTHER_DAY: lazy("This person had no exam here in the month before that date."),
    Fault.NOT_CHECKED_IN: lazy("This person is booked but was not checked in."),
    Fault.NOT_AGREED: lazy("This client has not agreed that we get the exam report."),
    Fault.TWICE: lazy("The same person stands in the file twice. Only the first time is taken."),
}


def refusal_words(fault: StrEnum, spot: Spot) -> str:
    """Say why a whole file is refused, and where."""
    return words.refusal_words(str(FAULT_WORDS[fault]), spot_words(spot))


def spot_of(held: Sequence[Any]) -> Spot:
    """Give a spot as a sealed row keeps it."""
    return Spot(*held)


def spot_words(spot: Spot) -> str:
    """Say where something stands, as the sender of the file finds it."""
    if spot.kind == "TABLE":
        return words.table_spot(spot)
    if spot.kind == "HL7":
        return _in_message(spot)
    if spot.kind == "TEXT":
        return _("line %(row)s, place %(column)s", row=spot.row, column=spot.column)
    return _in_bundle(spot) if spot.kind == "FHIR" else ""


def _in_message(spot: Spot) -> str:
    parts = [_("message %(n)s", n=spot.part)] if spot.part else []
    parts += [_("segment %(row)s", row=spot.row)] if spot.row else []
    return _(", ").join([*parts, spot.column] if spot.column else parts)


def _in_bundle(spot: Spot) -> str:
    entry = _("entry %(row)s", row=spot.row)
    return _(", ").join([entry, spot.column]) if spot.column else entry
