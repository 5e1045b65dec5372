"""The checks of an Attachment: media type, size, and whether the size it states is true."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator

from webapp.questionnaires.rules import extensions
from webapp.questionnaires.rules.answers import Json
from webapp.questionnaires.rules.definition import Item
from webapp.questionnaires.rules.validation.issues import Issue, issue


def check_attachment(item: Item, attachment: Json) -> Iterator[Issue]:
    """Check one attachment; sizes are in bytes of the decoded data."""
    data = attachment.get("data")
    actual = _decoded_size(data) if data is not None else None
    stated = attachment.get("size")
    if data is not None and actual is None:
        yield issue("invalidAnswerType", item.link_id, limit=item.type)
        return
    if stated is not None and (actual is not None or not attachment.get("url")) and stated != actual:
        yield issue("attachmentSizeInconsistent", item.link_id)
    yield from _size(item, actual if actual is not None else extensions.as_count(stated))
    accepted = [str(kind) for kind in extensions.values(item.source, extensions.MIME_TYPE)]
    if accepted and not _accepts(accepted, attachment.get("contentType")):
        yield issue("invalidAttachmentType", item.link_id, limit=", ".join(accepted))


def _size(item: Item, size: int | None) -> Iterator[Issue]:
    most = extensions.whole(item.source, extensions.MAX_SIZE)
    if most is not None and size is not None and size > most:
        yield issue("maxAttachmentSize", item.link_id, limit=most)


def _decoded_size(data: object) -> int | None:
    try:
        return len(base64.b64decode(data, validate=False)) if isinstance(data, str) else None
    except (binascii.Error, ValueError):
        return None


def _accepts(accepted: list[str], kind: object) -> bool:
    if not isinstance(kind, str) or not kind:
        return False
    bare = kind.partition(";")[0].strip().lower()
    return any(bare == one.lower() or (one.endswith("/*") and bare.startswith(one[:-1])) for one in accepted)
