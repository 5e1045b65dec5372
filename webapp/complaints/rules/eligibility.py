"""Conflict of interest (complaints.md §5): who may never touch a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HANDLING_ROLES = frozenset({"COMPLAINT_HANDLER", "HQ_ADMIN"})
REVIEWING_ROLES = frozenset({"COMPLAINT_HANDLER", "BRANCH_MANAGER", "HQ_ADMIN", "INDEPENDENT_REVIEWER"})


@dataclass(frozen=True, slots=True)
class Person:
    """What eligibility needs to know of a staff member."""

    id: str
    role: str
    branch_id: str
    manager_id: str | None = None
    serving: bool = True
    at_headquarters: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """What eligibility needs to know of a case."""

    branch_id: str
    respondents: Sequence[Person] = ()
    providers: frozenset[str] = frozenset()  # ids of who provided the service complained of
    recused: frozenset[str] = frozenset()
    handler_id: str | None = None


def conflicted(person: Person, case: Case) -> bool:
    """Tell whether a person has a conflict of interest in a case.

    Respondent; a respondent's subordinate or line manager; provider of the service; recused. Where a
    branch manager is complained of, the whole branch is out; where an HQ admin is, all of HQ but
    the independent reviewer.
    """
    if person.id in case.providers or person.id in case.recused:
        return True
    return any(_too_close(person, one) for one in case.respondents)


def _too_close(person: Person, respondent: Person) -> bool:
    if person.id in (respondent.id, respondent.manager_id) or person.manager_id == respondent.id:
        return True
    if respondent.role == "BRANCH_MANAGER" and person.branch_id == respondent.branch_id:
        return True
    of_headquarters = respondent.role == "HQ_ADMIN" and person.at_headquarters
    return of_headquarters and person.role != "INDEPENDENT_REVIEWER"


def _in_line(person: Person, case: Case) -> bool:
    return person.serving and (person.at_headquarters or person.branch_id == case.branch_id)


def may_handle(person: Person, case: Case) -> bool:
    """Tell whether a person may be, or still be, the handler of a case."""
    able = _in_line(person, case) and person.role in HANDLING_ROLES
    return able and not conflicted(person, case)


def may_review(person: Person, case: Case) -> bool:
    """Tell whether a person may review a case: eligible, and never its handler (T10).

    The independent reviewer enters only cases about headquarters; where one of its admins is complained
    of, no manager of a branch signs: only the independent one is outside that line.
    """
    able = _in_line(person, case) and person.role in REVIEWING_ROLES
    if person.role == "INDEPENDENT_REVIEWER" and not about_headquarters(case):
        return False
    if person.role != "INDEPENDENT_REVIEWER" and about_an_admin(case):
        return False
    return able and person.id != case.handler_id and not conflicted(person, case)


def may_lead(person: Person, case: Case) -> bool:
    """Tell whether a person may act for headquarters in a case (T15, T16, S4): of it, and not conflicted."""
    able = _in_line(person, case) and person.at_headquarters and person.role in REVIEWING_ROLES
    if person.role == "INDEPENDENT_REVIEWER" and not about_headquarters(case):
        return False
    return able and not conflicted(person, case)


def may_decide_appeal(person: Person, case: Case, *, had_part: bool) -> bool:
    """Tell whether a person may decide an appeal (T13, S3): of headquarters, and no part in the case so far."""
    return may_lead(person, case) and person.id != case.handler_id and not had_part


def about_headquarters(case: Case) -> bool:
    """Tell whether a case is about somebody who works at headquarters."""
    return any(one.at_headquarters for one in case.respondents)


def about_an_admin(case: Case) -> bool:
    """Tell whether an admin of headquarters is complained of."""
    return any(one.role == "HQ_ADMIN" for one in case.respondents)


def route(people: Sequence[Person], case: Case, load: dict[str, int]) -> str | None:
    """Choose a handler: the branch first, then headquarters, the fewest open cases first; or nobody."""
    fit = [one for one in people if may_handle(one, case)]
    if not fit:
        return None

    def rank(one: Person) -> tuple[bool, bool, int, str]:
        away = one.branch_id != case.branch_id
        return (away, one.role != "COMPLAINT_HANDLER", load.get(one.id, 0), one.id)

    return min(fit, key=rank).id
