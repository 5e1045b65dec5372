"""What is agreed with a group: a new contract year, and other terms later (P5)."""

from __future__ import annotations

from typing import Any, Self

from wtforms import DateField, Field, HiddenField, IntegerField
from wtforms.validators import NumberRange, StopValidation, ValidationError

from webapp.groups.presenters.contracts import BY_LEVEL, DELIVERY_CHOICES, PACKAGE_WORDS, RULE_CHOICES
from webapp.groups.rules.contract import (
    BY_HEALTH_LEVEL,
    MOST_NEWSLETTERS,
    USUAL_NEWSLETTERS,
    PackageRule,
    Packages,
    Terms,
    chosen,
)
from webapp.kernel.choosing import RadioField, SelectField, SelectMultipleField
from webapp.kernel.forms import Form, in_days, line, needed, whole
from webapp.kernel.i18n import _, lazy
from webapp.plans.rules import Delivery, ItemChange, Plan

_FAR = 3 * 366  # days
_MOST_COPIES = 100_000


def _package(label: str, default: str) -> SelectField:
    choices = [(code, PACKAGE_WORDS[code]) for code in BY_LEVEL]
    return SelectField(label, choices=choices, default=default)


def _of_print(form: Any, field: Field) -> None:
    """Print needs the number of copies (P5); otherwise it may stay empty."""
    given = any(str(value).strip() for value in field.raw_data or ())
    if given:
        return
    field.errors = []
    if form.delivery.data == Delivery.PRINT:
        raise StopValidation(_("Newsletters in print need the number of copies."))
    raise StopValidation


class TermsForm(Form):
    """The terms of a contract year."""

    version = HiddenField(default="1")
    headcount = IntegerField(lazy("Headcount"), whole(1, 100_000))
    package_rule = RadioField(
        lazy("Which exam package?"), [needed()], choices=RULE_CHOICES, default=PackageRule.HEALTH_LEVEL.value
    )
    level_1 = _package(lazy("Health level 1 (well)"), BY_HEALTH_LEVEL.of(1))
    level_2 = _package(lazy("Health level 2 (some risk)"), BY_HEALTH_LEVEL.of(2))
    level_3 = _package(lazy("Health level 3 (much risk, or a known disease)"), BY_HEALTH_LEVEL.of(3))
    unanswered = _package(lazy("Until somebody has answered"), BY_HEALTH_LEVEL.unanswered)
    added = SelectMultipleField(lazy("Take in"), choices=[])
    left_out = SelectMultipleField(lazy("Leave out"), choices=[])
    change_reason = line(lazy("Reason, as the client will read it"), 300, must=False)
    lectures = IntegerField(lazy("Lectures in the year"), whole(1, 4))
    newsletters = IntegerField(
        lazy("Newsletters in the year"), whole(0, MOST_NEWSLETTERS), default=USUAL_NEWSLETTERS
    )
    delivery = RadioField(
        lazy("How newsletters come"),
        [needed()],
        choices=DELIVERY_CHOICES,
        default=Delivery.ELECTRONIC.value,
    )
    copies = IntegerField(lazy("Number of copies"), [_of_print, NumberRange(1, _MOST_COPIES)])

    def validate_change_reason(self, field: Field) -> None:
        """Each changed item has a reason that the client can read (P4)."""
        if (self.added.data or self.left_out.data) and not field.data:
            raise ValidationError(_("Please write why items are changed."))

    def validate_left_out(self, field: Field) -> None:
        """Nothing is both taken in and left out."""
        if set(field.data or ()) & set(self.added.data or ()):
            raise ValidationError(_("An item cannot be taken in and left out."))

    def terms(self) -> Terms:
        """Give what was agreed."""
        in_print = self.delivery.data == Delivery.PRINT
        added, left_out = tuple(self.added.data or ()), tuple(self.left_out.data or ())
        reason = (self.change_reason.data or "") if added or left_out else ""
        return Terms(
            headcount=self.headcount.data or 0,
            lectures=self.lectures.data or 0,
            newsletters=self.newsletters.data or 0,
            delivery=Delivery(self.delivery.data),
            copies=self.copies.data if in_print else None,
            packages=self._packages(),
            change=ItemChange(added, left_out, reason),
        )

    def _packages(self) -> Packages:
        if self.package_rule.data != PackageRule.HEALTH_LEVEL:
            return chosen(str(self.package_rule.data))
        levels = (self.level_1.data, self.level_2.data, self.level_3.data)
        return Packages(PackageRule.HEALTH_LEVEL, self.unanswered.data, levels)

    @classmethod
    def of(cls, terms: Terms, version: int) -> Self:
        """Give the form with what holds now."""
        by_level = terms.packages.rule is PackageRule.HEALTH_LEVEL
        levels: dict[str, Any] = {f"level_{n}": terms.packages.of(n) for n in (1, 2, 3)} if by_level else {}
        if by_level:
            levels["unanswered"] = terms.packages.unanswered
        rule = PackageRule.HEALTH_LEVEL.value if by_level else terms.packages.unanswered
        return cls(
            version=str(version), headcount=terms.headcount, lectures=terms.lectures,
            newsletters=terms.newsletters, delivery=terms.delivery.value, copies=terms.copies,
            package_rule=rule, added=list(terms.change.added), left_out=list(terms.change.left_out),
            change_reason=terms.change.reason, **levels,
        )  # fmt: skip


class ContractForm(TermsForm):
    """A new contract year: days, plan and institution stay as they are signed."""

    in_order = ("starts_on", "ends_on", "plan", "institution")

    starts_on = DateField(lazy("First day"), [needed(), in_days(_FAR, _FAR)])
    ends_on = DateField(lazy("Last day"), [needed(), in_days(_FAR, _FAR)])
    plan = SelectField(lazy("Plan"), [needed()], choices=[])
    institution = SelectField(lazy("Exam institution"), [needed()], choices=[])

    def validate_ends_on(self, field: Field) -> None:
        """A year ends after it starts."""
        if self.starts_on.data and field.data and field.data <= self.starts_on.data:
            raise ValidationError(_("The last day comes after the first."))

    def signed(self) -> dict[str, Any]:
        """Give what `services.sign_contract` asks for."""
        days = {"starts_on": self.starts_on.data, "ends_on": self.ends_on.data}
        return {
            **days,
            "plan": Plan(self.plan.data),
            "institution_id": self.institution.data,
            "terms": self.terms(),
        }
