"""Forms of the desk, one for each step that needs words."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, IntegerField, MultipleFileField, StringField, TextAreaField
from wtforms.validators import ValidationError

from webapp.complaints.forms.files import FilesForm
from webapp.complaints.presenters.words import DECLINE_REASONS
from webapp.complaints.rules.categories import DeclineReason
from webapp.complaints.rules.lengths import MOST_EXTENSION
from webapp.kernel.choosing import RadioField, SelectField, SelectMultipleField
from webapp.kernel.forms import Form, at_most, needed, stripped
from webapp.kernel.i18n import _, lazy

CHOOSE = lazy("Please choose one.")
WORDS = 2000  # letters
_LONG: dict[str, Any] = {"filters": [stripped], "validators": [needed(), at_most(WORDS)]}


class StepForm(Form):
    """A step that needs no words but the button. Who may be chosen is checked by the service."""

    def offer(self, **choices: list[tuple[str, str]]) -> StepForm:
        """Fill the choices of the fields named."""
        for name, options in choices.items():
            if name in self:
                self[name].choices = options  # type: ignore[attr-defined]
        return self


class DeclineForm(StepForm):
    """Why a complaint is not taken up (T3)."""

    reason = RadioField(
        lazy("Why"),
        choices=[(one.value, words) for one, words in DECLINE_REASONS.items()],
        validators=[needed(CHOOSE)],
    )
    words = TextAreaField(lazy("What the client reads, with the way to object"), **_LONG)

    @property
    def chosen(self) -> DeclineReason:
        """The reason chosen."""
        return DeclineReason(self.reason.data)


class AskForm(StepForm):
    """A concrete question to the client (T4)."""

    question = TextAreaField(lazy("One concrete question to the client"), **_LONG)


class ServeForm(StepForm):
    """What a respondent gets to read (T6)."""

    respondent = RadioField(lazy("Whom"), validators=[needed(CHOOSE)], validate_choice=False)
    summary = TextAreaField(lazy("Summary, without the client’s name or contact"), **_LONG)
    served = SelectMultipleField(
        lazy("Files that go with it; only what does not show who complained"), validate_choice=False
    )


class PutOffForm(StepForm):
    """Why a respondent is not served yet (T6)."""

    respondent = RadioField(lazy("Whom"), validators=[needed(CHOOSE)], validate_choice=False)
    reason = TextAreaField(lazy("Why not yet (holds for three working days)"), **_LONG)


class ExtendForm(StepForm):
    """More time for the result, and why (§4)."""

    days = IntegerField(lazy("How many more working days"), validators=[needed()])
    reason = TextAreaField(lazy("Why, as the client will read it"), **_LONG)

    def validate_days(self, field: IntegerField) -> None:
        """Refuse what is no extension; the service knows what the case allows."""
        if field.data is not None and not 1 <= field.data <= MOST_EXTENSION:
            raise ValidationError(_("Please give a number from 1 to %(n)s.", n=MOST_EXTENSION))

    def at_most(self, days: int) -> None:
        """Say how many days the case allows."""
        self.days.label.text = _("How many more working days, at most %(n)s", n=days)


class EvidenceForm(StepForm, FilesForm):
    """A piece of evidence in words or as a file (T7)."""

    title = StringField(lazy("What it is"), filters=[stripped], validators=[needed(), at_most(80)])
    words = TextAreaField(
        lazy("What it says, word for word; or choose a file"), filters=[stripped], validators=[at_most(WORDS)]
    )
    files = MultipleFileField(lazy("A photo or a paper"))
    shared = BooleanField(lazy("The client may see it"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Want words or a file."""
        fine = super().validate(extra_validators)
        files = self.given(most=1)
        if not self.words.data and not files and not self.files.errors:
            self.add_error("words", _("Please write what it says, or choose a file."))
        return fine and not self.files.errors and not self.words.errors


class NameForm(StepForm):
    """A further employee (T7)."""

    staff = SelectField(lazy("Employee"), validators=[needed()], validate_choice=False)


class RenewForm(StepForm):
    """Why a standby goes on (S1)."""

    reason = TextAreaField(lazy("Why the standby has to go on"), **_LONG)


class SendBackForm(StepForm):
    """Why a conclusion goes back (T9)."""

    reason = TextAreaField(lazy("What has to be looked at again"), **_LONG)


class NoteForm(StepForm):
    """An internal note."""

    words = TextAreaField(lazy("Internal note; only handlers and reviewers see it"), **_LONG)
