"""What is said about matters of the list, and about whose clients are whose."""

from __future__ import annotations

from webapp.diet_plans.presenters.matters import KIND_WORDS
from webapp.kernel.choosing import RadioField, SelectField, SelectMultipleField
from webapp.kernel.forms import Form, line, needed
from webapp.kernel.i18n import lazy


class SettleForm(Form):
    """Which matter is done with, or put off."""

    kind = RadioField(
        lazy("What it is about"),
        choices=[(kind.value, words) for kind, words in KIND_WORDS.items()],
        validators=[needed()],
    )


class MoveForm(Form):
    """Which clients go to whom, and why. Whose they are the service asks the care team."""

    clients = SelectMultipleField(
        lazy("Clients"),
        choices=[],
        validate_choice=False,
        validators=[needed(lazy("Please choose somebody."))],
    )
    staff = SelectField(lazy("To whom"), choices=[], validators=[needed()])
    reason = line(lazy("Reason"), 200)

    def offer(self, people: list[tuple[str, str]]) -> None:
        """Say who may take them over."""
        self.staff.choices = people
