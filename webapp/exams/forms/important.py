"""Forms of important results."""

from __future__ import annotations

from wtforms import TextAreaField

from webapp.exams.presenters.important import ACT_WORDS
from webapp.exams.rules.important import BY_HAND
from webapp.kernel.choosing import RadioField
from webapp.kernel.forms import Form, at_most, needed, stripped
from webapp.kernel.i18n import lazy


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
