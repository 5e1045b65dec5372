"""Questions about files that were handed in with answers."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from webapp.kernel.db import db
from webapp.kernel.uploads import FileType
from webapp.questionnaires.models import AttachedFile
from webapp.questionnaires.rules.answers import maps
from webapp.questionnaires.rules.attachments import FOLDER, id_of, read_line
from webapp.records import queries as records
from webapp.records.queries import StoredFile


def attached_file(file_id: str) -> tuple[AttachedFile, StoredFile] | None:
    """Give a file with what the record knows of it; who may open it is for the page to say (A1)."""
    row = db.session.get(AttachedFile, file_id)
    stored = records.stored_file(row.stored_id) if row is not None else None
    return (row, stored) if row is not None and stored is not None else None


def attachments(*, client_id: str, file_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Give the FHIR R4 Attachment of each of these files that is here and this client's, by its id."""
    mine = AttachedFile.client_id == client_id, AttachedFile.id.in_(sorted(set(file_ids)))
    rows = list(db.session.scalars(select(AttachedFile).where(*mine)))
    stored = records.stored_files(row.stored_id for row in rows)
    return {row.id: attachment(row, stored[row.stored_id]) for row in rows if row.stored_id in stored}


def attachment(row: AttachedFile, stored: StoredFile) -> dict[str, Any]:
    """Give a file's FHIR R4 Attachment: kind, bytes, SHA-1 (base64) and name of the copy that is kept."""
    ending = FileType(stored.content_type).extension
    return {
        "contentType": stored.content_type,
        "url": FOLDER + row.id,
        "size": stored.size,
        "hash": row.sha1,
        "title": f"{stored.title or 'file'}.{ending}",
    }


def with_contents(response: Mapping[str, Any]) -> dict[str, Any]:
    """Give a response with the bytes of its files in it (`data`, base64); one whose file is gone stays as it is."""
    return {**response, "item": [_filled(item) for item in maps(response.get("item"))]}


def _filled(item: Mapping[str, Any]) -> dict[str, Any]:
    filled = dict(item)
    for key in ("item", "answer"):
        if key in item:
            filled[key] = [_filled(one) for one in maps(item[key])]
    found = attached_file(id_of(item.get("valueAttachment")))
    if found is not None:
        data = base64.b64encode(records.content_of(found[1]).data).decode("ascii")
        filled["valueAttachment"] = {**item["valueAttachment"], "data": data}
    return filled


def absent(*, client_id: str, raw: Mapping[str, Sequence[str]]) -> list[str]:
    """List the files that a phone's answers (linkId → as typed) name and that are not here: it may bring them."""
    told = (id_of(read_line(text)) for given in raw.values() for text in given)
    wanted = [one for one in dict.fromkeys(told) if one]
    here = attachments(client_id=client_id, file_ids=wanted) if wanted else {}
    return [one for one in wanted if one not in here]
