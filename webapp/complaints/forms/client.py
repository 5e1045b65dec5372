"""Forms of clients and respondents."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, DateField, MultipleFileField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError

from webapp.complaints.forms.desk import CHOOSE
from webapp.complaints.forms.files import FilesForm
from webapp.complaints.presenters.words import CATEGORIES, MARKS
from webapp.complaints.rules.categories import Category
from webapp.kernel import clock, security
from webapp.kernel.choosing import RadioField, SelectField
from webapp.kernel.forms import Form, at_most, needed, stripped
from webapp.kernel.i18n import _, lazy

NOBODY = "nobody"
STORY = 4000  # letters


class WhoForm(Form):
    """Step 1: whom it is about. `offer` gives the people who served her."""

    who = RadioField(lazy("Who is it about?"), validators=[needed(CHOOSE)])

    def offer(self, people: Sequence[tuple[str, str, str]]) -> WhoForm:
        """Offer people as (id, name, in which capacity), and nobody in particular."""
        nobody = (NOBODY, _("Nobody in particular, or I do not know"))
        self.who.choices = [(one, f"{name} · {capacity}") for one, name, capacity in people] + [nobody]
        return self


class WhatForm(Form):
    """Step 2: what it is about and when it happened."""

    category = RadioField(
        lazy("What is it about?"),
        choices=[(one.value, words) for one, words in CATEGORIES.items()],
        validators=[needed(CHOOSE)],
    )
    happened_on = DateField(lazy("When did it happen? You may leave this empty"), validators=[Optional()])

    def validate_happened_on(self, field: DateField) -> None:
        """Refuse a day to come, or one nobody can still look into."""
        if field.data and field.data > clock.today():
            raise ValidationError(_("This day is still to come. Please check it."))
        if field.data and field.data.year < 2000:
            raise ValidationError(_("Please check the year."))

    @property
    def chosen(self) -> Category:
        """The category chosen."""
        return Category(self.category.data)


class StoryForm(FilesForm):
    """Step 3: in her own words."""

    story = TextAreaField(lazy("What happened?"), filters=[stripped], validators=[needed(), at_most(STORY)])
    confidential = BooleanField(lazy("Do not tell the employee who I am"))


class WholeForm(WhoForm, WhatForm, StoryForm):
    """All three steps at once, as a phone's outbox sends them: as JSON, or with photos as a form."""

    @classmethod
    def read_sent(cls) -> WholeForm:
        """Make the form from what was sent."""
        if not request.is_json:
            return cls.read()
        sent = security.posted_json()
        texts = sent if isinstance(sent, dict) else {}
        return cls(MultiDict({name: words for name, words in texts.items() if isinstance(words, str)}))


class AnonymousForm(WhatForm, FilesForm):
    """Everything on one page, without a name: it is kept nowhere before it is sent. `offer` gives the branches."""

    branch = SelectField(lazy("Which branch is it about?"), validators=[needed(CHOOSE)])
    story = TextAreaField(lazy("What happened?"), filters=[stripped], validators=[needed(), at_most(STORY)])
    files = MultipleFileField(lazy("Photos or papers, if they help"))

    def offer(self, branches: Sequence[tuple[str, str]]) -> AnonymousForm:
        """Offer the branches as (id, name)."""
        self.branch.choices = [("", _("Please choose")), *branches]
        return self


class TrackForm(Form):
    """The tracking code of a case that was told without a name."""

    code = StringField(lazy("Your tracking code"), filters=[stripped], validators=[needed(), at_most(40)])


class SuggestionForm(Form):
    """A suggestion, in her own words."""

    story = TextAreaField(
        lazy("What could be better?"), filters=[stripped], validators=[needed(), at_most(STORY)]
    )


class AnswerForm(Form):
    """The answer to a handler's question."""

    words = TextAreaField(lazy("Your answer"), filters=[stripped], validators=[needed(), at_most(STORY)])


class CorrectForm(Form):
    """What is wrong with what staff wrote down for her."""

    words = TextAreaField(
        lazy("What is wrong, and how was it?"), filters=[stripped], validators=[needed(), at_most(STORY)]
    )


class AcceptForm(Form):
    """Agree with the result, and how the handling was."""

    satisfaction = RadioField(
        lazy("How was this handled? You may leave this empty"),
        choices=[(str(mark), words) for mark, words in MARKS.items()],
        validators=[Optional()],
    )

    @property
    def mark(self) -> int | None:
        """The satisfaction from 1 to 5, or None."""
        return int(self.satisfaction.data) if self.satisfaction.data else None


class ReplyForm(FilesForm):
    """A respondent's written reply."""

    words = TextAreaField(lazy("Your statement"), filters=[stripped], validators=[needed(), at_most(STORY)])
