"""Forms of a booking."""

from __future__ import annotations

from webapp.exams.presenters.booking import REASON_WORDS
from webapp.kernel.choosing import RadioField
from webapp.kernel.forms import Form, needed
from webapp.kernel.i18n import lazy


class CancelForm(Form):
    """Why a booking is given up."""

    reason = RadioField(
        lazy("Why do you give it up?"),
        choices=[(reason.value, words) for reason, words in REASON_WORDS.items()],
        validators=[needed()],
    )
