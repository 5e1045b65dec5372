"""Forms of the result desk: asking for reports, handing them over."""

from __future__ import annotations

from wtforms import BooleanField, DateField, Field, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError

from webapp.exams.presenters.chasing import FORM_WORDS, OUTCOME_WORDS, RECEIVER_WORDS, WAY_WORDS
from webapp.kernel import clock
from webapp.kernel.choosing import RadioField
from webapp.kernel.forms import Form, at_most, needed, stripped
from webapp.kernel.i18n import _, lazy


class ChaseForm(Form):
    """Who was asked for a report, and what came of it."""

    way = RadioField(lazy("How did you ask?"), choices=list(WAY_WORDS.items()), validators=[needed()])
    whom = StringField(
        lazy("Whom did you reach or try?"), filters=[stripped], validators=[needed(), at_most(80)]
    )
    outcome = RadioField(lazy("What came of it?"), choices=list(OUTCOME_WORDS.items()), validators=[needed()])
    promised_for = DateField(lazy("Promised for"), [Optional()])
    words = TextAreaField(lazy("Remark (optional)"), filters=[stripped], validators=[at_most(300)])


class DeliveryForm(Form):
    """How, when and to whom a report was handed over."""

    form = RadioField(lazy("How?"), choices=list(FORM_WORDS.items()), validators=[needed()])
    receiver = RadioField(lazy("To whom?"), choices=list(RECEIVER_WORDS.items()), validators=[needed()])
    to_name = StringField(lazy("Name of who took it"), filters=[stripped], validators=[at_most(80)])
    sealed = BooleanField(lazy("In a sealed envelope with the client's name"))
    delivered_on = DateField(lazy("On"), [needed()])

    def validate_delivered_on(self, field: Field) -> None:
        """What is handed over was handed over today or before."""
        if field.data and field.data > clock.today():
            raise ValidationError(_("This day is still to come."))
