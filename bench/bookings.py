"""A house with many bookings, the same on SQLite and PostgreSQL: years of them, at many institutions.

The first thousand stand in the next weeks of the crowd's institution, as at every size; the others in its past
and at other institutions. Rows are copies of real ones; nobody opens their sealed columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any

import sqlalchemy

WINDOWS, WEEKS = 4, 12
NEAR = 1_000
PAST_DAYS = 560
HELD = 18  # in each session of the past and of others
SESSIONS = PAST_DAYS * WINDOWS  # of one institution
BATCH = 20_000
Row = dict[str, Any]


class Filler:
    """Copies rows of one database through its driver, foreign keys asleep."""

    def __init__(self, url: str, today: date) -> None:
        self.engine, self.today = sqlalchemy.create_engine(url), today
        self.sqlite = self.engine.dialect.name == "sqlite"
        self.line: Any = self.engine.raw_connection().driver_connection
        self.line.execute(
            "PRAGMA synchronous=OFF" if self.sqlite else "SET session_replication_role = replica"
        )

    def first(self, table: str, where: str) -> Row:
        """Give the row to copy."""
        held = self.line.execute(f"SELECT * FROM {table} WHERE {where}")
        return dict(zip((column[0] for column in held.description), held.fetchone(), strict=True))

    def copy(self, table: str, like: Row, changes: Iterable[Row]) -> None:
        """Insert a copy of `like` for each change."""
        names = list(like)
        rows = (tuple({**like, **change}[name] for name in names) for change in changes)
        while batch := list(islice(rows, BATCH)):
            self._put(table, names, batch)

    def _put(self, table: str, names: list[str], batch: list[tuple[Any, ...]]) -> None:
        columns = ", ".join(names)
        if self.sqlite:
            marks = ", ".join("?" * len(names))
            self.line.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", batch)
            return
        with self.line.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as into:
            for row in batch:
                into.write_row(row)

    def day(self, offset: int) -> Any:
        """Give a day before or after today as the database keeps it."""
        found = self.today + timedelta(days=offset)
        return found.isoformat() if self.sqlite else found

    def moment(self, offset: int, hour: int) -> Any:
        """Give a moment as the database keeps it."""
        found = datetime.combine(self.today + timedelta(days=offset), time(hour), UTC)
        return f"{found:%Y-%m-%d %H:%M:%S.%f}" if self.sqlite else found

    def end(self) -> None:
        """Keep everything, and let the database look at what it holds."""
        self.line.commit()
        if not self.sqlite:
            self.line.autocommit = True
        self.line.execute("ANALYZE" if self.sqlite else "VACUUM ANALYZE")
        if self.sqlite:
            self.line.commit()
            self.line.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.line.close()
        self.engine.dispose()


def fill(url: str, *, booking_id: str, wanted: int, today: date) -> None:
    """Put `wanted` bookings into the house beside the one that is there, with all that they name."""
    put = Filler(url, today)
    booking = put.first("exam_booking", f"id = '{booking_id}'")
    session = put.first("exam_session", f"id = '{booking['session_id']}'")
    places = 1 + max(0, wanted - NEAR) // (SESSIONS * HELD)
    put.copy("branch", put.first("branch", f"id = '{booking['branch_id']}'"), _branches(places))
    put.copy(
        "institution", put.first("institution", f"id = '{booking['institution_id']}'"), _institutions(places)
    )
    put.copy("exam_session", session, _near_sessions(put))
    put.copy("exam_session", session, _far_sessions(put, wanted, session))
    client = put.first("client", f"id = '{booking['client_id']}'")
    put.copy("client", client | {"account_id": None}, _clients(wanted))
    enrolment = put.first("enrolment", f"id = '{booking['enrolment_id']}'")
    put.copy("enrolment", enrolment, _bookings(put, wanted, booking, _enrolment))
    put.copy("exam_booking", booking, _bookings(put, wanted, booking, _booking))
    put.end()


def name(kind: str, number: int) -> str:
    """Give an id that no real row has."""
    return f"{kind}{number:0{20 - len(kind)}d}"


def _branches(places: int) -> Iterator[Row]:
    return ({"id": name("br", n), "code": f"MANY{n}"} for n in range(1, places))


def _institutions(places: int) -> Iterator[Row]:
    return ({"id": name("in", n), "branch_id": name("br", n)} for n in range(1, places))


def _near_sessions(put: Filler) -> Iterator[Row]:
    """The next twelve weeks of the crowd's institution, four windows a day, none full."""
    for n in range(WEEKS * 7 * WINDOWS):
        offset, window = 3 + n // WINDOWS, n % WINDOWS
        held = len(range(n, NEAR, WEEKS * 7 * WINDOWS))
        yield {"id": name("se", n), "booked": held, "capacity": 20, **_when(put, offset, window)}


def _far_sessions(put: Filler, wanted: int, own: Row) -> Iterator[Row]:
    for n in range(-(-max(0, wanted - NEAR) // HELD)):
        place, rest = divmod(n, SESSIONS)
        # others have weeks ahead of them too
        offset = rest // WINDOWS - PAST_DAYS + (WEEKS * 7 if place else 0)
        where = _place(place, own)
        yield {
            "id": name("sf", n),
            "booked": HELD,
            "capacity": 20,
            **where,
            **_when(put, offset, rest % WINDOWS),
        }


def _when(put: Filler, offset: int, window: int) -> Row:
    moments = {"starts_at": put.moment(offset, 1 + window), "ends_at": put.moment(offset, 2 + window)}
    return {"day": put.day(offset), "exam_class": "ANY", **moments}


def _place(place: int, own: Row) -> Row:
    ours = {"branch_id": own["branch_id"], "institution_id": own["institution_id"]}
    return {"branch_id": name("br", place), "institution_id": name("in", place)} if place else ours


def _clients(wanted: int) -> Iterator[Row]:
    """Somebody has two bookings, of two years."""
    return ({"id": name("cl", n), "phone_index": f"{n:064d}"} for n in range(-(-wanted // 2)))


def _bookings(put: Filler, wanted: int, own: Row, draw: Callable[[Filler, int, Row], Row]) -> Iterator[Row]:
    for n in range(wanted):
        far = n - NEAR
        place = far // (SESSIONS * HELD) if far >= 0 else 0
        session = name("sf", far // HELD) if far >= 0 else name("se", n % (WEEKS * 7 * WINDOWS))
        yield draw(put, n, {"client_id": name("cl", n // 2), "session_id": session, **_place(place, own)})


def _booking(put: Filler, n: int, where: Row) -> Row:
    state = "CONFIRMED" if n < NEAR else ("COMPLETED", "COMPLETED", "CONFIRMED", "NO_SHOW")[n % 4]
    return {"id": name("bo", n), "enrolment_id": name("en", n), "code": f"{n:08d}", "status": state, **where}


def _enrolment(put: Filler, n: int, where: Row) -> Row:
    year = n % 2
    span = {"starts": put.day(-300 - 365 * year), "ends": put.day(64 - 365 * year)}
    where = {key: value for key, value in where.items() if key != "session_id"}
    return {
        "id": name("en", n),
        "status": "ENDED" if year else "ACTIVE",
        "year_number": 2 - year,
        **span,
        **where,
    }
