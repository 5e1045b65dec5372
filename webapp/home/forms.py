"""Somebody new says who they are; what a client works as."""

from __future__ import annotations

from typing import Any

from wtforms import DateField, Field, HiddenField
from wtforms.validators import ValidationError

from webapp.clients.rules import OCCUPATIONS, age_on
from webapp.home.rules import MAY_JOIN_FROM
from webapp.kernel import clock
from webapp.kernel.choosing import RadioField, SelectField
from webapp.kernel.forms import Form, has_han, in_days, line, needed
from webapp.kernel.i18n import _, lazy, say

_OLDEST = 125 * 366  # days


def _occupations() -> list[tuple[str, str]]:
    return [("", _("Not told")), *((code, say(name)) for code, name in OCCUPATIONS.items())]


class OccupationForm(Form):
    """What the client works as; not telling it is an answer too."""

    occupation = RadioField(lazy("What do you work as?"), choices=[])
    back = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.occupation.choices = _occupations()


class JoinForm(Form):
    """Branch, name, birth date, sex and occupation: what a plan needs to know of a person."""

    branch = RadioField(lazy("Which branch is near you?"), [needed(lazy("Please choose one."))])
    name = line(lazy("Your name, as on your ID card"), 60)
    sex = RadioField(
        lazy("Sex"),
        [needed(lazy("Please choose one."))],
        choices=[("FEMALE", lazy("Female")), ("MALE", lazy("Male"))],
    )
    birth_date = DateField(lazy("Date of birth"), [needed(), in_days(_OLDEST, 0)])
    occupation = SelectField(lazy("Occupation (optional)"), choices=[], default="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.occupation.choices = _occupations()

    def validate_birth_date(self, field: Field) -> None:
        """Children come with a parent (A4)."""
        if field.data and age_on(field.data, clock.today()) < MAY_JOIN_FROM:
            raise ValidationError(_("Younger people join at the branch, together with a parent."))

    def latin_name(self) -> str:
        """Give a name in Latin letters as it is; "" for a Chinese one, which is written in pinyin."""
        name = self.name.data or ""
        return "" if has_han(name) else name
