"""Companies, their people and the word that goes with a report."""

from __future__ import annotations

from typing import Any

from wtforms import Field, TextAreaField
from wtforms.validators import StopValidation

from webapp.accounts.rules import may_be_user_name
from webapp.kernel.forms import Form, at_most, in_latin, line, stripped
from webapp.kernel.i18n import _, lazy


def _user_name(_form: Any, field: Field) -> None:
    if not may_be_user_name((field.data or "").lower()):
        raise StopValidation(_("Use 3 to 40 small letters, figures, full stops or hyphens."))


class GroupForm(Form):
    """A company."""

    name_zh = line(lazy("Chinese name"), 80)
    name_en = line(lazy("English name"), 120, in_latin)


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
