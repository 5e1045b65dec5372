"""Why a file is not taken, each with its sentence."""

from __future__ import annotations

from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _


class UploadRefused(Refusal):
    """A file is not taken; nothing of it is kept."""

    status = 422


class NothingChosen(UploadRefused):
    """No file came, or an empty one."""

    def message(self) -> str:
        return _("Please choose a file.")


class TooLarge(UploadRefused):
    """More bytes than a file may have."""

    def message(self) -> str:
        return _("This file is larger than 10 MB. Please choose a smaller one.")


class TooMany(UploadRefused):
    """More files at once than the page takes."""

    def message(self) -> str:
        return _("These are too many files at once. Please send some now and the others afterwards.")


class TooManyFromHere(UploadRefused):
    """More requests with files from one address than a public door opens in an hour."""

    def message(self) -> str:
        return _(
            "Many files came from your connection just now. Please try again in an hour, or go on without them."
        )


class UnknownType(UploadRefused):
    """Neither a PDF nor a picture that we read, whatever its name says."""

    def message(self) -> str:
        return _("This is neither a PDF nor a photo (JPEG, PNG or HEIC). Please choose another file.")


class BrokenPicture(UploadRefused):
    """A picture that does not open."""

    def message(self) -> str:
        return _("This picture is damaged and cannot be opened. Please take it again.")


class PictureTooBig(UploadRefused):
    """More points than any camera of a phone makes: it would fill the memory."""

    def message(self) -> str:
        return _("This picture has too many points to be opened. Please choose a smaller one.")


class BrokenDocument(UploadRefused):
    """A PDF that does not open, or has no page."""

    def message(self) -> str:
        return _("This PDF is damaged and cannot be opened. Please save it again, or take photos of it.")


class LockedDocument(UploadRefused):
    """A PDF that is encrypted, with a password or without."""

    def message(self) -> str:
        return _("This PDF is protected. Please save it without protection, or take photos of it.")


class TooManyPages(UploadRefused):
    """A PDF longer than any report."""

    def message(self) -> str:
        return _("This PDF has too many pages. Please send it in parts.")
