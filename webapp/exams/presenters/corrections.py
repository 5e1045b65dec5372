"""Corrections in words: what stood there, what stands there now, why, by whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from webapp.exams.models import Correction
from webapp.exams.presenters.sheet import FLAG_TONES, flag_words, item_name, line_options, value_words
from webapp.exams.queries import Asked, Corrected
from webapp.exams.rules.catalogue import lab_items
from webapp.exams.rules.flags import Flag
from webapp.exams.rules.sheet import Reading
from webapp.kernel.i18n import _, day, moment
from webapp.toolbox.units import printed
from webapp.toolbox.words import Bilingual

Names = Mapping[str | None, Bilingual]


@dataclass(frozen=True, slots=True)
class Change:
    """One confirmed correction."""

    item: str
    before: str
    before_range: str
    before_by: Bilingual | None
    now: str
    when: str
    reason: str
    asked_by: Bilingual | None
    confirmed_by: Bilingual | None


def changes(found: Iterable[Corrected], names: Names) -> list[Change]:
    """Draw what was corrected, the newest first."""
    return [_change(one, names) for one in found]


def _change(one: Corrected, names: Names) -> Change:
    row = one.correction
    return Change(
        item=item_name(lab_items()[one.now.code]),
        before=value_words(one.before),
        before_range=one.before.range.in_words(),
        before_by=names.get(one.before.entered_by),
        now=value_words(one.now),
        when=day(row.decided_at.date()) if row.decided_at else "",
        reason=row.reason,
        asked_by=names.get(row.proposed_by),
        confirmed_by=names.get(row.decided_by),
    )


def people_in(found: Iterable[Corrected]) -> list[str]:
    """Give the ids of who entered, asked and confirmed."""
    return [
        one
        for each in found
        for one in (each.before.entered_by, each.correction.proposed_by, each.correction.decided_by)
        if one
    ]


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One line of the list of corrections that wait."""

    id: str
    name: Bilingual
    item: str
    asked: str
    asked_by: Bilingual | None


def waiting_rows(
    rows: Iterable[Correction], clients: Mapping[str, Bilingual], staff: Names
) -> list[WaitingRow]:
    """Draw the list."""
    return [
        WaitingRow(
            row.id,
            clients[row.client_id],
            item_name(lab_items()[row.code]),
            moment(row.proposed_at),
            staff.get(row.proposed_by),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Would:
    """What a line says and what it would say."""

    item: str
    before: str
    range: str
    now: str
    flag: str
    tone: str
    implausible: bool


def would(asked: Asked, reading: Reading) -> Would:
    """Draw a correction for the second person."""
    lab, flag = lab_items()[reading.code], Flag(reading.flag)
    return Would(
        item=item_name(lab),
        before=value_words(asked.line),
        range=asked.line.range.in_words(),
        now=reading_words(reading),
        flag=flag_words(flag, lab),
        tone=FLAG_TONES.get(flag, ""),
        implausible=reading.implausible,
    )


def reading_words(reading: Reading) -> str:
    """Say what was read, as it was typed."""
    lab = lab_items()[reading.code]
    if reading.flag is Flag.NOT_DONE:
        return flag_words(reading.flag, lab)
    if reading.written_value is not None:
        return f"{reading.written_value:f} {printed(reading.written_unit)}".strip()
    words = dict(line_options(lab)).get(reading.choice, reading.choice)
    return _("%(finding)s: %(words)s", finding=words, words=reading.words) if reading.words else words
