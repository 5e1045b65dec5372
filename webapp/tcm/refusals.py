"""What this room says no to, each with its sentence."""

from __future__ import annotations

from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _


class NotDue(Refusal):
    """The person is younger than the record is for (T1)."""

    def message(self) -> str:
        return _("This record is for people of 65 and older.")


class NotAgreed(Refusal):
    """The person has not agreed to answers being kept (A5)."""

    status = 422

    def message(self) -> str:
        return _("Please ask for the client's agreement first: without it no answers may be kept.")


class Blank(Refusal):
    """Questions are blank (Q9); `link_ids` in the order of the form."""

    status = 422

    def __init__(self, link_ids: list[str]) -> None:
        super().__init__(link_ids)
        self.link_ids = link_ids

    def message(self) -> str:
        return _("Every question needs an answer.")


class Unfit(Refusal):
    """Fields of a form are missing or do not fit; `fields` by name."""

    status = 422

    def __init__(self, fields: list[str]) -> None:
        super().__init__(fields)
        self.fields = fields

    def message(self) -> str:
        return _("Please look at what was written.")


class RecordMoved(Refusal):
    """Somebody else moved the record on in the meantime."""

    def message(self) -> str:
        return _("This record has moved on in the meantime. Please look at it again.")


class Undecided(Refusal):
    """A practitioner has to decide between constitutions before anybody confirms."""

    def message(self) -> str:
        return _("A TCM practitioner has to decide the constitution first.")


class NotYouToo(Refusal):
    """The second look is another person's, in another role."""

    def message(self) -> str:
        return _("Somebody else, in another role, has to confirm this record.")
