"""What waits at the desk, in words beside each place."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.complaints.queries import Queue
from webapp.exams.queries import Waiting
from webapp.home.queries import DeskWork
from webapp.kernel.i18n import _


def waiting_words(work: DeskWork) -> dict[str, str]:
    """Say by name of the place what waits there; a place without work keeps its own words."""
    words = {}
    if work.results:
        words["results"] = _results(work.results)
    if work.drafts:
        words["assessments"] = _("%(n)s to review", n=work.drafts)
    if work.cases:
        words["complaints"] = _cases(work.cases)
    if work.without_plan:
        words["diet"] = _("%(n)s without a plan yet", n=work.without_plan)
    return {place: said for place, said in words.items() if said}


def _results(waiting: Waiting) -> str:
    parts = []
    if waiting.to_enter:
        parts.append(_("%(n)s to enter", n=waiting.to_enter))
    if waiting.late:
        parts.append(_("%(n)s late", n=waiting.late))
    if waiting.to_verify:
        parts.append(_("%(n)s to verify", n=waiting.to_verify))
    return " · ".join(parts)


def _cases(sizes: Mapping[Queue, int]) -> str:
    words = {
        Queue.MINE: _("%(n)s of yours", n=sizes[Queue.MINE]),
        Queue.UNASSIGNED: _("%(n)s to take over", n=sizes[Queue.UNASSIGNED]),
        Queue.REVIEW: _("%(n)s to check", n=sizes[Queue.REVIEW]),
        Queue.BREACHED: _("%(n)s overdue", n=sizes[Queue.BREACHED]),
    }
    return " · ".join(said for view, said in words.items() if sizes[view])
