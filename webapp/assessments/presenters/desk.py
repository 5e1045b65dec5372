"""The review desk: the work list, the person's card, the draft with its figures and alerts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.assessments.models import Assessment
from webapp.assessments.presenters.risks import percent, verdict
from webapp.assessments.presenters.words import MODELS, citation, figure, said, told
from webapp.assessments.queries import Alerted, Screened, Work
from webapp.assessments.rules.status import Status
from webapp.kernel.clock import local
from webapp.kernel.i18n import _, day, lazy, moment, number, say
from webapp.questionnaires.rules.scores.screening import reason_in_words, unknown_in_words
from webapp.toolbox.packaged import bilingual, data
from webapp.toolbox.words import Bilingual

VIEW_WORDS = {
    "review": lazy("To review"),
    "release": lazy("To release"),
    "waiting": lazy("Waiting"),
    "alerts": lazy("Critical values"),
}
DECISION_WORDS = {
    "UNDECIDED": lazy("To decide"),
    "INVITED": lazy("Invited"),
    "NOT_NEEDED": lazy("Not needed"),
}
STATUS_WORDS = {
    "": lazy("waiting"),
    Status.DRAFT: lazy("draft"),
    Status.REVIEWED: lazy("reviewed"),
    Status.RELEASED: lazy("released"),
    Status.SUPERSEDED: lazy("replaced by a newer draft"),
}


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One line of the work list."""

    name: Bilingual
    opened: str
    state: str
    missing: str
    alert: bool
    declined: bool
    client_id: str
    assessment_id: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One model on the desk: what it gives, its class, where it was published."""

    name: str
    value: str
    category: str
    citation: str
    note: str


@dataclass(frozen=True, slots=True)
class AlertCard:
    """A critical value: what it is, when it was found, and what was done."""

    id: str
    text: str
    raised: str
    note: str
    handled: str


def work_rows(rows: Sequence[Work], names: Mapping[str, Bilingual]) -> list[WorkRow]:
    """Draw the work list."""
    return [
        WorkRow(
            name=names[row.client_id],
            opened=day(local(row.since).date(), "short"),
            state=str(STATUS_WORDS[row.status]),
            missing=_missing(row),
            alert=row.alert,
            declined=row.declined,
            client_id=row.client_id,
            assessment_id=row.assessment_id,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class ScreenedRow:
    """One screening on the desk: whose, the health level, why, and what is not known."""

    id: str
    name: Bilingual
    client_id: str
    day: str
    level: int
    reasons: str
    unknown: str
    by_hand: bool


def screened_rows(rows: Sequence[Screened], names: Mapping[str, Bilingual]) -> list[ScreenedRow]:
    """Draw the screenings."""
    return [
        ScreenedRow(
            id=row.id,
            name=names[row.client_id],
            client_id=row.client_id,
            day=day(local(row.screened_at).date(), "short"),
            level=row.health_level,
            reasons=_listed(map(reason_in_words, row.reasons)),
            unknown=_listed(map(unknown_in_words, row.unknown)),
            by_hand=row.by_hand,
        )
        for row in rows
    ]


def _listed(words: Iterable[Bilingual]) -> str:
    return _(", ").join(map(say, words))


def _missing(row: Work) -> str:
    if row.assessment_id:
        return ""
    return _("questionnaire") if not row.answered else _("exam results")


def figure_rows(kept: Assessment) -> list[FigureRow]:
    """Draw part 5 as a table: every number with its model."""
    results = kept.result["parts"]["5_disease_risk"]
    return [_figure_row(code, result) for code, result in results.items()]


def _figure_row(code: str, result: Mapping[str, Any]) -> FigureRow:
    share, why = percent(code, result), result["not_computed"]
    value = _("%(n)s %%", n=number(round(share, 1))) if share is not None else figure(result["value"])
    caution = result["parts"].get("caution")
    return FigureRow(
        name=said(MODELS[code]["label"]),
        value=value,
        category=verdict(result["category"] or result["parts"].get("level") or ""),
        citation=f"{_published(code, result['model']['citation'])} ({result['model']['version']})",
        note=told(why["reason"]) if why else told(caution) if caution else "",
    )


def _published(code: str, printed: str) -> str:
    """Staff read the publication itself where any reader can; else its name in words."""
    return printed if printed.isascii() else citation(code, printed)


def alert_cards(alerts: Sequence[Alerted], names: Mapping[str, Bilingual]) -> list[AlertCard]:
    """Draw the critical values, the open ones first."""
    words = data("assessments", "alerts")
    cards = [
        AlertCard(
            id="" if alert.handled_at else alert.id,
            text=say(bilingual(words[alert.code])),
            raised=moment(alert.raised_at),
            note=alert.note or "",
            handled=_handled(alert, names),
        )
        for alert in alerts
    ]
    return sorted(cards, key=lambda card: not card.id)


def _handled(alert: Alerted, names: Mapping[str, Bilingual]) -> str:
    if alert.handled_at is None or alert.handled_by is None:
        return ""
    return _("%(name)s, %(when)s", name=say(names[alert.handled_by]), when=moment(alert.handled_at))


def facts(sex: str, age: int, exam: str) -> str:
    """Write the one line of the person's card."""
    who = _("Male, %(n)s", n=age) if sex == "MALE" else _("Female, %(n)s", n=age)
    return " · ".join(part for part in (who, exam) if part)
