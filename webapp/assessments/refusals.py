"""What the assessments room refuses, in words."""

from __future__ import annotations

from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _


class AssessmentMoved(Refusal):
    """Somebody else was quicker, or the assessment is not in the state this needs."""

    def message(self) -> str:
        return _("This assessment has moved on in the meantime. Please look at it again.")


class AlertOpen(Refusal):
    """A critical value waits for a human: first act, then review (S2)."""

    def message(self) -> str:
        return _("A critical value waits for somebody to act. Record what was done first.")


class NotComplete(Refusal):
    """The questionnaire or the exam results are not there yet."""

    def message(self) -> str:
        return _("The questionnaire and verified exam results are both needed first.")


class OptedOut(Refusal):
    """The client wants no assessment this year: it is voluntary."""

    def message(self) -> str:
        return _("The client wants no assessment this year. Only the client can take that back.")


class WrongDay(Refusal):
    """A report cannot have been handed over before its release, nor tomorrow."""

    def message(self) -> str:
        return _("“On which day” must lie between the day of release and today.")
