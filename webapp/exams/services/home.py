"""Readings taken between exams: kept, corrected, and told to a human when they are critical (R3, S2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from webapp.clients import queries as clients
from webapp.clients import services as client_services
from webapp.clients.rules import Capacity
from webapp.exams.events import CriticalReading
from webapp.exams.rules import home
from webapp.exams.rules.sheet import Reading
from webapp.kernel import audit, clock, events
from webapp.kernel.i18n import both
from webapp.records import queries as record_queries
from webapp.records import services as records
from webapp.records.rules import Figure, Source

ENTRY = "READING"


@dataclass(frozen=True, slots=True)
class Taken:
    """An accepted reading: its figures, when and where it was taken, and who wrote it down.

    `staff_id` is empty where the client did.
    """

    figures: Sequence[Reading]
    taken_at: datetime
    source: Source
    account_id: str
    staff_id: str = ""


def take_reading(*, client: clients.Client, taken: Taken) -> str:
    """Keep a reading and give its id; a critical one is published, so that a human hears of it."""
    return _keep(client, taken, None)


def correct_reading(*, client: clients.Client, reading_id: str, taken: Taken) -> str:
    """Keep the corrected reading beside the one that was wrong. Raises NotYours, ReadingOvertaken."""
    return _keep(client, taken, reading_id)


def _keep(client: clients.Client, taken: Taken, replaces: str | None) -> str:
    reading_id = records.record_reading(
        client_id=client.id,
        branch_id=client.branch_id,
        figures=[_figure(one) for one in taken.figures],
        taken_at=taken.taken_at,
        source=taken.source,
        entered_by=taken.account_id,
        replaces=replaces,
    )
    if not replaces:
        _file_once_a_day(client)
    if taken.staff_id:
        day = clock.local(taken.taken_at).date()
        client_services.note_service(
            client_id=client.id, staff_id=taken.staff_id, capacity=Capacity.RESULTS, day=day
        )
    audit.record(
        "exams.reading.corrected" if replaces else "exams.reading.taken",
        subject=("reading", reading_id),
        branch_id=client.branch_id,
        actor_id=taken.account_id,
        details={"client": client.id, "source": taken.source.value},
    )
    if codes := home.critical(taken.figures):
        events.publish(CriticalReading(reading_id, client.id, client.branch_id, tuple(codes)))
    return reading_id


def _figure(one: Reading) -> Figure:
    if one.value is None or one.written_value is None:
        raise ValueError(one.code)
    return Figure(one.code, one.value, one.unit, one.written_value, one.written_unit)


def _file_once_a_day(client: clients.Client) -> None:
    """One line a day says that there are new readings; their table says the rest."""
    midnight = datetime.combine(clock.today(), time(), clock.zone(clock.HOME_ZONE))
    if not record_queries.filed_since(client_id=client.id, kind=ENTRY, since=midnight):
        records.file_entry(
            client_id=client.id,
            branch_id=client.branch_id,
            kind=ENTRY,
            title=both("New readings"),
            at=clock.now(),
            ref="/figures",
        )
