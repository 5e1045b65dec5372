"""The steps of the application in words: what can be chosen, where one is, what was wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from webapp.clients.queries import Consent
from webapp.clients.rules import CONSENT_WORDS, Purpose
from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _, day, lazy, money, ngettext, say
from webapp.kernel.pages import link
from webapp.organisation.queries import Institution, Staff
from webapp.organisation.rules import Grade
from webapp.plans import refusals, rules
from webapp.plans.queries import Applying, Changeable, Chosen, PackageOffer, PlanApplication, known_items
from webapp.plans.rules import FeeLine, Kind, Matrix, Standing, Step, Way
from webapp.toolbox.words import Bilingual

ENDPOINTS: dict[Step, str] = {
    Step.PLAN: "plans.choose_plan",
    Step.PACKAGE: "plans.choose_package",
    Step.INSTITUTION: "plans.choose_institution",
    Step.DOCTOR: "plans.choose_doctor",
    Step.CONSENTS: "plans.answer_consents",
    Step.REVIEW: "plans.review",
}
GRADES: dict[str, str] = {
    Grade.REGULAR: lazy("Regular institution"),
    Grade.HIGH_END: lazy("High-end institution"),
}


@dataclass(frozen=True, slots=True)
class StepLine:
    """Where one is: the number of this step, of how many, and where the back link goes."""

    number: int
    total: int
    back: str


def first_line(matrix: Matrix | None) -> StepLine:
    """Give the line of the first step: before a plan is chosen its steps are those of the longest way."""
    plans = matrix.plans if matrix else ()
    doctor = any(rules.grant_for_one(matrix, plan, rules.Item.FAMILY_DOCTOR) for plan in plans if matrix)
    return StepLine(1, len(rules.steps(doctor=doctor)), link("plans.plan"))


def step_line(step: Step, at: Applying) -> StepLine:
    """Give the line of a later step; back leads to the step before."""
    way = rules.steps(doctor=at.has_doctor)
    place = way.index(step)
    return StepLine(place + 1, len(way), link(ENDPOINTS[way[place - 1]]))


@dataclass(frozen=True, slots=True)
class PlanCard:
    """One plan to choose: what it costs and what is in it."""

    code: str
    name: Bilingual
    price: str
    rights: str


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """The plans to choose from, and when the year may begin: (value, words)."""

    plans: list[PlanCard]
    ways: list[tuple[str, str]]


def plan_choice(matrix: Matrix | None, standing: Standing, fees: Sequence[FeeLine]) -> PlanChoice:
    """Draw the plans that can be applied for now (P5, P6)."""
    if matrix is None:
        return PlanChoice([], [])
    open_ways = rules.ways(standing, matrix)
    cards = [
        PlanCard(code, name, _price(code, fees), _rights(matrix, code))
        for code, name in matrix.plans.items()
        if any(rules.plan_fits(code, way, standing, matrix) for way in open_ways)
    ]
    return PlanChoice(cards, [(way.value, _way_words(way, standing)) for way in open_ways])


def _price(plan: str, fees: Sequence[FeeLine]) -> str:
    amounts = sorted(line.yuan for line in fees if line.code.startswith(f"{plan}."))
    if not amounts:
        return ""
    if len(amounts) == 1:
        return _("%(yuan)s a year", yuan=money(amounts[0]))
    return _("from %(yuan)s a year", yuan=money(amounts[0]))


def _rights(matrix: Matrix, plan: str) -> str:
    column = f"{plan}.{Kind.INDIVIDUAL}"
    return _(", ").join(say(row.name) for row in matrix.rows if column in row.grants)


def _way_words(way: Way, standing: Standing) -> str:
    if way is Way.RENEWAL:
        starts = rules.year_would_start(way, standing, date.min)
        return _("After the running year: from %(day)s", day=day(starts, "date"))
    if way is Way.UPGRADE:
        return _("Now: a higher plan takes the place of the running one")
    return _("As soon as the branch has confirmed the payment")


@dataclass(frozen=True, slots=True)
class PackageCard:
    """One package to choose: its fee, what it examines of this person, and what waits for the occupation."""

    id: str
    name: Bilingual
    price: str
    items: list[str]
    waiting: list[str]


def package_cards(offers: Iterable[PackageOffer]) -> list[PackageCard]:
    """Draw the packages; one without a public fee is not sold (P4)."""
    return [
        PackageCard(
            one.package.id,
            one.package.name,
            _("%(yuan)s a year", yuan=money(one.yuan)),
            item_names(one.codes),
            item_names(one.waiting),
        )
        for one in offers
        if one.yuan is not None
    ]


def newsletter_words(plan: str, come: str, matrix: Matrix) -> str:
    """Say how many newsletters come, and how; nothing for a plan without (P5)."""
    count = rules.newsletters_for_one(matrix, plan)
    if not count:
        return ""
    if come == rules.Delivery.PRINT:
        return ngettext("%(n)s newsletter, in print", "%(n)s newsletters, in print", count)
    return ngettext("%(n)s newsletter, electronic", "%(n)s newsletters, electronic", count)


def item_names(codes: Iterable[str]) -> list[str]:
    """Say what is examined; a code that the catalogue no longer has is shown as it is."""
    names = known_items()
    return [say(names[code]) if code in names else code for code in codes]


def named_items(items: Changeable) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Give the items that may be added and left out as (code, name)."""
    return _pairs(items.addable), _pairs(items.removable)


