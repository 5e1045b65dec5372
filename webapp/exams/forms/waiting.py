"""For which days somebody waits (B8)."""

from __future__ import annotations

from wtforms import DateField, Field, ValidationError

from webapp.exams.rules.timetable import HORIZON
from webapp.kernel.forms import Form, in_days, needed
from webapp.kernel.i18n import _, lazy


class LineUpForm(Form):
    """The first and the last day that would suit."""

    first_day = DateField(lazy("First day"), [needed(), in_days(0, HORIZON.days)])
    last_day = DateField(lazy("Last day"), [needed(), in_days(0, HORIZON.days)])

    def validate_last_day(self, field: Field) -> None:
        """Days run forwards."""
        if not field.errors and self.first_day.data and field.data < self.first_day.data:
            raise ValidationError(_("The last day must not lie before the first."))
