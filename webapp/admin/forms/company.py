"""Branches, people, institutions, agreements, times."""

from __future__ import annotations

import re
from typing import Any

from wtforms import BooleanField, DateField, Field, IntegerField, StringField, TimeField
from wtforms.validators import StopValidation, ValidationError

from webapp.accounts.rules import STAFF_ROLES, Role, may_be_user_name
from webapp.admin.presenters.words import CLASS_WORDS, DEADLINE_WORDS, GRADE_WORDS, ROLE_WORDS, WEEKDAY_WORDS
from webapp.kernel.choosing import RadioField, SelectField
from webapp.kernel.forms import Form, in_days, in_latin, line, needed, whole
from webapp.kernel.i18n import _, lazy

_CODE = re.compile(r"[A-Z0-9-]{2,20}", re.ASCII)
_MOST_WORKING_DAYS = 30
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{3,27}[0-9]", re.ASCII)


def _code(_form: Any, field: Field) -> None:
    if not _CODE.fullmatch(field.data or ""):
        raise StopValidation(_("Use 2 to 20 capital letters, figures or hyphens."))


def _phone(_form: Any, field: Field) -> None:
    if field.data and not _PHONE.fullmatch(field.data):
        raise StopValidation(_("Please give a phone number in figures, like 400-123-4567."))


def _user_name(_form: Any, field: Field) -> None:
    if not may_be_user_name((field.data or "").lower()):
        raise StopValidation(_("Use 3 to 40 small letters, figures, full stops or hyphens."))


class PlaceForm(Form):
    """What branches and institutions have in common."""

    name_zh = line(lazy("Chinese name"), 80)
    name_en = line(lazy("English name"), 120, in_latin)
    address_zh = line(lazy("Address in Chinese"), 200, must=False)
    address_en = line(lazy("Address in English"), 300, in_latin, must=False)
    phone = line(lazy("Phone"), 30, _phone, must=False)

    def facts(self) -> dict[str, Any]:
        """Give the columns by name."""
        return {field.name: field.data or "" for field in self}


class BranchForm(PlaceForm):
    """A branch; its code is given once."""

    code = line(lazy("Branch code"), 20, _code)


class InstitutionForm(PlaceForm):
    """An exam institution of a branch."""

    transit_zh = line(lazy("How to get there, in Chinese"), 200, must=False)
    transit_en = line(lazy("How to get there, in English"), 300, in_latin, must=False)
    hours_zh = line(lazy("Opening hours, in Chinese"), 120, must=False)
    hours_en = line(lazy("Opening hours, in English"), 160, in_latin, must=False)


class NewInstitutionForm(InstitutionForm):
    """An institution that is not there yet: its branch and class stay as they are chosen."""

    branch = SelectField(lazy("Branch"), [needed()])
    grade = SelectField(lazy("Exam class"), [needed()], choices=list(GRADE_WORDS.items()))

    def facts(self) -> dict[str, Any]:
        """Give the columns that may be changed later too."""
        apart = {"branch", "grade"}
        return {name: value for name, value in super().facts().items() if name not in apart}


class HireForm(Form):
    """A new colleague."""

    name_zh = line(lazy("Name in Chinese"), 60)
    name_en = line(lazy("Name in English letters"), 80, in_latin)
    username = line(lazy("User name"), 40, _user_name)
    role = SelectField(
        lazy("Role"), [needed()], choices=[(role, ROLE_WORDS[role]) for role in Role if role in STAFF_ROLES]
    )
    branch = SelectField(lazy("Branch"), [needed()])
    institution = SelectField(lazy("Institution (only for its desk)"))

    def validate_institution(self, field: Field) -> None:
        """An institution's desk works at one institution; nobody else does."""
        if self.role.data == Role.INSTITUTION_DESK and not field.data:
            raise ValidationError(_("Please choose the institution whose desk this is."))
        if field.data and self.role.data != Role.INSTITUTION_DESK:
            raise ValidationError(_("An institution belongs to the role “Institution desk”, and only there."))


class RoleForm(Form):
    """Another role; the desk of an institution is hired anew, since it belongs to one institution."""

    role = SelectField(
        lazy("Role"),
        [needed()],
        choices=[
            (role, ROLE_WORDS[role])
            for role in Role
            if role in STAFF_ROLES and role is not Role.INSTITUTION_DESK
        ],
    )


class AgreementForm(Form):
    """A dated agreement (O1)."""

    valid_from = DateField(lazy("Valid from"), [needed(), in_days(366, 3 * 366)])
    valid_to = DateField(lazy("Valid until"), [needed(), in_days(366, 6 * 366)])
    change_by = SelectField(
        lazy("The deadline for changes is counted in"), [needed()], choices=list(DEADLINE_WORDS.items())
    )
    change_count = IntegerField(lazy("How many of them before the exam"), whole(0, 336))
    report_days = IntegerField(lazy("Report within (days)"), whole(1, 90))
    report_in_working_days = BooleanField(lazy("These are working days"))

    def validate_change_count(self, field: Field) -> None:
        """Hours go up to two weeks, working days from one to thirty."""
        if self.change_by.data == "WORKING_DAYS" and not 1 <= (field.data or 0) <= _MOST_WORKING_DAYS:
            raise ValidationError(_("Between 1 and %(n)s working days, please.", n=_MOST_WORKING_DAYS))

    def deadline(self) -> tuple[int, int | None]:
        """Give the hours and the working days of the deadline for changes (B6); the latter only where they count."""
        count = self.change_count.data or 0
        return (0, count) if self.change_by.data == "WORKING_DAYS" else (count, None)


class TimeForm(Form):
    """A window that returns each week."""

    weekday = SelectField(lazy("Weekday"), [needed()], choices=list(WEEKDAY_WORDS.items()))
    starts = TimeField(lazy("From"), [needed()])
    ends = TimeField(lazy("To"), [needed()])
    capacity = IntegerField(lazy("Places"), whole(1, 500))
    exam_class = SelectField(lazy("For whom"), [needed()], choices=list(CLASS_WORDS.items()))
    on_request = BooleanField(lazy("Only on request: the branch confirms each booking"))

    def validate_ends(self, field: Field) -> None:
        """A window ends after it begins."""
        if field.data and self.starts.data and field.data <= self.starts.data:
            raise ValidationError(_("The window must end after it begins."))


class EndForm(Form):
    """From which day on a weekly window is no more."""

    day = DateField(lazy("First day without it"), [needed(), in_days(0, 400)])
    people = RadioField(
        lazy("Whoever is booked then"),
        [needed()],
        choices=[
            ("keep", lazy("keeps the place")),
            ("again", lazy("must choose again, and is told at once")),
        ],
        default="keep",
    )
    reason = line(lazy("Reason, as the people concerned read it"), 200, must=False)
    sure = StringField()

    def agreed(self) -> dict[str, Any]:
        """Give what becomes of the people booked, as the service takes it; `most` is what was agreed to."""
        text = self.sure.data or ""
        most = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
        return {"keep": self.people.data == "keep", "reason": self.reason.data or "", "most": most}


class OpenForm(Form):
    """Until when the weekly windows become sessions that can be booked."""

    until = DateField(lazy("Open for booking until"), [needed(), in_days(0, 200)])
