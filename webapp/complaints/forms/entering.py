"""The form of a complaint that staff write down for a client."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError

from webapp.complaints.forms.client import NOBODY, STORY, WhatForm, WhoForm
from webapp.complaints.forms.desk import CHOOSE
from webapp.complaints.presenters.words import CHANNELS
from webapp.complaints.rules.categories import Category, Kind
from webapp.complaints.rules.entering import SPOKEN, Channel
from webapp.kernel.choosing import RadioField
from webapp.kernel.forms import at_most, needed, stripped
from webapp.kernel.i18n import _, lazy


class EnteredForm(WhatForm, WhoForm):
    """Everything on one page: the client is on the telephone or stands at the desk."""

    who = RadioField(lazy("Whom does the client speak of?"), validators=[needed(CHOOSE)])
    kind = RadioField(
        lazy("What is it?"),
        choices=[(Kind.COMPLAINT.value, lazy("A complaint")), (Kind.SUGGESTION.value, lazy("A suggestion"))],
        default=Kind.COMPLAINT.value,
    )
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
    in_order = ("kind", "channel", "caller", "who", "category", "happened_on", "story", "confidential")

    def validate(self, extra_validators: Any = None) -> bool:
        """Check all fields; a suggestion takes the short way, so two of them may stay empty."""
        if self.suggests:
            self.who.validators = self.category.validators = (Optional(),)
        return super().validate(extra_validators)

    def validate_who(self, field: RadioField) -> None:
        """Refuse a suggestion about somebody: it never touches an employee (§1)."""
        if self.suggests and field.data not in (None, "", NOBODY):
            raise ValidationError(
                _("A suggestion names nobody. Choose nobody in particular, or take it in as a complaint.")
            )

    @property
    def suggests(self) -> bool:
        """Whether it is a suggestion."""
        return bool(self.kind.data == Kind.SUGGESTION.value)

    @property
    def subject(self) -> Category:
        """What it is about: a suggestion is about nothing in particular, as the client's own is."""
        return Category.OTHER if self.suggests else self.chosen

    @property
    def heard(self) -> Channel:
        """How it reached us."""
        return Channel(self.channel.data)
