"""Why a file or a person in it is refused, and where, in words (X1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from webapp.exams.rules.imports.document import Fault, Spot
from webapp.kernel.i18n import _, lazy

FAULT_WORDS = {
    Fault.EMPTY: lazy("There are no results in this file."),
    Fault.TOO_LARGE: lazy("The file is larger than 10 MB. Please split it."),
    Fault.TOO_MANY: lazy("There are more rows than one file may hold (5000 people). Please split it."),
    Fault.UNKNOWN_KIND: lazy("This is no XLSX workbook, CSV table, FHIR bundle or HL7 file."),
    Fault.OLD_WORKBOOK: lazy("This is an old workbook (XLS). Please save it as XLSX."),
    Fault.ENCRYPTED: lazy("The workbook is locked with a password. Please send it without one."),
    Fault.BOMB: lazy("The file unpacks to far more than results need, so it was not opened."),
    Fault.BROKEN: lazy("The file is damaged here and cannot be read."),
    Fault.FORMULA: lazy("This cell calculates its value. Please paste the values only and save again."),
    Fault.NOT_TEXT: lazy("The letters of this file cannot be read. Please save it as UTF-8 or GB 18030."),
    Fault.NO_HEAD: lazy("No row of column titles was found in the first ten rows."),
    Fault.NO_PERSON_COLUMN: lazy(
        "Nothing says whose results these are. The ID number is needed, or phone, name and date of birth."
    ),
    Fault.TITLE_TWICE: lazy("Two columns mean the same thing. Please leave one of them out."),
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


def refusal_words(fault: Fault, spot: Spot) -> str:
    """Say why a whole file is refused, and where."""
    where = spot_words(spot)
    words = str(FAULT_WORDS[fault])
    return _("%(label)s: %(message)s", label=where, message=words) if where else words


def spot_of(held: Sequence[Any]) -> Spot:
    """Give a spot as a sealed row keeps it."""
    return Spot(*held)


def spot_words(spot: Spot) -> str:
    """Say where something stands, as the sender of the file finds it."""
    if spot.kind == "TABLE":
        return _in_table(spot)
    if spot.kind == "HL7":
        return _in_message(spot)
    if spot.kind == "TEXT":
        return _("line %(row)s, place %(column)s", row=spot.row, column=spot.column)
    return _in_bundle(spot) if spot.kind == "FHIR" else ""


def _in_table(spot: Spot) -> str:
    parts = [_("sheet %(name)s", name=spot.part)] if spot.part else []
    parts += [_("row %(row)s", row=spot.row)] if spot.row else []
    parts += [_("column %(column)s", column=spot.column)] if spot.column else []
    return _(", ").join(parts)


def _in_message(spot: Spot) -> str:
    parts = [_("message %(n)s", n=spot.part)] if spot.part else []
    parts += [_("segment %(row)s", row=spot.row)] if spot.row else []
    return _(", ").join([*parts, spot.column] if spot.column else parts)


def _in_bundle(spot: Spot) -> str:
    entry = _("entry %(row)s", row=spot.row)
    return _(", ").join([entry, spot.column]) if spot.column else entry
