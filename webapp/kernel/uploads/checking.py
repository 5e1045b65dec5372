"""What a file really is, and the clean copy that is kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from webapp.kernel.uploads import refusals

MOST_BYTES = 10 * 1024 * 1024


class FileType(StrEnum):
    """What is kept, by its media type: a HEIC photo becomes a JPEG that every browser shows."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"

    @property
    def extension(self) -> str:
        """Give how a file of this type is called at its end."""
        return {FileType.PDF: "pdf", FileType.JPEG: "jpg", FileType.PNG: "png"}[self]


@dataclass(frozen=True, slots=True)
class Checked:
    """A clean copy, written by us from what came."""

    type: FileType
    data: bytes

    @property
    def sha256(self) -> str:
        """Give the copy's digest, 64 hex digits."""
        return hashlib.sha256(self.data).hexdigest()


def check(data: bytes) -> Checked:
    """Open a file by its content, never by its name, and write it anew. Raises UploadRefused."""
    if not data:
        raise refusals.NothingChosen
    if len(data) > MOST_BYTES:
        raise refusals.TooLarge
    kind = _kind(data)
    if kind == "application/pdf":
        from webapp.kernel.uploads import documents

        return Checked(FileType.PDF, documents.rewritten(data))
    from webapp.kernel.uploads import pictures

    if kind == "image/png":
        return Checked(FileType.PNG, pictures.redrawn(data, "PNG"))
    return Checked(FileType.JPEG, pictures.redrawn(data, "JPEG" if kind == "image/jpeg" else "HEIF"))


_KNOWN = ("application/pdf", "image/png", "image/jpeg", "image/heif", "image/heic")


def _kind(data: bytes) -> str:
    """Tell by the first bytes what a file claims to be; opening it tells whether that is true."""
    import puremagic

    if data[4:12] in (b"ftypmif1", b"ftypmsf1"):  # some phones' HEIC, which the table lacks
        return "image/heif"
    try:
        found = {match.mime_type for match in puremagic.magic_string(data)}
    except (puremagic.PureError, ValueError) as unknown:
        raise refusals.UnknownType from unknown
    kind = next((known for known in _KNOWN if known in found), "")
    if not kind:
        raise refusals.UnknownType
    return kind
