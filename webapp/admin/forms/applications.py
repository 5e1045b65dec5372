"""The branch's answers to an application and to a wish for another institution."""

from __future__ import annotations

from decimal import Decimal

from wtforms import DateField, DecimalField, IntegerField, TextAreaField
from wtforms.validators import InputRequired

from webapp.admin.presenters.words import PAID_WORDS
from webapp.kernel.choosing import SelectField
from webapp.kernel.forms import Form, at_most, in_days, needed, stripped
from webapp.kernel.i18n import lazy
from webapp.plans.rules import PaidBy
from webapp.plans.services import Payment


class PaymentForm(Form):
    """What was paid outside the app; `revision` is that of the application that was looked at."""

    method = SelectField(
        lazy("Paid by"),
        [needed(lazy("Please choose one."))],
        choices=[("", lazy("Please choose")), *PAID_WORDS.items()],
    )
    yuan = DecimalField(lazy("Amount received"), [InputRequired(lazy("Please fill this in."))], places=2)
    paid_on = DateField(lazy("Paid on"), [needed(), in_days(90, 0)])
    revision = IntegerField()

    def payment(self) -> Payment:
        """Give what `plans.services.activate` asks for."""
        assert self.paid_on.data is not None
        return Payment(PaidBy(self.method.data), self.yuan.data or Decimal(0), self.paid_on.data)


class SendBackForm(Form):
    """Why an application goes back."""

    reason = TextAreaField(
        lazy("Reason, as the client will read it"), [needed(), at_most(300)], filters=[stripped]
    )
    revision = IntegerField()


class RefuseForm(Form):
    """Why a wish is refused."""

    reason = TextAreaField(
        lazy("Reason, as the client will read it"), [needed(), at_most(300)], filters=[stripped]
    )
