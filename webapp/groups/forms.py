"""The room's forms."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from wtforms import DateField, Field, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, StopValidation, ValidationError

from webapp.kernel import clock
from webapp.kernel.choosing import SelectField
from webapp.kernel.forms import Form, at_most, needed, stripped
from webapp.kernel.i18n import _, lazy

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_FAR = timedelta(days=3 * 366)


def _readable(_form: Any, field: Field) -> None:
    if _CONTROL.search(field.data or ""):
        raise StopValidation(_("This holds characters that cannot be shown. Please type it again."))


def _in_latin(_form: Any, field: Field) -> None:
    """Refuse Chinese letters in an English text, so that an English page stays English (A8)."""
    if _HAN.search(field.data or "") or not _LATIN.search(field.data or ""):
        raise StopValidation(_("Please write this in Latin letters."))


def _user_name(_form: Any, field: Field) -> None:
    if not _USERNAME.fullmatch((field.data or "").lower()):
        raise StopValidation(_("Use 3 to 40 small letters, figures, full stops or hyphens."))


def _near(_form: Any, field: Field) -> None:
    today = clock.today()
    if not isinstance(field.data, date) or not today - _FAR <= field.data <= today + _FAR:
        raise ValidationError(_("Please give a day that can be meant here."))


def _text(label: str, longest: int, *checks: Any, must: bool = True) -> StringField:
    first = [needed()] if must else []
    return StringField(label, [*first, at_most(longest), _readable, *checks], filters=[stripped])


def _whole(least: int, most: int) -> list[Any]:
    return [InputRequired(lazy("Please fill this in.")), NumberRange(least, most)]


class GroupForm(Form):
    """A company."""

    name_zh = _text(lazy("Chinese name"), 80)
    name_en = _text(lazy("English name"), 120, _in_latin)


class ContractForm(Form):
    """A contract year."""

    starts_on = DateField(lazy("First day"), [needed(), _near])
    ends_on = DateField(lazy("Last day"), [needed(), _near])
    headcount = IntegerField(lazy("Headcount"), _whole(1, 100_000))
    lectures = IntegerField(lazy("Lectures in the year"), _whole(1, 4))
    institution = SelectField(lazy("Exam institution"), [needed()])

    def validate_ends_on(self, field: Field) -> None:
        """A year ends after it starts."""
        if self.starts_on.data and field.data and field.data <= self.starts_on.data:
            raise ValidationError(_("The last day comes after the first."))

    def terms(self) -> dict[str, Any]:
        """Give what was agreed, for `services.sign_contract`."""
        fields = (self.starts_on, self.ends_on, self.headcount, self.lectures)
        return {field.name: field.data for field in fields} | {"institution_id": self.institution.data}


class MemberForm(Form):
    """A client who comes onto the roster."""

    department = _text(lazy("Department"), 60, must=False)


class ContactForm(Form):
    """The company's contact person."""

    name_zh = _text(lazy("Name in Chinese"), 60)
    name_en = _text(lazy("Name in English letters"), 80, _in_latin)
    username = _text(lazy("User name"), 40, _user_name)


class ReviewForm(Form):
    """A word to the company; figures cannot be changed."""

    comment = TextAreaField(
        lazy("A word to the company (you may leave this empty)"),
        filters=[stripped],
        validators=[at_most(2000), _readable],
    )