def _pairs(codes: Sequence[str]) -> list[tuple[str, str]]:
    return list(zip(codes, item_names(codes), strict=True))


@dataclass(frozen=True, slots=True)
class Place:
    """One institution to choose, with its facts: (name of the fact, fact)."""

    id: str
    name: Bilingual
    grade: str
    facts: list[tuple[str, str]]


def places(found: Iterable[Institution]) -> list[Place]:
    """Draw institutions with address, transit and hours; what is not known is left out."""
    return [Place(one.id, one.name, str(GRADES[one.grade]), _facts(one)) for one in found]


def _facts(one: Institution) -> list[tuple[str, str]]:
    facts = [
        (_("Address"), say(one.address)),
        (_("How to get there"), say(one.transit)),
        (_("Hours"), say(one.hours)),
    ]
    return [(name, fact) for name, fact in facts if fact]


def doctors(found: Iterable[Staff]) -> list[tuple[str, str, str]]:
    """Draw family doctors as options."""
    return [
        (one.id, say(one.name), _("Family doctor here since %(year)s", year=one.hired_on.year))
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class ConsentCard:
    """One purpose: what for, what stops without it, ticked here before, or given already."""

    purpose: str
    title: Bilingual
    without: Bilingual
    ticked: bool
    given: bool


def consent_cards(
    asked: Iterable[Purpose], ticked: str | None, consents: Iterable[Consent]
) -> list[ConsentCard]:
    """Draw one card for each purpose; only what she herself ticked before is ticked (A5)."""
    live = {one.purpose for one in consents if one.withdrawn_at is None}
    before = (ticked or "").split()
    return [
        ConsentCard(one.value, *CONSENT_WORDS[one], ticked=one.value in before, given=one.value in live)
        for one in asked
    ]


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


def review_rows(chosen: Chosen, at: Applying) -> list[ReviewRow]:
    """Draw what was chosen, step by step."""
    found = chosen.application
    agreed = len((found.agreed or "").split())
    lines: dict[Step, tuple[str, str, str]] = {
        Step.PLAN: (_("Plan"), say(found.plan_name), _("from %(day)s", day=day(chosen.starts, "date"))),
        Step.PACKAGE: (_("Exam package"), _name(chosen.package), _package_note(found, at)),
        Step.INSTITUTION: (_("Exam institution"), _name(chosen.institution), ""),
        Step.DOCTOR: (_("Family doctor"), _name(chosen.doctor), ""),
        Step.CONSENTS: (_("Consents"), _("%(n)s given with this application", n=agreed), ""),
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


def change_words(change: rules.ItemChange) -> str:
    """Say which items were changed while applying (P2)."""
    parts = []
    if change.added:
        parts.append(_("Added: %(names)s", names=_(", ").join(item_names(change.added))))
    if change.left_out:
        parts.append(_("Left out: %(names)s", names=_(", ").join(item_names(change.left_out))))
    return " · ".join(parts)


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
