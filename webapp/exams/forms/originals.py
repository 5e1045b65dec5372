"""Forms of an exam's original report."""

from __future__ import annotations

from wtforms import TextAreaField

from webapp.kernel.forms import Form, at_most, needed, stripped
from webapp.kernel.i18n import lazy


class WithdrawForm(Form):
    """Why a file of an original report is taken back."""

    because = TextAreaField(
        lazy("Why is it taken back?"), filters=[stripped], validators=[needed(), at_most(300)]
    )
