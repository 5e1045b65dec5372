"""What people type to sign in."""

from __future__ import annotations

from wtforms import PasswordField, StringField

from webapp.accounts import rules
from webapp.kernel.forms import Form, at_most, needed, stripped
from webapp.kernel.i18n import lazy


class PhoneForm(Form):
    """A phone number, to send a code to."""

    phone = StringField(lazy("Phone number"), [needed(), at_most(30)], filters=[stripped])

    def e164(self) -> str:
        """Give the number as E.164, or "" where it is none of ours."""
        return rules.tidy_phone(self.phone.data or "")


class PasswordForm(PhoneForm):
    """Phone and password."""

    password = PasswordField(lazy("Password"), [needed(), at_most(rules.LONGEST_PASSWORD)])


class CodeForm(PhoneForm):
    """Phone and one-time code."""

    code = StringField(lazy("Code"), [needed(), at_most(12)], filters=[stripped])


class StaffForm(Form):
    """User name, password and second factor."""

    username = StringField(lazy("User name"), [needed(), at_most(60)], filters=[stripped])
    password = PasswordField(lazy("Password"), [needed(), at_most(rules.LONGEST_PASSWORD)])
    code = StringField(lazy("Code from your authenticator"), [needed(), at_most(12)], filters=[stripped])


class NewPasswordForm(Form):
    """The password now and the one wanted."""

    current = PasswordField(lazy("Password now"), [needed(), at_most(rules.LONGEST_PASSWORD)])
    password = PasswordField(lazy("New password"), [needed(), at_most(rules.LONGEST_PASSWORD)])
