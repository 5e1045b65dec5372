"""The room's blueprint, and what can be a questionnaire's code."""

from __future__ import annotations

import re

from flask import Blueprint

from webapp.kernel.errors import NotYours

bp = Blueprint("questionnaires", __name__)

_CODE = re.compile(r"[A-Za-z0-9._-]{1,64}")


def known(code: str) -> str:
    """Let through only what can be a questionnaire's code."""
    if not _CODE.fullmatch(code):
        raise NotYours
    return code
