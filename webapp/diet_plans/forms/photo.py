"""A form that a page or a phone's outbox sends, with a photo where one helps."""

from __future__ import annotations

from typing import Self

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import FileField

from webapp.diet_plans.refusals import NotTaken
from webapp.kernel import security, uploads
from webapp.kernel.errors import BadInput, Refusal
from webapp.kernel.forms import Form
from webapp.kernel.i18n import _, lazy

_OWN_WORDS = ("note", "photo", "words")


def from_outbox() -> bool:
    """Tell whether a phone's outbox sent this by itself: as JSON, or as a form with a file and its key in a header."""
    return request.is_json or "Idempotency-Key" in request.headers


class PhotoForm(Form):
    """What carries a photo."""

    photo = FileField(lazy("A photo, if it helps"))

    @classmethod
    def read_sent(cls) -> Self:
        """Make the form from what was posted, by a page or as JSON from a phone's outbox."""
        if not request.is_json:
            return cls.read()
        sent = security.posted_json()
        texts = sent if isinstance(sent, dict) else {}
        return cls(MultiDict({name: words for name, words in texts.items() if isinstance(words, str)}))

    def refusal(self) -> Refusal:
        """Give what an outbox is answered: the words of what a person typed or took, else the field's name."""
        first = self.problems()[0]
        return NotTaken(first.message) if first.field_id in _OWN_WORDS else BadInput(first.field_id)

    def upload(self) -> uploads.Upload | None:
        """Give the photo, if one came; anything but a picture is an error of its field."""
        came = next((files[0] for files in uploads.brought().values() if files), None)
        if isinstance(came, uploads.UploadRefused):
            self.add_error("photo", came.message())
            return None
        if came and came.content.type is uploads.FileType.PDF:
            self.add_error("photo", _("Please choose a photo."))
            return None
        return came
