"""The room's forms."""

from __future__ import annotations

from wtforms import DateField, StringField, TextAreaField

from webapp.assessments.rules.status import Way
from webapp.kernel.choosing import RadioField
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


WAYS = {
    Way.PRINTED.value: lazy("On paper, by hand"),
    Way.POST.value: lazy("By post"),
    Way.ELECTRONIC.value: lazy("As a file"),
}


class DeliveryForm(Form):
    """How a released report was handed over."""

    way = RadioField(lazy("How it was handed over"), choices=list(WAYS.items()), validators=[needed()])
    delivered_on = DateField(lazy("On which day"), validators=[needed()])
    to_whom = StringField(lazy("To whom"), filters=[stripped], validators=[needed(), at_most(80)])
