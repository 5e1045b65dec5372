"""One's own plan in words: the running year, the next one, an application, a wish (P1, P5, P6)."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from webapp.kernel.i18n import _, day, lazy, money, say, typed
from webapp.kernel.pages import link
from webapp.organisation.queries import Branch
from webapp.plans import rules
from webapp.plans.presenters.packages import change_words, item_names
from webapp.plans.presenters.way import ENDPOINTS
from webapp.plans.queries import Applying, Chosen, Enrolment, InstitutionWish, OwnPlan
from webapp.plans.rules import ApplicationStatus, WishStatus

Pairs = list[tuple[str, str | Markup]]


@dataclass(frozen=True, slots=True)
class ApplicationCard:
    """An application: where it stands, who has the next move, what was chosen."""

    title: str
    words: str
    pairs: Pairs
    verb: str
    href: str


@dataclass(frozen=True, slots=True)
class YearCard:
    """A service year: its title, what belongs to it, and what waits for the occupation."""

    title: str
    pairs: Pairs
    waiting: list[str]


@dataclass(frozen=True, slots=True)
class WishCard:
    """A wish for another institution: where it stands, and the branch's answer."""

    id: str
    title: str
    pairs: Pairs
    open: bool


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The page "My plan". `branch` is where an application is and is paid."""

    application: ApplicationCard | None
    branch: Branch | None
    years: list[YearCard]
    wish: WishCard | None
    may_apply: str
    may_move: bool


def plan_page(own: OwnPlan) -> PlanPage:
    """Draw one's own plan."""
    application = _application(own.at, own.chosen) if own.at and own.chosen else None
    return PlanPage(
        application=application,
        branch=own.branch if application else None,
        years=[_year(one, own) for one in own.years],
        wish=_wish(own.wish, own) if own.wish else None,
        may_apply="" if application else _apply_words(own),
        may_move=own.may_move,
    )


_TITLES: dict[str, tuple[str, str]] = {
    ApplicationStatus.DRAFT: (
        lazy("Your application is begun"),
        lazy("What you have chosen is kept. Nothing has been sent yet."),
    ),
    ApplicationStatus.SUBMITTED: (
        lazy("Your application is at the branch"),
        lazy("Please pay at the branch. The plan begins as soon as the payment is confirmed."),
    ),
    ApplicationStatus.SENT_BACK: (
        lazy("Your branch has sent the application back"),
        lazy("Please read why, change what is needed and send it again."),
    ),
}


def _application(at: Applying, chosen: Chosen) -> ApplicationCard:
    found = at.application
    title, words = _TITLES[found.status]
    sent = found.status == ApplicationStatus.SUBMITTED
    return ApplicationCard(
        title=str(title),
        words=str(words),
        pairs=_answer(found.answer) + _chosen(chosen),
        verb="" if sent else _("Go on with the application"),
        href="" if sent else link(ENDPOINTS[at.open_step]),
    )


def _answer(words: str | None) -> Pairs:
    return [(_("The branch writes"), typed(words))] if words else []


def _chosen(chosen: Chosen) -> Pairs:
    """Say what was chosen; what is still open is left out."""
    found = chosen.application
    lines: Pairs = [
        (_("Plan"), say(found.plan_name)),
        (_("Exam package"), say(chosen.package.name) if chosen.package else ""),
        (_("Changed items"), change_words(found.item_change)),
        (_("Exam institution"), say(chosen.institution.name) if chosen.institution else ""),
        (_("Family doctor"), say(chosen.doctor.name) if chosen.doctor else ""),
        (_("Fee of the year"), money(chosen.yuan) if chosen.yuan is not None else ""),
    ]
    return [(name, words) for name, words in lines if words]


def _year(one: Enrolment, own: OwnPlan) -> YearCard:
    place = own.places.get(one.institution_id)
    pairs: Pairs = [
        (_("Plan"), say(one.plan_name)),
        (_("Service year"), f"{day(one.starts, 'date')} – {day(one.ended_on or one.ends, 'date')}"),
        (_("Exam package"), say(one.package.name)),
        (_("Exam institution"), say(place.name) if place else ""),
    ]
    return YearCard(_year_title(one, own), pairs, item_names(own.waiting.get(one.id, ())))


def _year_title(one: Enrolment, own: OwnPlan) -> str:
    if one.status == rules.YearStatus.ENDED or one.ends < own.day:
        return _("An earlier year")
    return _("The running year") if one.starts <= own.day else _("The next year")


def _apply_words(own: OwnPlan) -> str:
    if not own.ways:
        return ""
    if rules.Way.UPGRADE in own.ways:
        return _("Renew, or choose a higher plan")
    return _("Renew for the next year") if rules.Way.RENEWAL in own.ways else _("Choose your plan")


_WISHES: dict[str, str] = {
    WishStatus.ASKED: lazy("You asked for another institution; your branch will answer"),
    WishStatus.APPROVED: lazy("Your institution was changed"),
    WishStatus.REFUSED: lazy("Your institution stays as it is"),
}


def _wish(wish: InstitutionWish, own: OwnPlan) -> WishCard | None:
    if wish.status not in _WISHES:
        return None
    return WishCard(
        id=wish.id,
        title=str(_WISHES[wish.status]),
        pairs=_asked(wish, own) + _answer(wish.answer),
        open=wish.status == WishStatus.ASKED,
    )


def _asked(wish: InstitutionWish, own: OwnPlan) -> Pairs:
    """Say what she asked for; without a reason it was the branch that moved her (P1)."""
    place = own.places.get(wish.institution_id)
    name = say(place.name) if place else ""
    if not wish.reason:
        return [(_("Exam institution"), name)]
    return [(_("You asked for"), name), (_("Your reason"), typed(wish.reason))]
