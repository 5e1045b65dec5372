"""What staff write about a client's booking: a refusal, a call, a cancellation."""

from __future__ import annotations

from wtforms import TextAreaField

from webapp.exams.presenters.staff_case import STAFF_REASONS, UNDO_REASONS
from webapp.exams.presenters.staff_lists import CALL_WORDS
from webapp.kernel.choosing import RadioField
from webapp.kernel.forms import Form, at_most, line, needed, stripped
from webapp.kernel.i18n import lazy


class ReasonForm(Form):
    """Why something asked for is not possible; the client reads it."""

    words = TextAreaField(
        lazy("Reason, which the client reads"), filters=[stripped], validators=[needed(), at_most(300)]
    )


class CallForm(Form):
    """Who was called about a changed booking, and what came of it (B6)."""

    called = line(lazy("Who was called?"), 80)
    result = RadioField(lazy("What came of it?"), choices=list(CALL_WORDS.items()), validators=[needed()])
    remark = TextAreaField(lazy("Remark (optional)"), filters=[stripped], validators=[at_most(300)])


class UndoCheckInForm(Form):
    """Why a check-in is taken back."""

    reason = RadioField(
        lazy("Why is the check-in taken back?"),
        choices=[(reason.value, words) for reason, words in UNDO_REASONS.items()],
        validators=[needed()],
    )


class CancelForClientForm(Form):
    """Why staff give a client's booking up."""

    reason = RadioField(
        lazy("Why is it given up?"),
        choices=[(reason.value, words) for reason, words in STAFF_REASONS.items()],
        validators=[needed()],
    )
