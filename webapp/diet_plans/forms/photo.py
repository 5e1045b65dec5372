"""A form that a page or a phone's outbox sends, with a photo where one helps."""

from __future__ import annotations

from typing import Self

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import FileField

from webapp.kernel import security, uploads
from webapp.kernel.forms import Form
from webapp.kernel.i18n import _, lazy


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
