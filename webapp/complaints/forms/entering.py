"""The form of a complaint that staff write down for a client."""

from __future__ import annotations

from wtforms import BooleanField, StringField, TextAreaField

from webapp.complaints.forms.client import STORY, WhatForm, WhoForm
from webapp.complaints.forms.desk import CHOOSE
from webapp.complaints.presenters.words import CHANNELS
from webapp.complaints.rules.entering import SPOKEN, Channel
from webapp.kernel.choosing import RadioField
from webapp.kernel.forms import at_most, needed, stripped
from webapp.kernel.i18n import lazy


class EnteredForm(WhatForm, WhoForm):
    """Everything on one page: the client is on the telephone or stands at the desk."""

    channel = RadioField(
        lazy("How did it reach us?"),
        choices=[(one.value, CHANNELS[one]) for one in SPOKEN],
        validators=[needed(CHOOSE)],
    )
    caller = StringField(
        lazy("Who spoke, if it was not the client"), filters=[stripped], validators=[at_most(80)]
    )
    story = TextAreaField(
        lazy("What the client says"), filters=[stripped], validators=[needed(), at_most(STORY)]
    )
    confidential = BooleanField(lazy("The employee is not to know who the client is"))

    @property
    def heard(self) -> Channel:
        """How it reached us."""
        return Channel(self.channel.data)
