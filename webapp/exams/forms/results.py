"""The result sheet, its check, and corrections of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, StringField, TextAreaField

from webapp.exams.rules.catalogue import PackageItem, lab_items
from webapp.exams.rules.imports.pasted import read_pasted
from webapp.exams.rules.sheet import Typed
from webapp.exams.services import Filled
from webapp.kernel.errors import BadInput
from webapp.kernel.forms import Form, at_most, needed, stripped
from webapp.kernel.i18n import lazy


def read_sheet_form(posted: MultiDict[str, str]) -> Filled:
    """Read a result sheet: `v-CODE` figure or choice, `u-CODE` unit, `w-CODE` words, `nd` package items
    not done, `revision`.

    Raises BadInput naming a field that no sheet has.
    """
    lines: dict[str, Typed] = {}
    for field in posted:
        if field.startswith("v-"):
            code = field[2:]
            if code not in lab_items():
                raise BadInput(field)
            lines[code] = Typed(posted[field], posted.get(f"u-{code}", ""), posted.get(f"w-{code}", ""))
    return Filled(lines=lines, not_done=frozenset(posted.getlist("nd")), revision=read_revision(posted))


def with_pasted(filled: Filled, items: Iterable[PackageItem], pasted: str) -> tuple[Filled, list[str]]:
    """Lay what was pasted over what was typed; gives the names that belong to no line as well."""
    codes = [code for item in items if item.code not in filled.not_done for code in item.lab_items]
    lines, unread = read_pasted(pasted, codes)
    return replace(filled, lines={**filled.lines, **lines}), unread


def read_revision(posted: MultiDict[str, str]) -> int:
    """Read which state of a report the page showed. Raises BadInput."""
    text = posted.get("revision", "0")
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise BadInput("revision")
    return int(text)


class SendBackForm(Form):
    """Why a report goes back to who entered it."""

    note = TextAreaField(
        lazy("What has to be checked?"), filters=[stripped], validators=[needed(), at_most(500)]
    )


class CorrectForm(Form):
    """What a line of a verified report should say instead, and why."""

    text = StringField(lazy("It should say"), filters=[stripped])
    unit = StringField(lazy("Unit"), validators=[at_most(20)])
    words = TextAreaField(lazy("Finding in words"), filters=[stripped], validators=[at_most(2000)])
    not_done = BooleanField(lazy("It was not carried out at all"))
    reason = TextAreaField(
        lazy("Reason, which the client reads"),
        filters=[stripped],
        validators=[needed(), at_most(500)],
    )


class RefuseForm(Form):
    """Why a correction is refused."""

    because = TextAreaField(
        lazy("Why is nothing corrected?"), filters=[stripped], validators=[needed(), at_most(300)]
    )
