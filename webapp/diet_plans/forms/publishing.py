"""Publishing a version, and withdrawing one."""

from __future__ import annotations

from wtforms import BooleanField, DateField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, Optional

from webapp.diet_plans.rules.versions import FURTHEST
from webapp.kernel.forms import Form, at_most, in_days, stripped
from webapp.kernel.i18n import lazy
from webapp.toolbox.words import Bilingual


class PublishForm(Form):
    """Publish what was read at `revision`; a reason where an allergen stays in the plan."""

    revision = IntegerField(validators=[InputRequired(), NumberRange(1, 2**31 - 1)])
    first_day = DateField(lazy("In effect from"), validators=[Optional(), in_days(0, FURTHEST.days)])
    reason_zh = StringField(lazy("Reason, in Chinese"), filters=[stripped], validators=[at_most(300)])
    reason_en = StringField(lazy("Reason, in English"), filters=[stripped], validators=[at_most(300)])
    looked_twice = BooleanField(lazy("I have looked at this again and mean it so."))

    @property
    def reason(self) -> Bilingual:
        """Give the reason as it was typed."""
        return Bilingual(zh=self.reason_zh.data or "", en=self.reason_en.data or "")


class WithdrawForm(Form):
    """Why a version no longer holds; one language is enough."""

    reason_zh = TextAreaField(lazy("Reason, in Chinese"), filters=[stripped], validators=[at_most(300)])
    reason_en = TextAreaField(lazy("Reason, in English"), filters=[stripped], validators=[at_most(300)])

    @property
    def reason(self) -> Bilingual:
        """Give the reason as it was typed."""
        return Bilingual(zh=self.reason_zh.data or "", en=self.reason_en.data or "")
