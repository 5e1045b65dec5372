"""Forms of appeals, of cases looked into anew and of a proposed separation (T13–T16, S3–S5)."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, TextAreaField

from webapp.complaints.forms.client import STORY
from webapp.complaints.forms.desk import CHOOSE, WORDS, StepForm
from webapp.complaints.presenters.words import LEGAL_STEPS
from webapp.complaints.rules.appeals import LegalStep
from webapp.kernel.choosing import RadioField
from webapp.kernel.forms import Form, at_most, needed, stripped
from webapp.kernel.i18n import lazy

_LONG: dict[str, Any] = {"filters": [stripped], "validators": [needed(), at_most(WORDS)]}


class AppealForm(Form):
    """Why the client does not agree (T13), or wants the case opened again (T15)."""

    words = TextAreaField(
        lazy("What is not right with it?"), filters=[stripped], validators=[needed(), at_most(STORY)]
    )


class RulingForm(StepForm):
    """What becomes of a client's appeal (T14)."""

    ruling = RadioField(
        lazy("The result"),
        choices=[("UPHELD", lazy("stays as it is")), ("CHANGED", lazy("is changed"))],
        validators=[needed(CHOOSE)],
    )
    grounds = TextAreaField(lazy("Grounds, as the client will read them"), **_LONG)


class RemandForm(StepForm):
    """Why a case is looked into anew (T14), or goes on without the client (T16)."""

    grounds = TextAreaField(lazy("Grounds, as the client will read them"), **_LONG)


class ReopenForm(StepForm):
    """The new evidence, and why it matters (T15)."""

    evidence = TextAreaField(lazy("The new evidence, word for word"), **_LONG)
    reason = TextAreaField(lazy("Why the case is opened again"), **_LONG)


class ObjectionForm(StepForm):
    """What becomes of an employee's appeal (S3, S5)."""

    respondent = RadioField(lazy("Whom"), validators=[needed(CHOOSE)], validate_choice=False)
    grounds = TextAreaField(lazy("Grounds, as the employee will read them"), **_LONG)


class SeparateForm(StepForm):
    """The second signature, with each step that employment law asks for (S4)."""

    respondent = RadioField(lazy("Whom"), validators=[needed(CHOOSE)], validate_choice=False)
    rules_published, ground_proven, union_told, not_protected = (
        BooleanField(words, validators=[needed()]) for words in LEGAL_STEPS.values()
    )

    @property
    def steps(self) -> list[LegalStep]:
        """Give the steps confirmed: only a form with all of them is valid."""
        return [step for step in LegalStep if self[step.value.lower()].data]
