"""How long the clocks of complaints are, as a form: one number for each, and from which day on."""

from __future__ import annotations

from datetime import date

from wtforms import DateField, IntegerField

from webapp.complaints.rules import lengths
from webapp.complaints.rules.lengths import Lengths
from webapp.kernel.forms import Form, in_days, needed, whole
from webapp.kernel.i18n import _, lazy


def _days(name: str, label: str) -> IntegerField:
    return IntegerField(label, whole(1, lengths.most(name)))


class LengthsForm(Form):
    """All lengths, in the order in which a case meets them."""

    ack = _days("ack", lazy("A complaint is taken up"))
    result = _days("result", lazy("Result, simple matter"))
    complex = _days("complex", lazy("Result, complex matter"))
    extension = _days("extension", lazy("More time, once, at most"))
    window = _days("window", lazy("The client can appeal"))
    reply = _days("reply", lazy("Employee’s reply, from serving"))
    appeal = _days("appeal", lazy("An appeal is decided"))
    review = _days("review", lazy("A standby is reviewed, each time"))
    standby = _days("standby", lazy("A standby lapses if not renewed"))
    valid_from = DateField(lazy("For what comes in from"), [needed(), in_days(-1, 400)])

    def given(self) -> tuple[Lengths, date] | None:
        """Give what was typed and its first day; None where it cannot be meant, with the sentence at its field."""
        if not self.validate() or self.valid_from.data is None:
            return None
        found = Lengths(**{name: self[name].data for name in lengths.NAMES})
        faulty = lengths.faulty(found)
        if faulty:
            self.add_error(faulty, _TOGETHER[faulty]())
        return None if faulty else (found, self.valid_from.data)


_TOGETHER = {
    "complex": lambda: _("A complex matter cannot be promised sooner than a simple one."),
    "standby": lambda: _("A standby cannot lapse before its first review."),
}
