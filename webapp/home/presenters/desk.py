"""What waits at the desk, in words beside each place."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.complaints.queries import Queue
from webapp.diet_plans.queries import Counts
from webapp.diet_plans.rules.worklist import Kind
from webapp.exams.queries import Pressing, StaffWork, Waiting
from webapp.home.queries import DeskWork
from webapp.kernel.i18n import _, ngettext
from webapp.plans.queries import Asking


def waiting_words(work: DeskWork) -> dict[str, str]:
    """Say by name of the place what waits there; a place without work keeps its own words."""
    words = {}
    if work.pressing:
        words["bookings"] = " · ".join(_bookings(work.pressing.bookings))
    if work.results or work.pressing:
        words["results"] = " · ".join([*_pressing(work.pressing), *_results(work.results)])
    if work.asking:
        words["applications"] = _asking(work.asking)
    if work.drafts:
        words["assessments"] = _("%(n)s to review", n=work.drafts)
    if work.cases:
        words["complaints"] = _cases(work.cases)
    if work.diet:
        words["diet"] = " · ".join(_diet(work.diet))
    return {place: said for place, said in words.items() if said}


def _bookings(waits: StaffWork) -> list[str]:
    """Say first what is held only for a while."""
    said = (
        (waits.requests, _("%(n)s to decide", n=waits.requests)),
        (
            waits.change_requests,
            ngettext("%(n)s change asked for", "%(n)s changes asked for", waits.change_requests),
        ),
        (waits.calls, _("%(n)s to call", n=waits.calls)),
        (waits.must_rebook, _("%(n)s to book anew", n=waits.must_rebook)),
    )
    return [words for n, words in said if n]


def _asking(asking: Asking) -> str:
    said = (
        (asking.applications, _("%(n)s waiting for the payment", n=asking.applications)),
        (asking.wishes, _("%(n)s wishes for another institution", n=asking.wishes)),
    )
    return " · ".join(words for n, words in said if n)


def _pressing(pressing: Pressing | None) -> list[str]:
    """Say first what cannot wait."""
    if pressing is None:
        return []
    said = (
        (pressing.important, _("%(n)s important", n=pressing.important)),
        (pressing.important_late, _("%(n)s of them late", n=pressing.important_late)),
        (pressing.to_chase, _("%(n)s to ask for", n=pressing.to_chase)),
        (pressing.corrections, _("%(n)s corrections", n=pressing.corrections)),
    )
    return [words for n, words in said if n]


def _results(waiting: Waiting | None) -> list[str]:
    parts: list[str] = []
    if waiting is None:
        return parts
    if waiting.to_enter:
        parts.append(_("%(n)s to enter", n=waiting.to_enter))
    if waiting.late:
        parts.append(_("%(n)s late", n=waiting.late))
    if waiting.to_verify:
        parts.append(_("%(n)s to verify", n=waiting.to_verify))
    return parts


def _diet(waits: Counts) -> list[str]:
    """Say first what is late, then who waits for a person; all else is one number."""
    told = {Kind.ALLERGY, Kind.QUESTION, Kind.WAITING}
    questions = waits.by_kind.get(Kind.QUESTION, 0)
    said = (
        (waits.late, _("%(n)s overdue", n=waits.late)),
        (
            waits.by_kind.get(Kind.ALLERGY, 0),
            _("%(n)s with a new allergy", n=waits.by_kind.get(Kind.ALLERGY, 0)),
        ),
        (questions, ngettext("%(n)s question", "%(n)s questions", questions)),
        (
            waits.by_kind.get(Kind.WAITING, 0),
            _("%(n)s without a plan yet", n=waits.by_kind.get(Kind.WAITING, 0)),
        ),
        (
            rest := sum(n for kind, n in waits.by_kind.items() if kind not in told),
            _("%(n)s to look at", n=rest),
        ),
    )
    return [words for n, words in said if n]


def _cases(sizes: Mapping[Queue, int]) -> str:
    words = {
        Queue.MINE: _("%(n)s of yours", n=sizes[Queue.MINE]),
        Queue.UNASSIGNED: _("%(n)s to take over", n=sizes[Queue.UNASSIGNED]),
        Queue.REVIEW: _("%(n)s to check", n=sizes[Queue.REVIEW]),
        Queue.BREACHED: _("%(n)s overdue", n=sizes[Queue.BREACHED]),
    }
    return " · ".join(said for view, said in words.items() if sizes[view])
