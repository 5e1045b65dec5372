"""The room's forms."""

from __future__ import annotations

from wtforms import TextAreaField

from webapp.kernel.forms import Form, at_most, needed, stripped
from webapp.kernel.i18n import lazy


class ReviewForm(Form):
    """A comment for the client; numbers cannot be changed."""

    comment = TextAreaField(
        lazy("A word to the client (you may leave this empty)"),
        filters=[stripped],
        validators=[at_most(2000)],
    )


class AlertForm(Form):
    """What was done about a critical value."""

    note = TextAreaField(
        lazy("What was done: whom you reached, when, what was agreed"),
        filters=[stripped],
        validators=[needed(), at_most(1000)],
    )
