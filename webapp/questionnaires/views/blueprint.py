"""The room's blueprint, and what can be a questionnaire's code."""

from __future__ import annotations

import re

from flask import Blueprint

from webapp.kernel import access
from webapp.kernel.errors import NotYours
from webapp.questionnaires import queries
from webapp.questionnaires.rules.fillers import is_for_clients

bp = Blueprint("questionnaires", __name__)

_CODE = re.compile(r"[A-Za-z0-9._-]{1,64}")


def mine(code: str) -> str:
    """Let through the code of a questionnaire that clients fill in."""
    if not is_for_clients(known(code)):
        raise NotYours
    return code


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
