"""Registering, entrusting and enrolling a client."""

from __future__ import annotations

from typing import Any

from stdnum.cn import ric
from wtforms import DateField, Field, StringField, TextAreaField
from wtforms.validators import StopValidation, ValidationError

from webapp.accounts.rules import tidy_phone
from webapp.admin.presenters.words import SEX_WORDS
from webapp.clients.rules import ALLERGEN_NAMES, CARE_CAPACITIES, OCCUPATIONS, Allergen
from webapp.kernel.choosing import RadioField, SelectField, SelectMultipleField
from webapp.kernel.forms import Form, at_most, in_days, in_latin, needed, stripped
from webapp.kernel.i18n import _, lazy, say
from webapp.plans.rules import ItemChange

_ID_LENGTH = 18
_OLDEST = 125 * 366  # days


def _mobile(_form: Any, field: Field) -> None:
    if not tidy_phone(field.data or ""):
        raise StopValidation(_("Please give a mobile number of 11 digits."))


def _resident_id(_form: Any, field: Field) -> None:
    if field.data and not ric.is_valid(field.data):
        if len(field.data) != _ID_LENGTH:
            raise ValidationError(_("An ID number has 18 places."))
        raise ValidationError(_("One digit of this ID number is not right. Please compare it with the card."))


def _occupations() -> list[tuple[str, str]]:
    return [("", _("Not told")), *((code, say(name)) for code, name in OCCUPATIONS.items())]


class OccupationForm(Form):
    """What a client works as, as far as it is known."""

    occupation = RadioField(lazy("Occupation"), choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.occupation.choices = _occupations()


class RegisterForm(Form):
    """A new client."""

    name_zh = StringField(lazy("Name in Chinese"), [needed(), at_most(60)], filters=[stripped])
    name_en = StringField(
        lazy("Name in English letters (optional; pinyin if left empty)"),
        [at_most(80), in_latin],
        filters=[stripped],
    )
    sex = RadioField(lazy("Sex"), [needed(lazy("Please choose one."))], choices=list(SEX_WORDS.items()))
    birth_date = DateField(lazy("Date of birth"), [needed(), in_days(_OLDEST, 0)])
    occupation = SelectField(lazy("Occupation (optional)"), choices=[], default="")
    phone = StringField(lazy("Mobile phone"), [needed(), at_most(30), _mobile], filters=[stripped])
    language = RadioField(
        lazy("Language of the pages"),
        choices=[
            ("", lazy("As the client's phone is set")),
            ("zh-Hans", lazy("Chinese")),
            ("en", lazy("English")),
        ],
        default="",
    )
    id_number = StringField(lazy("ID number (optional)"), [at_most(30), _resident_id], filters=[stripped])
    address = StringField(lazy("Address (optional)"), [at_most(200)], filters=[stripped])
    allergies = SelectMultipleField(lazy("Allergies that are known"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.occupation.choices = _occupations()
        self.allergies.choices = [(one.value, say(ALLERGEN_NAMES[one])) for one in Allergen]

    def facts(self) -> dict[str, Any]:
        """Give what `clients.services.register` asks for."""
        return {
            "name_zh": self.name_zh.data,
            "name_en": self.name_en.data,
            "sex": self.sex.data,
            "birth_date": self.birth_date.data,
            "occupation": self.occupation.data or "",
            "phone": tidy_phone(self.phone.data or ""),
            "language": self.language.data or None,
            "id_number": self.id_number.data or None,
            "address": self.address.data or None,
            "allergies": [Allergen(code) for code in self.allergies.data or ()],
        }


class AssignForm(Form):
    """Who is in charge of a client in one capacity."""

    capacity = SelectField(choices=[(one.value, one.value) for one in CARE_CAPACITIES], validators=[needed()])
    staff = SelectField(lazy("In charge"), [needed(lazy("Please choose a person."))], validate_choice=False)


class EnrolForm(Form):
    """Package, institution and first day of a service year; the choices are those of the plan."""

    package = RadioField(lazy("Exam package"), [needed(lazy("Please choose a package."))])
    institution = RadioField(lazy("Exam institution"), [needed(lazy("Please choose an institution."))])
    starts = DateField(lazy("First day"), [needed(), in_days(90, 90)])
    added = SelectMultipleField(lazy("Take in"), choices=[])
    left_out = SelectMultipleField(lazy("Leave out"), choices=[])
    change_reason = TextAreaField(
        lazy("Reason, as the client will read it"), [at_most(300)], filters=[stripped]
    )

    def validate_change_reason(self, field: Field) -> None:
        """Each changed item has a reason that the client can read (P4)."""
        if (self.added.data or self.left_out.data) and not field.data:
            raise ValidationError(_("Please write why items are changed."))

    def change(self) -> ItemChange:
        """Give the items changed while applying."""
        return ItemChange(
            tuple(self.added.data or ()), tuple(self.left_out.data or ()), self.change_reason.data or ""
        )


class ReasonForm(Form):
    """Why headquarters opens a client's record; the client reads it (A6)."""

    reason = TextAreaField(
        lazy("Reason, as the client will read it"), [needed(), at_most(300)], filters=[stripped]
    )


class MoveForm(Form):
    """Another institution before the exam is booked, with the reason (P1)."""

    institution = RadioField(lazy("Exam institution"), [needed(lazy("Please choose an institution."))])
    reason = TextAreaField(lazy("Reason"), [needed(), at_most(500)], filters=[stripped])
