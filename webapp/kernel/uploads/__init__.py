"""Files from outside: looked at by content, opened, and written anew before anybody keeps them.

`@uploads.checked("files")` under a view's access decorator does it before the write transaction;
the view asks `uploads.given()`. Only PDF, JPEG, PNG and HEIC pass; a picture is drawn again without
its metadata, a PDF written again without anything that acts.
"""

from webapp.kernel.uploads.checking import MOST_BYTES, Checked, FileType, check
from webapp.kernel.uploads.receiving import Upload, brought, checked, checked_each, file_name, given, serve
from webapp.kernel.uploads.refusals import UploadRefused

__all__ = [
    "MOST_BYTES",
    "Checked",
    "FileType",
    "Upload",
    "UploadRefused",
    "brought",
    "check",
    "checked",
    "checked_each",
    "file_name",
    "given",
    "serve",
]
