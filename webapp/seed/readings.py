"""What one client of the demo measured at home: a weight a month from before, blood pressure these weeks."""

from __future__ import annotations

from datetime import timedelta

from webapp.clients import queries as clients
from webapp.exams import queries, services
from webapp.exams.rules.home import CODES, Kind, read_reading
from webapp.exams.rules.sheet import Typed
from webapp.exams.services.home import Taken
from webapp.kernel import clock
from webapp.records.rules import Source

AT_HOME = (0,)
_WEIGHTS = ("72.5", "72.0", "71.8", "71.9", "71.0", "70.6")
_PRESSURES = (
    ("142", "86", "74"),
    ("138", "85", "72"),
    ("139", "84", "70"),
    ("133", "82", "71"),
    ("131", "81", "69"),
)


def keep(*, client_id: str, account_id: str) -> None:
    """Write them down today, as read off a diary."""
    for nth, weight in enumerate(_WEIGHTS):
        _take(client_id, account_id, Kind.WEIGHT, (weight,), days=320 - 60 * nth)
    for nth, pressure in enumerate(_PRESSURES):
        _take(client_id, account_id, Kind.PRESSURE, pressure, days=9 - 2 * nth)


def _take(client_id: str, account_id: str, kind: Kind, figures: tuple[str, ...], *, days: int) -> None:
    client = clients.client(client_id)
    if client is None:
        raise LookupError(client_id)
    typed = {code: Typed(text) for code, text in zip(CODES[kind], figures, strict=True)}
    taken_at = clock.now() - timedelta(days=days)
    person = queries.person_on(client, clock.local(taken_at).date())
    found = read_reading(kind, typed, person, Source.HOME)
    services.take_reading(client=client, taken=Taken(found.figures, taken_at, Source.HOME, account_id))
