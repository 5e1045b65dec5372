"""Writing down a reading, the same for the client's phone and the desk (R3): form, doubt, kept, corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Response, request

from webapp.clients import queries as clients
from webapp.exams import queries, services
from webapp.exams.forms import StaffWhenForm, WhenForm, read_typed
from webapp.exams.presenters import home as words
from webapp.exams.rules import home
from webapp.exams.rules.sheet import Typed
from webapp.exams.services.home import Taken
from webapp.kernel import access, clock, htmx
from webapp.kernel.errors import NotYours
from webapp.kernel.i18n import number
from webapp.kernel.pages import link
from webapp.records import queries as records
from webapp.records import services as record_services
from webapp.records.queries import Measurement
from webapp.records.rules import Source


@dataclass(frozen=True, slots=True)
class Table:
    """Where readings are written down: whose, on which pages, and by whom of the staff."""

    client: clients.Client
    blueprint: str
    names: Mapping[str, str]
    staff_id: str = ""
    arguments: Mapping[str, str] = field(default_factory=dict)
    may_write: bool = True

    def link(self, name: str, **values: str) -> str:
        """Give the address of one of this table's pages."""
        return link(f"{self.blueprint}.{self.names[name]}", **self.arguments, **values)

    def form(self, **values: Any) -> WhenForm:
        """Give the form for when, as this table asks it."""
        form = StaffWhenForm if self.staff_id else WhenForm
        return form.read() if request.method == "POST" else form(**values)


PHONE = {"ask": "ask_reading", "kept": "reading", "correct": "ask_correct_reading", "figure": "figure"}
DESK = {
    "ask": "ask_client_reading",
    "kept": "client_reading",
    "correct": "ask_correct_client_reading",
    "figure": "client_figure",
}


def kind_named(name: str) -> home.Kind:
    """Give the kind in an address; nobody's for any other word."""
    try:
        return home.Kind(name.upper().replace("-", "_"))
    except ValueError:
        raise NotYours from None


def earlier(table: Table, reading_id: str) -> Sequence[Measurement]:
    """Give a reading of this client; NotYours for anybody else's."""
    rows = records.reading(reading_id=reading_id, client_id=table.client.id)
    if not rows:
        raise NotYours
    return rows


def draw_form(
    table: Table,
    kind: home.Kind,
    typed: Mapping[str, Typed],
    form: WhenForm,
    found: home.HomeReading | None = None,
    corrects: str = "",
) -> Response:
    """Show the form, empty or with what is wrong or unusual in it."""
    wrong = found is not None or bool(form.errors)
    asked = found if found and not found.problems else None
    return htmx.answer(
        "exams/ask_client_reading.html" if table.staff_id else "exams/ask_reading.html",
        status=422 if wrong else 200,
        client=table.client,
        title=str(words.KIND_WORDS[kind]),
        entries=words.entries(kind, typed, found),
        form=form,
        doubt=words.doubt_words(asked) if asked else "",
        fingerprint=asked.fingerprint if asked else "",
        corrects=corrects,
        back=table.link("figure", code=home.CODES[kind][0]),
    )


def empty_form(table: Table) -> WhenForm:
    """Give the form with the present moment in it."""
    now = clock.local(clock.now())
    return table.form(day=now.date(), time=now.time().replace(second=0, microsecond=0))


def filled_form(table: Table, rows: Sequence[Measurement]) -> tuple[dict[str, Typed], WhenForm]:
    """Give a kept reading as it was typed."""
    taken = clock.local(rows[0].taken_at)
    typed = {row.code: Typed(number(row.written_value or row.value), row.written_unit) for row in rows}
    return typed, table.form(day=taken.date(), time=taken.time(), where=rows[0].source)


def keep(table: Table, kind: home.Kind, corrects: str = "") -> Response:
    """Read what was posted; ask again what is unusual; keep it and show it."""
    form, typed = table.form(), read_typed(kind, request.form)
    fine = form.validate()
    person = queries.person_on(table.client, form.day.data or clock.today())
    found = home.read_reading(kind, typed, person, form.source if fine else Source.HOME)
    sure = not found.unlikely or request.form.get("sure") == found.fingerprint
    if not fine or found.problems or not sure:
        return draw_form(table, kind, typed, form, found, corrects)
    taken = Taken(
        found.figures, form.taken_at, form.source, access.visitor().account_id, staff_id=table.staff_id
    )
    if corrects:
        kept = services.correct_reading(client=table.client, reading_id=corrects, taken=taken)
    else:
        kept = services.take_reading(client=table.client, taken=taken)
    if table.staff_id:
        record_services.note_access(
            client_id=table.client.id, account_id=access.visitor().account_id, what="figures"
        )
    return htmx.go_to(table.link("kept", reading_id=kept))


def show_kept(table: Table, reading_id: str) -> Response:
    """Show a kept reading: figures, verdicts, what to do when one is critical, and the way to correct it."""
    rows = earlier(table, reading_id)
    person = queries.person_on(table.client, clock.local(rows[0].taken_at).date())
    figures = [home.judged(row.code, row.value, person, Source(row.source)) for row in rows]
    kind = home.kind_of(row.code for row in rows)
    return htmx.answer(
        "exams/client_reading.html" if table.staff_id else "exams/reading.html",
        client=table.client,
        title=str(words.KIND_WORDS[kind]),
        taken_at=rows[0].taken_at,
        entered_by_other=rows[0].entered_by != table.client.account_id,
        figures=words.said(figures, rows),
        advice=[str(words.CRITICAL_WORDS[code]) for code in home.critical(figures)],
        replaced=records.is_replaced(reading_id),
        correct=table.link("correct", reading_id=reading_id) if table.may_write else "",
        back=table.link("figure", code=home.CODES[kind][0]),
    )
