"""What waits for a nutritionist, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from webapp.diet_plans.queries import Counts, DietTask, Waiting
from webapp.diet_plans.rules.worklist import PUT_OFF_BY_HAND, SETTLED_BY_HAND, Kind
from webapp.kernel.i18n import _, day, lazy, ngettext, say
from webapp.kernel.pages import link

KIND_WORDS = {
    Kind.ALLERGY: lazy("New allergy"),
    Kind.QUESTION: lazy("Unanswered question"),
    Kind.WAITING: lazy("Without a plan"),
    Kind.ENDING: lazy("Plan ends"),
    Kind.RESULTS: lazy("New exam results"),
    Kind.LITTLE_EATEN: lazy("Little eaten as planned"),
    Kind.NOT_LOGGED: lazy("Nothing marked"),
    Kind.UNREAD: lazy("Plan not opened"),
}

_PAGES = {Kind.QUESTION: "questions", Kind.ALLERGY: "allergies", Kind.LITTLE_EATEN: "diary"}
_VERBS = {Kind.QUESTION: lazy("Read and answer"), Kind.LITTLE_EATEN: lazy("Read the diary")}
_OTHERWISE = lazy("Open the plan")


@dataclass(frozen=True, slots=True)
class Matter:
    """One line of the list; `settle` is the button's verb ("" for none), `href` "" where nothing may be opened."""

    client_id: str
    kind: str
    name: str
    words: str
    note: str
    since: str
    until: str
    tone: str
    verb: str
    href: str
    settle: str


def matter(found: Waiting, *, today: date) -> Matter:
    """Make a line of the list."""
    task, kind = found.task, Kind(found.task.kind)
    return Matter(
        client_id=task.client_id,
        kind=kind.value,
        name=say(found.name),
        words=str(KIND_WORDS[kind]),
        note=_note(task, kind, found),
        since=day(task.since, "short"),
        until=_until(task.due_on, today),
        tone="act" if task.due_on < today else "watch" if task.due_on == today else "good",
        verb=str(_VERBS.get(kind, _OTHERWISE)),
        href=_href(task, kind) if found.shares else "",
        settle=_settle(kind) if found.shares else "",
    )


def _note(task: DietTask, kind: Kind, found: Waiting) -> str:
    if not found.shares:
        return _("has not agreed to share the record")
    if kind is Kind.LITTLE_EATEN and task.share is not None:
        return _("%(n)s%% of the meals marked in the past week", n=task.share)
    if kind is Kind.NOT_LOGGED:
        return _("no meal of the past week was marked")
    return ""


def _until(due_on: date, today: date) -> str:
    left = (due_on - today).days
    if left < 0:
        return ngettext("%(n)s day late", "%(n)s days late", -left)
    return _("today") if left == 0 else _("by %(day)s", day=day(due_on, "short"))


def _href(task: DietTask, kind: Kind) -> str:
    return link(f"diet_plans_desk.{_PAGES.get(kind, 'editor')}", client_id=task.client_id)


def _settle(kind: Kind) -> str:
    if kind is Kind.RESULTS:
        return _("No change needed")
    if kind in SETTLED_BY_HAND:
        return _("No answer is needed")
    return _("Put off for a week") if kind in PUT_OFF_BY_HAND else ""


def views(counts: Counts, shown: Kind | None, *, whole_branch: bool) -> list[tuple[str, str, bool]]:
    """Give the views of the list: everything, then each kind that waits, with its number."""
    scope = {"scope": "branch"} if whole_branch else {}
    all_of_it = (_("All (%(n)s)", n=counts.all), link("diet_plans_desk.worklist", **scope), shown is None)
    kinds = [kind for kind in Kind if counts.by_kind.get(kind) or kind is shown]
    return [all_of_it] + [
        (
            _("%(kind)s (%(n)s)", kind=KIND_WORDS[kind], n=counts.by_kind.get(kind, 0)),
            link("diet_plans_desk.worklist", kind=kind.value, **scope),
            kind is shown,
        )
        for kind in kinds
    ]
