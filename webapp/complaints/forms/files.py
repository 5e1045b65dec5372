"""What carries photos or papers: the view has them checked by `uploads.checked_each("files")`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from wtforms import MultipleFileField

from webapp.complaints.rules.evidence import MOST_AT_ONCE
from webapp.kernel import uploads
from webapp.kernel.forms import Form
from webapp.kernel.i18n import _, lazy


class FilesForm(Form):
    """A form with files beside its other answers."""

    files = MultipleFileField(lazy("Photos or papers, if they help"))

    came: Sequence[uploads.Upload | uploads.UploadRefused] = ()

    @classmethod
    def read(cls, **kwargs: Any) -> Self:
        """Make the form from what was posted, with its files."""
        form = super().read(**kwargs)
        form.came = uploads.brought().get("files", [])
        return form

    def given(self, *, most: int = MOST_AT_ONCE) -> list[uploads.Upload]:
        """Give the files that came; one that is not taken is an error of the field, and then none is."""
        came = self.came
        refused = [one for one in came if isinstance(one, uploads.UploadRefused)]
        if len(came) > most:
            self.add_error("files", _("Please choose at most %(n)s files at once.", n=most))
        elif refused:
            self.add_error("files", refused[0].message())
        elif came and any(field.errors for field in self):
            self.add_error("files", _("Please choose the files once more: the form came back without them."))
        return [] if self.files.errors else [one for one in came if isinstance(one, uploads.Upload)]


class MoreFilesForm(FilesForm):
    """Files alone."""

    def given(self, *, most: int = MOST_AT_ONCE) -> list[uploads.Upload]:
        """Give the files that came, at least one."""
        found = super().given(most=most)
        if not found and not self.files.errors:
            self.add_error("files", _("Please choose a file."))
        return found
