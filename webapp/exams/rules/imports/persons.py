"""The facts of a person as files write them: ID number, phone, name, dates (X1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from webapp.exams.rules.imports.document import Fault, Identity
from webapp.toolbox.sheets import Spot, read_date

_ID_SHAPE = re.compile(r"^[1-9][0-9]{16}[0-9Xx]$")
Facts = Mapping[str, tuple[str, Spot]]


def identity_of(facts: Facts) -> tuple[Identity, list[tuple[Fault, Spot]]]:
    """Give whom the facts name; a date that cannot be read is a fault of the whole row."""
    dates: dict[str, date | None] = {}
    faults: list[tuple[Fault, Spot]] = []
    for fact in ("birth_date", "exam_day"):
        text, spot = facts.get(fact, ("", Spot()))
        dates[fact] = read_date(text)
        if text and dates[fact] is None:
            faults.append((Fault.BAD_DATE, spot))
    id_number, phone, name = (facts.get(fact, ("",))[0] for fact in ("id_number", "phone", "name"))
    return Identity(id_number, phone, name, dates["birth_date"], dates["exam_day"]), faults


def looks_like_id(text: str) -> bool:
    """Tell whether a text has the shape of a resident ID number; the check digit is another matter."""
    return bool(_ID_SHAPE.match(text))
