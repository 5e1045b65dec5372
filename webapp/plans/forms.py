"""Forms of the application and of the wish for another institution."""

from __future__ import annotations

from wtforms import IntegerField, TextAreaField
from wtforms.validators import ValidationError

from webapp.kernel.choosing import RadioField, SelectMultipleField
from webapp.kernel.forms import Form, at_most, needed, stripped
from webapp.kernel.i18n import _, lazy
from webapp.plans.rules import Delivery, ItemChange, Way

_ONE = lazy("Please choose one.")


class PlanForm(Form):
    """Which plan, and whether it follows the running year or takes its place."""

    plan = RadioField(lazy("Which plan would you like?"), [needed(_ONE)], validate_choice=False)
    way = RadioField(lazy("When does it begin?"), validate_choice=False)

    def chosen_way(self) -> Way | None:
        """Give the way that was chosen; None for none or one that does not exist."""
        asked = self.way.data or Way.NEW.value
        return Way(asked) if asked in set(Way) else None


class PackageForm(Form):
    """The exam package, and single items changed where the plan allows it (P2)."""

    package = RadioField(lazy("Which exam package would you like?"), [needed(_ONE)], validate_choice=False)
    newsletters_come = RadioField(
        lazy("How would you like your newsletters?"),
        choices=[
            (Delivery.ELECTRONIC.value, lazy("Electronic (recommended)")),
            (Delivery.PRINT.value, lazy("In print")),
        ],
        default=Delivery.ELECTRONIC.value,
        validate_choice=False,
    )
    added = SelectMultipleField(lazy("Add"), choices=[], validate_choice=False)
    left_out = SelectMultipleField(lazy("Leave out"), choices=[], validate_choice=False)
    reason = TextAreaField(lazy("Why?"), [at_most(300)], filters=[stripped])

    def validate_reason(self, field: TextAreaField) -> None:
        """Each changed item has a reason (P2, P4)."""
        if (self.added.data or self.left_out.data) and not field.data:
            raise ValidationError(_("Please write why items are changed."))

    def validate_newsletters_come(self, field: RadioField) -> None:
        """Electronic or in print; a plan without newsletters asks nothing (P5)."""
        if field.data and field.data not in set(Delivery):
            raise ValidationError(_("Please choose one."))

    def delivery(self) -> Delivery:
        """Give how newsletters are to come; electronic where nothing was asked."""
        return Delivery(self.newsletters_come.data or Delivery.ELECTRONIC)

    def change(self) -> ItemChange:
        """Give the items changed while applying; a reason alone changes nothing."""
        return ItemChange(
            tuple(self.added.data or ()), tuple(self.left_out.data or ()), self.reason.data or ""
        )


class InstitutionForm(Form):
    """The one institution of the year (P1)."""

    institution = RadioField(
        lazy("Where would you like to be examined?"), [needed(_ONE)], validate_choice=False
    )


class DoctorForm(Form):
    """The one family doctor (P3)."""

    doctor = RadioField(lazy("Who shall be your family doctor?"), [needed(_ONE)], validate_choice=False)


class ConsentsForm(Form):
    """What may be done with one's data: each purpose by itself, none ticked beforehand (A5)."""

    agreed = SelectMultipleField(lazy("I agree to"), choices=[], validate_choice=False)


class ReviewForm(Form):
    """The version of the fee schedule that was shown (P4)."""

    fees = IntegerField()


class WishForm(Form):
    """Another institution, with the reason (P1)."""

    institution = RadioField(lazy("Which institution instead?"), [needed(_ONE)], validate_choice=False)
    reason = TextAreaField(
        lazy("Why would you like to change?"), [needed(), at_most(300)], filters=[stripped]
    )
