"""A file in an answer: how a form and a phone write it down, and the FHIR R4 Attachment that it stands for.

A file travels by itself, under an id that whoever handed it in made. An answer only names it, in one line:
`ID SIZE TYPE NAME`, e.g. `01h2… 48213 image/jpeg tongue.jpg`. What the line says of the file is its sender's word;
the server puts what it holds in its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from webapp.questionnaires.rules import extensions
from webapp.questionnaires.rules.definition import Item

FOLDER = "/questionnaires/files/"
"""Where a client's own files are read; the `url` of an Attachment is in it, to whoever reads the answer."""
LARGEST = 10 * 1024 * 1024
"""Bytes of a file, whatever the question allows (R2)."""
KINDS = ("image/jpeg", "image/png", "application/pdf")
"""What is kept; other pictures become one of them."""
LONGEST_NAME = 120
_PART = "[a-z0-9][a-z0-9.+-]{0,60}"
_LINE = re.compile(
    rf"([0-9a-hjkmnp-tv-z]{{20}}) ([0-9]{{1,9}}) ({_PART}/{_PART}) ([^\x00-\x1f\x7f]{{1,120}})"
)


def read_line(text: str) -> dict[str, Any] | None:
    """Give the Attachment that a line stands for; None where it is none."""
    found = _LINE.fullmatch(text)
    if not found:
        return None
    return {"contentType": found[3], "url": FOLDER + found[1], "size": int(found[2]), "title": found[4]}


def line(attachment: Mapping[str, Any]) -> str:
    """Give the line for an Attachment; an empty one where it names no file of ours."""
    name = id_of(attachment)
    told = (name, attachment.get("size"), attachment.get("contentType"), attachment.get("title"))
    return " ".join(map(str, told)) if name else ""


def id_of(attachment: Any) -> str:
    """Give the id of the file that an Attachment names, empty where it is none of ours."""
    url = attachment.get("url") if isinstance(attachment, Mapping) else None
    return url.removeprefix(FOLDER) if isinstance(url, str) and url.startswith(FOLDER) else ""


def named(answers: Mapping[str, Sequence[Any]]) -> list[str]:
    """List the ids of all files that answers (linkId → FHIR values) name."""
    found = (id_of(value) for values in answers.values() for value in values)
    return [one for one in dict.fromkeys(found) if one]


def kinds(item: Item) -> tuple[str, ...]:
    """Give what of our kinds a question takes; all of them where it does not say (`mimeType`)."""
    wanted = extensions.values(item.source, extensions.MIME_TYPE)
    taken = {one.lower() for one in wanted if isinstance(one, str)} or {"*/*"}
    return tuple(kind for kind in KINDS if {kind, kind.partition("/")[0] + "/*", "*/*"} & taken)


def most(item: Item) -> int:
    """Give how many bytes a file of this question may have (`maxSize`, never more than ours)."""
    said = extensions.whole(item.source, extensions.MAX_SIZE)
    return LARGEST if said is None else min(said, LARGEST)
