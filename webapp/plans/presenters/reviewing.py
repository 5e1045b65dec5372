"""Everything that was chosen once more, and where on that page a refusal belongs (P5)."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _, day, ngettext, say
from webapp.kernel.pages import link
from webapp.plans import refusals, rules
from webapp.plans.presenters.packages import change_words
from webapp.plans.presenters.way import ENDPOINTS
from webapp.plans.queries import Applying, Chosen, PlanApplication
from webapp.plans.rules import Matrix, Step, Way
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One answer on the review page, with its step's page to change it."""

    id: str
    icon: str
    name: str
    words: str
    note: str
    href: str


_ICONS = {
    Step.PLAN: "form",
    Step.PACKAGE: "list",
    Step.INSTITUTION: "building",
    Step.DOCTOR: "me",
    Step.CONSENTS: "shield",
}


def _begins(chosen: Chosen) -> str:
    """Only a renewal has its first day already: any other year begins with the payment (P5)."""
    if chosen.application.way == Way.RENEWAL:
        return _("from %(day)s", day=day(chosen.starts, "date"))
    return _("begins once the payment is confirmed")


def _given(agreed: int) -> str:
    return (
        _("%(n)s given with this application", n=agreed) if agreed else _("none given with this application")
    )


def review_rows(chosen: Chosen, at: Applying) -> list[ReviewRow]:
    """Draw what was chosen, step by step."""
    found = chosen.application
    agreed = len((found.agreed or "").split())
    lines: dict[Step, tuple[str, str, str]] = {
        Step.PLAN: (_("Plan"), say(found.plan_name), _begins(chosen)),
        Step.PACKAGE: (_("Exam package"), _name(chosen.package), _package_note(found, at)),
        Step.INSTITUTION: (_("Exam institution"), _name(chosen.institution), ""),
        Step.DOCTOR: (_("Family doctor"), _name(chosen.doctor), ""),
        Step.CONSENTS: (_("Consents"), _given(agreed), ""),
    }
    return [
        ReviewRow(f"step-{step.lower()}", _ICONS[step], *lines[step], link(ENDPOINTS[step]))
        for step in rules.steps(doctor=at.has_doctor)
        if step in lines
    ]


def _package_note(found: PlanApplication, at: Applying) -> str:
    letters = newsletter_words(found.plan, found.newsletters_come, at.matrix)
    return " · ".join(filter(None, [change_words(found.item_change), letters]))


def _name(one: object | None) -> str:
    name = getattr(one, "name", None)
    return say(name) if isinstance(name, Bilingual) else ""


def newsletter_words(plan: str, come: str, matrix: Matrix) -> str:
    """Say how many newsletters come, and how; nothing for a plan without (P5)."""
    count = rules.newsletters_for_one(matrix, plan)
    if not count:
        return ""
    if come == rules.Delivery.PRINT:
        return ngettext("%(n)s newsletter, in print", "%(n)s newsletters, in print", count)
    return ngettext("%(n)s newsletter, electronic", "%(n)s newsletters, electronic", count)


_FAULTS: dict[type[Refusal], Step] = {
    refusals.PlanNotOffered: Step.PLAN,
    refusals.PackageNotInPlan: Step.PACKAGE,
    refusals.NoFee: Step.PACKAGE,
    refusals.ItemsFixed: Step.PACKAGE,
    refusals.InstitutionDoesNotFit: Step.INSTITUTION,
    refusals.DoctorNotFree: Step.DOCTOR,
}


def fault(refusal: Refusal) -> tuple[str, str]:
    """Give where on the review page a refusal belongs, and its sentence."""
    step = _FAULTS.get(type(refusal))
    return (f"step-{step.lower()}" if step else ""), refusal.message()
