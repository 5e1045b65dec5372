"""The room's forms."""

from __future__ import annotations

from typing import Any

from wtforms import DateField, Field, IntegerField, TextAreaField
from wtforms.validators import StopValidation, ValidationError

from webapp.accounts.rules import may_be_user_name
from webapp.kernel.choosing import SelectField
from webapp.kernel.forms import Form, at_most, in_days, in_latin, line, needed, stripped, whole
from webapp.kernel.i18n import _, lazy

_FAR = 3 * 366  # days


def _user_name(_form: Any, field: Field) -> None:
    if not may_be_user_name((field.data or "").lower()):
        raise StopValidation(_("Use 3 to 40 small letters, figures, full stops or hyphens."))


class GroupForm(Form):
    """A company."""

    name_zh = line(lazy("Chinese name"), 80)
    name_en = line(lazy("English name"), 120, in_latin)


class ContractForm(Form):
    """A contract year."""

    starts_on = DateField(lazy("First day"), [needed(), in_days(_FAR, _FAR)])
    ends_on = DateField(lazy("Last day"), [needed(), in_days(_FAR, _FAR)])
    headcount = IntegerField(lazy("Headcount"), whole(1, 100_000))
    lectures = IntegerField(lazy("Lectures in the year"), whole(1, 4))
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

    department = line(lazy("Department"), 60, must=False)


class ContactForm(Form):
    """The company's contact person."""

    name_zh = line(lazy("Name in Chinese"), 60)
    name_en = line(lazy("Name in English letters"), 80, in_latin)
    username = line(lazy("User name"), 40, _user_name)


class ReviewForm(Form):
    """A word to the company; figures cannot be changed."""

    comment = TextAreaField(
        lazy("A word to the company (you may leave this empty)"),
        filters=[stripped],
        validators=[at_most(2000)],
    )
