"""The fields below the answers: certify and sign, say why, talk about one answer (Q8)."""

from __future__ import annotations

from wtforms import BooleanField, TextAreaField

from webapp.kernel.forms import Form, at_most, needed, stripped
from webapp.kernel.i18n import lazy
from webapp.kernel.signing import SigningForm

LONGEST_WHY = 500


class CertifyForm(SigningForm):
    """The last step: “this is true”, with a signature under it (Q8)."""

    certify = BooleanField(
        lazy("My answers are true as far as I know."),
        validators=[needed(lazy("Please tick this before you send."))],
    )


class WhyForm(Form):
    """Why something that was sent is corrected (Q8)."""

    why = TextAreaField(
        lazy("Why is it corrected?"), filters=[stripped], validators=[needed(), at_most(LONGEST_WHY)]
    )


class TalkForm(Form):
    """A sentence in the talk about one answer."""

    words = TextAreaField(lazy("Your words"), filters=[stripped], validators=[needed(), at_most(1_000)])


class AmendForm(CertifyForm, WhyForm):
    """The last step of a correction: why, and the signature under it."""
