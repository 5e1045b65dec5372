"""Answering with a report's PDF, to the client and to staff alike: who may ask is for their views to say."""

from __future__ import annotations

import logging
from typing import Final

from flask import Response

from webapp.assessments import queries
from webapp.assessments.models import Assessment
from webapp.gateways.files import FileMissing
from webapp.kernel import crypto, uploads
from webapp.kernel.errors import NotYours
from webapp.kernel.i18n import _
from webapp.records import queries as records

log = logging.getLogger(__name__)
LANGUAGE: Final = "any('zh-Hans', 'en')"
"""The languages of a PDF, as a part of an address."""


def paper_file(found: Assessment, language: str) -> Response:
    """Give the PDF in one language. Raises NotYours while it is not made, or when its file was tampered with."""
    made = queries.papers(found.id).get(language)
    file = records.stored_file(made.file_id) if made else None
    if file is None:
        raise NotYours
    try:
        content = records.content_of(file)
    except (crypto.Unreadable, FileMissing) as broken:
        log.exception("the file %s cannot be given", file.id)
        raise NotYours from broken
    return uploads.serve(content, name=_("Health summary %(year)s", year=found.examined_on.year))
