"""Bookings, exam results with the range they were judged by, and readings between exams (X1, R3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from webapp.exams.queries import Held, Result, Verified
from webapp.exams.rules.booking import BookingStatus
from webapp.exams.rules.catalogue import Kind, LabItem, lab_items
from webapp.exams.rules.flags import Flag
from webapp.exams.rules.sheet import FINDING_ABNORMAL, FINDING_NORMAL
from webapp.home.presenters.paper.blocks import NOTHING, Block, Chapter, Row
from webapp.kernel.i18n import _, day, lazy, moment, say
from webapp.organisation.queries import Institution
from webapp.records.queries import Measurement
from webapp.records.rules import Source
from webapp.toolbox.units import printed

_STATUS = {
    BookingStatus.REQUESTED: lazy("Requested"),
    BookingStatus.CONFIRMED: lazy("Booked"),
    BookingStatus.CHANGE_REQUESTED: lazy("Change requested"),
    BookingStatus.OFFERED: lazy("Held for you"),
    BookingStatus.MUST_REBOOK: lazy("Please choose another time"),
    BookingStatus.CHECKED_IN: lazy("Checked in"),
    BookingStatus.COMPLETED: lazy("Done"),
    BookingStatus.CANCELLED: lazy("Cancelled"),
    BookingStatus.REFUSED: lazy("Not possible"),
    BookingStatus.EXPIRED: lazy("Not held any longer"),
    BookingStatus.NO_SHOW: lazy("Did not come"),
}
_FLAGS = {
    Flag.NORMAL: lazy("in range"),
    Flag.LOW: lazy("low"),
    Flag.HIGH: lazy("high"),
    Flag.CRITICAL_LOW: lazy("critically low"),
    Flag.CRITICAL_HIGH: lazy("critically high"),
    Flag.ABNORMAL: lazy("abnormal"),
    Flag.UNRATED: lazy("no range"),
    Flag.NOT_DONE: lazy("not done"),
}
_WRONG = lazy("wrong, corrected since")
_FINDINGS = {FINDING_NORMAL: lazy("normal"), FINDING_ABNORMAL: lazy("abnormal")}
_SOURCES = {Source.HOME: lazy("At home"), Source.BRANCH: lazy("At the branch")}


def bookings(held: Sequence[Held], institutions: Mapping[str, Institution]) -> Chapter:
    """List every booking, cancelled ones among them."""
    head = (_("When"), _("Where"), _("State"))
    rows = [_booking(one, institutions[one.booking.institution_id]) for one in held]
    return Chapter(_("My bookings"), [Block(head=head, rows=rows, widths=(3, 3, 1))] if rows else [])


def _booking(held: Held, place: Institution) -> Row:
    status = BookingStatus(held.booking.status)
    return moment(held.session.starts_at, place.zone), say(place.name), str(_STATUS[status])


def results(reports: Sequence[Verified], institutions: Mapping[str, Institution]) -> Chapter:
    """Give each verified report, newest year first, with the ranges of its day."""
    head = (_("Item"), _("Result"), _("Reference range"), _("Verdict"))
    blocks = [
        Block(
            title=f"{day(one.report.exam_day, 'date')} · {say(institutions[one.report.institution_id].name)}",
            head=head,
            widths=(3, 3, 2, 2),
            rows=[_result(row, lab_items()[row.code]) for row in sorted(one.results, key=_place)],
        )
        for one in reports
    ]
    return Chapter(_("My exam results"), blocks)


def _place(row: Result) -> tuple[int, bool]:
    """Give where an item stands in the catalogue; what was replaced comes after what is true."""
    return list(lab_items()).index(row.code), row.replaced


def _result(row: Result, item: LabItem) -> Row:
    band = row.range.in_words()
    verdict = _WRONG if row.replaced else _FLAGS[Flag(row.flag)]
    return say(item.name), _figure(row, item), band or NOTHING, str(verdict)


def _figure(row: Result, item: LabItem) -> str:
    if row.value is not None:
        return f"{row.value:f} {printed(row.unit)}".strip()
    if item.kind is Kind.FINDING and row.choice in _FINDINGS:
        return " ".join(filter(None, (str(_FINDINGS[row.choice]), row.words)))
    step = dict(item.scale).get(row.choice, row.choice)
    return " ".join(filter(None, (step, row.words))) or NOTHING


def readings(rows: Sequence[Measurement]) -> Chapter:
    """List what was measured between exams; an exam's figures stand with their report."""
    head = (_("When"), _("Item"), _("Value"), _("Where"))
    between = [row for row in rows if row.source != Source.EXAM]
    told = [_reading(row) for row in between]
    return Chapter(_("My readings"), [Block(head=head, rows=told, widths=(3, 3, 2, 2))] if told else [])


def _reading(row: Measurement) -> Row:
    value = f"{row.value:f} {printed(row.unit)}".strip()
    return moment(row.taken_at), say(lab_items()[row.code].name), value, str(_SOURCES[Source(row.source)])
