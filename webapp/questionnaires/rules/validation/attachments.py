"""The checks of an Attachment: media type, size, and whether the size it states is true."""

from __future__ import annotations

import re
from collections.abc import Iterator

from webapp.questionnaires.rules import extensions
from webapp.questionnaires.rules.answers import Json
from webapp.questionnaires.rules.definition import Item, plain_word
from webapp.questionnaires.rules.numbers import as_count, as_decimal
from webapp.questionnaires.rules.validation.issues import Issue, issue

_BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}")
_BLANK = re.compile(r"[ \t\r\n]")


def check_attachment(item: Item, attachment: Json) -> Iterator[Issue]:
    """Check one attachment; sizes are in bytes of the decoded data."""
    data = attachment.get("data")
    actual = _decoded_size(data) if data is not None else None
    stated = attachment.get("size")
    if data is not None and actual is None:
        yield issue("invalidAnswerType", item.link_id, limit=item.type)
        return
    if (
        stated is not None
        and (actual is not None or not plain_word(attachment.get("url")))
        and as_decimal(stated) != actual
    ):
        yield issue("attachmentSizeInconsistent", item.link_id)
    yield from _size(item, actual if actual is not None else as_count(stated))
    accepted = [
        kind for kind in extensions.values(item.source, extensions.MIME_TYPE) if isinstance(kind, str)
    ]
    if accepted and not _accepts(accepted, attachment.get("contentType")):
        yield issue("invalidAttachmentType", item.link_id, limit=", ".join(accepted))


def _size(item: Item, size: int | None) -> Iterator[Issue]:
    most = extensions.whole(item.source, extensions.MAX_SIZE)
    if most is not None and size is not None and size > most:
        yield issue("maxAttachmentSize", item.link_id, limit=most)


def _decoded_size(data: object) -> int | None:
    """Give the number of bytes behind base64 letters, which may be broken into lines; None where they are none."""
    letters = _BLANK.sub("", data) if isinstance(data, str) else "?"
    if len(letters) % 4 or not _BASE64.fullmatch(letters):
        return None
    return len(letters) // 4 * 3 - letters.count("=")


def _accepts(accepted: list[str], kind: object) -> bool:
    if not isinstance(kind, str) or not kind:
        return False
    bare = kind.partition(";")[0].strip().lower()
    fitting = (bare, f"{bare.partition('/')[0]}/*", "*/*")
    return any(one.lower() in fitting for one in accepted)
