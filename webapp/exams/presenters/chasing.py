"""Overdue reports, calls about them and hand-overs in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from webapp.exams.models import Chase, Delivery
from webapp.exams.queries import Overdue
from webapp.exams.rules.chasing import Outcome, Way
from webapp.exams.rules.delivery import Form, Receiver
from webapp.exams.rules.report import days_late
from webapp.kernel.i18n import _, day, lazy, moment, ngettext, say
from webapp.toolbox.words import Bilingual

WAY_WORDS = {
    Way.PHONE: lazy("By phone"),
    Way.MESSAGE: lazy("By message"),
    Way.VISIT: lazy("In person"),
}
OUTCOME_WORDS = {
    Outcome.PROMISED: lazy("Promised for a day"),
    Outcome.NO_ANSWER: lazy("Nobody answered"),
    Outcome.SAYS_SENT: lazy("They say it was sent"),
    Outcome.PROBLEM: lazy("There is a problem"),
}
FORM_WORDS = {Form.PRINTED: lazy("Printed"), Form.ELECTRONIC: lazy("Electronically")}
RECEIVER_WORDS = {
    Receiver.CLIENT: lazy("To the client"),
    Receiver.SENT_BY_CLIENT: lazy("To somebody whom the client sent"),
    Receiver.GROUP_CONTACT: lazy("To the contact person of the group"),
}
Names = Mapping[str | None, Bilingual]


@dataclass(frozen=True, slots=True)
class OverdueRow:
    """One line of the list."""

    booking_id: str
    name: Bilingual
    institution: Bilingual
    exam_day: str
    late: str
    last: str
    again: str
    tone: str


def overdue_rows(
    found: Iterable[Overdue],
    clients: Mapping[str, Bilingual],
    institutions: Mapping[str, Bilingual],
    *,
    today: date,
) -> list[OverdueRow]:
    """Draw the list."""
    return [_row(one, clients, institutions, today) for one in found]


def _row(
    one: Overdue, clients: Mapping[str, Bilingual], institutions: Mapping[str, Bilingual], today: date
) -> OverdueRow:
    late = days_late(due=one.report_due, today=today)
    due_now = one.last is None or one.last.again_on <= today
    return OverdueRow(
        booking_id=one.booking_id,
        name=clients[one.client_id],
        institution=institutions[one.institution_id],
        exam_day=day(one.exam_day),
        late=ngettext("%(n)s day late", "%(n)s days late", late),
        last=_chased(one.last) if one.last else _("nobody has asked yet"),
        again=_("ask today") if due_now or one.last is None else day(one.last.again_on, "short"),
        tone="act" if due_now else "watch",
    )


def _chased(row: Chase) -> str:
    if row.promised_for:
        return _("promised for %(day)s", day=day(row.promised_for, "short"))
    return str(OUTCOME_WORDS[Outcome(row.outcome)])


def chase_entries(rows: Iterable[Chase], names: Names) -> list[dict[str, str]]:
    """Give the calls about a report for `components/timeline.html`."""
    return [
        {
            "title": _chased(row),
            "when": moment(row.at),
            "iso": row.at.isoformat(),
            "words": row.words or "",
            "note": _(
                "%(way)s, %(whom)s; asked by %(name)s; again on %(day)s",
                way=WAY_WORDS[Way(row.way)],
                whom=row.whom,
                name=_named(names, row.by),
                day=day(row.again_on, "short"),
            ),
        }
        for row in rows
    ]


def delivery_entries(rows: Iterable[Delivery], names: Names) -> list[dict[str, str]]:
    """Give the hand-overs of a report for `components/timeline.html`."""
    return [
        {
            "title": f"{FORM_WORDS[Form(row.form)]} · {RECEIVER_WORDS[Receiver(row.receiver)]}",
            "when": day(row.delivered_on),
            "iso": row.delivered_on.isoformat(),
            "words": row.to_name or "",
            "note": _("in a sealed envelope") if row.sealed else "",
        }
        for row in rows
    ]


def _named(names: Names, staff_id: str) -> str:
    found = names.get(staff_id)
    return say(found) if found else ""
