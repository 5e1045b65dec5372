"""What staff change of sessions and days; who it concerns is agreed to by number (B9)."""

from __future__ import annotations

from typing import Any

from wtforms import DateField, Field, IntegerField, StringField, ValidationError

from webapp.kernel.forms import Form, in_days, line, needed, whole
from webapp.kernel.i18n import _, lazy


class TakingBackForm(Form):
    """Why places are taken back; `sure` is the number of people that was agreed to."""

    reason = line(lazy("Reason, as the people concerned read it"), 200, must=False)
    sure = StringField()

    def agreed(self) -> dict[str, Any]:
        """Give the reason, and how many people may be concerned at most, as the services take them."""
        text = self.sure.data or ""
        most = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
        return {"reason": self.reason.data or "", "most": most}


class PlacesForm(TakingBackForm):
    """Another number of places."""

    capacity = IntegerField(lazy("Places"), whole(0, 500))


class CloseDaysForm(TakingBackForm):
    """Days on which the institution takes nobody."""

    first_day = DateField(lazy("Closed from"), [needed(), in_days(0, 400)])
    last_day = DateField(lazy("Closed until"), [needed(), in_days(0, 400)])

    def validate_last_day(self, field: Field) -> None:
        """Days run forwards."""
        if field.data and self.first_day.data and field.data < self.first_day.data:
            raise ValidationError(_("The last day must not lie before the first."))
