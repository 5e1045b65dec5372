"""Forms of readings between exams."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from wtforms import DateField, TimeField
from wtforms.validators import ValidationError

from webapp.exams.presenters.figures import SOURCES
from webapp.exams.presenters.home import DOUBT_WORDS
from webapp.exams.rules.home import CODES, Kind, when_problem
from webapp.exams.rules.sheet import Typed
from webapp.kernel import clock
from webapp.kernel.choosing import RadioField
from webapp.kernel.forms import Form, needed
from webapp.kernel.i18n import lazy
from webapp.records.rules import Source


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
