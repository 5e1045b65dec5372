"""Figures read between exams (R3): kept together, corrected by a later reading, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import cast

from sqlalchemy import Table, insert

from webapp.kernel import clock, ids
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours, Refusal
from webapp.kernel.i18n import _
from webapp.records import queries, rules
from webapp.records.models import Measurement


class ReadingOvertaken(Refusal):
    """A reading is corrected once; whoever corrects it again begins with the newer one."""

    def message(self) -> str:
        return _("This reading has already been corrected. Please open the newer one.")


def record_reading(
    *,
    client_id: str,
    branch_id: str,
    figures: Sequence[rules.Figure],
    taken_at: datetime,
    source: rules.Source,
    entered_by: str,
    replaces: str | None = None,
) -> str:
    """Keep what was read together outside an exam (R3) and give its reading id.

    With `replaces` it corrects an earlier reading, which stays as it was. Raises NotYours for
    another client's, ReadingOvertaken when somebody else has just corrected the same one.
    """
    if replaces:
        _may_be_corrected(replaces, client_id)
    reading_id = ids.new_id()
    common = {
        "client_id": client_id,
        "branch_id": branch_id,
        "taken_at": taken_at,
        "source": source.value,
        "reading_id": reading_id,
        "replaces": replaces,
        "entered_by": entered_by,
        "entered_at": clock.now(),
    }
    rows = [{"id": ids.new_id(), **common, **asdict(figure)} for figure in figures]
    db.session.connection().execute(insert(cast(Table, Measurement.__table__)), rows)
    return reading_id


def _may_be_corrected(reading_id: str, client_id: str) -> None:
    stands = queries.reading_stands(reading_id=reading_id, client_id=client_id)
    if stands is None:
        raise NotYours
    if not stands:
        raise ReadingOvertaken
