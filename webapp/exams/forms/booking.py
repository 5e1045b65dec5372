"""Forms of a booking."""

from __future__ import annotations

from wtforms import TextAreaField

from webapp.exams.presenters.booking import REASON_WORDS
from webapp.kernel.choosing import RadioField
from webapp.kernel.forms import Form, at_most, needed, stripped
from webapp.kernel.i18n import lazy


class CancelForm(Form):
    """Why a booking is given up."""

    reason = RadioField(
        lazy("Why do you give it up?"),
        choices=[(reason.value, words) for reason, words in REASON_WORDS.items()],
        validators=[needed()],
    )


class AskForm(Form):
    """A few words to the branch with a request after the cut-off."""

    words = TextAreaField(
        lazy("A few words for your branch, if you like"), filters=[stripped], validators=[at_most(200)]
    )
