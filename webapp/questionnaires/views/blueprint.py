"""The room's blueprint, and what can be a questionnaire's code."""

from __future__ import annotations

import re

from flask import Blueprint, Response

from webapp.kernel import access, uploads
from webapp.kernel.errors import NotYours
from webapp.questionnaires import queries
from webapp.questionnaires.rules.fillers import is_for_clients
from webapp.records import queries as records

bp = Blueprint("questionnaires", __name__)

_CODE = re.compile(r"[A-Za-z0-9._-]{1,64}")


def mine(code: str) -> str:
    """Let through the code of a questionnaire that clients fill in."""
    if not is_for_clients(known(code)):
        raise NotYours
    return code


def my_draft(code: str) -> queries.Filling:
    """Give what the visitor is filling in; `NotYours` where nothing is begun."""
    found = queries.draft(client_id=access.visitor().person_id, code=mine(code))
    if found is None:
        raise NotYours
    return found


def sent_by_me(response_id: str) -> queries.Sent:
    """Give what the visitor sent; `NotYours` for anybody else's (A1)."""
    found = queries.sent(response_id)
    if found is None or found.response.client_id != access.visitor().person_id:
        raise NotYours
    return found


def known(code: str) -> str:
    """Let through only what can be a questionnaire's code."""
    if not _CODE.fullmatch(code):
        raise NotYours
    return code


def saved_to_disk(stored: records.StoredFile) -> Response:
    """Answer with a file of an answer: to be saved, pictures too, so that nothing of it stands on our pages."""
    answer = uploads.serve(records.content_of(stored), name=stored.title or "file")
    shown = answer.headers["Content-Disposition"]
    answer.headers["Content-Disposition"] = shown.replace("inline", "attachment", 1)
    return answer
