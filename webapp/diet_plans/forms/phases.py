"""Phases of a plan: what one is called, how long it lasts, what becomes of it."""

from __future__ import annotations

from enum import StrEnum

from wtforms import HiddenField, IntegerField, StringField
from wtforms.validators import InputRequired, NumberRange, Optional

from webapp.diet_plans.rules.content import Content
from webapp.diet_plans.rules.stepwise import MOST_PHASES, MOST_WEEKS
from webapp.kernel.choosing import SelectField
from webapp.kernel.forms import Form, at_most, stripped
from webapp.kernel.i18n import lazy
from webapp.toolbox.words import Bilingual


class Deed(StrEnum):
    """What may be done to a phase as a whole."""

    COPY = "copy"
    ADD = "add"
    EARLIER = "earlier"
    LATER = "later"
    REMOVE = "remove"


DEED_WORDS = {
    Deed.COPY: lazy("Add a phase with the same menus"),
    Deed.ADD: lazy("Add an empty phase"),
    Deed.EARLIER: lazy("Move it one place earlier"),
    Deed.LATER: lazy("Move it one place later"),
    Deed.REMOVE: lazy("Take the phase out"),
}


class _OfPhase(Form):
    """Which phase, counted from 0, and at which revision of the draft it was seen."""

    phase = IntegerField(lazy("Phase"), validators=[InputRequired(), NumberRange(0, MOST_PHASES - 1)])
    revision = HiddenField(lazy("Revision"), validators=[at_most(12)])

    @property
    def seen(self) -> int:
        """Give the revision; 0, which no draft has, where it is no figure."""
        text = self.revision.data or ""
        return int(text) if text.isascii() and text.isdecimal() else 0


class PhaseForm(_OfPhase):
    """A phase's name in one language or both, and how many weeks it lasts."""

    title_zh = StringField(lazy("Name of the phase in Chinese"), filters=[stripped], validators=[at_most(60)])
    title_en = StringField(
        lazy("Name of the phase in English"), filters=[stripped], validators=[at_most(120)]
    )
    weeks = IntegerField(lazy("Weeks it lasts"), validators=[Optional(), NumberRange(1, MOST_WEEKS)])

    @classmethod
    def of(cls, content: Content, phase: int) -> PhaseForm:
        """Make the form with what the draft says."""
        one = content.phases[phase]
        return cls(title_zh=one.title.zh, title_en=one.title.en, weeks=one.weeks, phase=phase)

    @property
    def title(self) -> Bilingual:
        """Give the name that was typed."""
        return Bilingual(zh=self.title_zh.data or "", en=self.title_en.data or "")


class DeedForm(_OfPhase):
    """What is to become of a phase."""

    do = SelectField(lazy("Phase"), choices=[(one.value, words) for one, words in DEED_WORDS.items()])
