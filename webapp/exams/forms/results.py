"""The room's forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from werkzeug.datastructures import FileStorage, MultiDict
from wtforms import BooleanField, DateField, StringField, TextAreaField, TimeField
from wtforms.validators import ValidationError

from webapp.exams.imports.files import MOST_BYTES
from webapp.exams.presenters.booking import REASON_WORDS
from webapp.exams.presenters.figures import SOURCES
from webapp.exams.presenters.home import DOUBT_WORDS
from webapp.exams.presenters.important import ACT_WORDS
from webapp.exams.rules.catalogue import PackageItem, lab_items
from webapp.exams.rules.home import CODES, Kind, when_problem
from webapp.exams.rules.important import BY_HAND
from webapp.exams.rules.imports.pasted import read_pasted
from webapp.exams.rules.sheet import Typed
from webapp.exams.services import Filled, Upload
from webapp.kernel import clock
from webapp.kernel.choosing import RadioField
from webapp.kernel.errors import BadInput
from webapp.kernel.forms import Form, at_most, needed, stripped
from webapp.kernel.i18n import lazy
from webapp.records.rules import Source


class CancelForm(Form):
    """Why a booking is given up."""

    reason = RadioField(
        lazy("Why do you give it up?"),
        choices=[(reason.value, words) for reason, words in REASON_WORDS.items()],
        validators=[needed()],
    )


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


class WithdrawForm(Form):
    """Why a file of an original report is taken back."""

    because = TextAreaField(
        lazy("Why is it taken back?"), filters=[stripped], validators=[needed(), at_most(300)]
    )


class CorrectForm(Form):
    """What a line of a verified report should say instead, and why."""

    text = StringField(lazy("It should say"), filters=[stripped])
    unit = StringField(lazy("Unit"), validators=[at_most(20)])
    words = TextAreaField(lazy("Finding in words"), filters=[stripped], validators=[at_most(2000)])
    not_done = BooleanField(lazy("It was not carried out at all"))
    reason = TextAreaField(
        lazy("Why is it corrected? The client reads this."),
        filters=[stripped],
        validators=[needed(), at_most(500)],
    )


class RefuseForm(Form):
    """Why a correction is refused."""

    because = TextAreaField(
        lazy("Why is nothing corrected?"), filters=[stripped], validators=[needed(), at_most(300)]
    )


class WhenForm(Form):
    """When a reading was taken, by the clocks of the company."""

    day = DateField(lazy("Day"), [needed()])
    time = TimeField(lazy("Time"), [needed()])

    @property
    def source(self) -> Source:
        """Where it was taken: the client reads at home."""
        return Source.HOME

    @property
    def taken_at(self) -> datetime:
        """Give the moment of a valid form."""
        day, time = self.day.data, self.time.data
        if day is None or time is None:
            raise ValueError("not a valid form")
        return datetime.combine(day, time, clock.zone(clock.HOME_ZONE))

    def validate_day(self, field: DateField) -> None:
        """A reading lies in the past, but not more than a year."""
        if field.data is None or self.time.data is None:
            return
        if problem := when_problem(self.taken_at, clock.now()):
            raise ValidationError(str(DOUBT_WORDS[problem]))


class StaffWhenForm(WhenForm):
    """Staff also say where it was taken."""

    where = RadioField(
        lazy("Where was it measured?"),
        choices=[(name, words) for name, words in SOURCES.items()],
        default=Source.HOME.value,
        validators=[needed()],
    )

    @property
    def source(self) -> Source:
        """Where it was taken, as the staff member said."""
        return Source(self.where.data)


def read_typed(kind: Kind, posted: Mapping[str, str]) -> dict[str, Typed]:
    """Read the figures of a reading: `v-CODE` and, where there is a choice, `u-CODE`."""
    return {code: Typed(posted.get(f"v-{code}", ""), posted.get(f"u-{code}", "")) for code in CODES[kind]}


class StepForm(Form):
    """What was done about an important result."""

    act = RadioField(
        lazy("What was done?"),
        choices=[(act.value, ACT_WORDS[act]) for act in BY_HAND],
        validators=[needed()],
    )
    words = TextAreaField(
        lazy("Who was reached, what was said"), filters=[stripped], validators=[needed(), at_most(500)]
    )


def read_upload(file: FileStorage | None) -> Upload:
    """Read the result file of a request; no file is an empty one. One byte more than allowed is enough to know."""
    if file is None:
        return Upload("", b"")
    content = file.stream.read(MOST_BYTES + 1)
    file.stream.seek(0)  # the key of a form that is sent twice is compared with its files
    name = (file.filename or "").replace("\\", "/").rpartition("/")[2]
    return Upload("".join(letter for letter in name if letter.isprintable())[:80], content)


def read_columns(posted: MultiDict[str, str]) -> dict[str, str]:
    """Read what columns mean: `t-N` the title, `c-N` the choice, empty where it is left for later."""
    chosen = {field[2:]: posted[field] for field in posted if field.startswith("c-") and posted[field]}
    return {posted.get(f"t-{n}", ""): choice for n, choice in chosen.items() if posted.get(f"t-{n}")}
