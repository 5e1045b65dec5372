"""What a phone hears where the server does not go on with what it holds."""

from __future__ import annotations

from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _


class TooManyFiles(Refusal):
    """More files in a day than anybody hands in; the phone tries again later."""

    status = 429


class SentAlready(Refusal):
    """The draft that a phone still holds was sent from elsewhere."""

    code = "sent-already"

    def message(self) -> str:
        return _("This questionnaire was already sent from elsewhere.")


class DraftDeleted(Refusal):
    """The draft that a phone still holds answers of was deleted here: by the client elsewhere, or by its age.

    A phone that wants to go on brings what it holds as a new draft (revision 0).
    """

    status = 410
    code = "draft-deleted"

    def message(self) -> str:
        return _(
            "This draft was deleted meanwhile. What you typed is still on this phone: you can begin again with it."
        )
