"""Important abnormal results in words: at the desk with their clock, for the client calmly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from webapp.exams.models import ImportantResult, ImportantStep
from webapp.exams.presenters.sheet import item_name, value_words
from webapp.exams.queries import Followed
from webapp.exams.rules.catalogue import lab_items
from webapp.exams.rules.important import BY_HAND, Act, Level, may_note
from webapp.kernel.i18n import _, lazy, moment, say
from webapp.toolbox.words import Bilingual

Names = Mapping[str | None, Bilingual]
LEVEL_WORDS = {Level.A: lazy("A: the same day"), Level.B: lazy("B: within days")}
ACT_WORDS = {
    Act.NO_ANSWER: lazy("Called, nobody answered"),
    Act.TOLD: lazy("Reached the client, advised to see a doctor"),
    Act.NOTE: lazy("Something else was done"),
    Act.SAW_DOCTOR: lazy("The client has seen a doctor"),
    Act.DECLINED: lazy("The client knows and does not want to go"),
    Act.UNREACHABLE: lazy("The client cannot be reached"),
    Act.NOT_SO: lazy("It turned out not to be important"),
    Act.CORRECTED: lazy("The result was corrected"),
}


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One line of the list."""

    id: str
    name: Bilingual
    item: str
    value: str
    level: str
    tone: str
    due: str
    state: str
    owner: Bilingual | None


def task_rows(found: Iterable[Followed], owners: Names, now: datetime) -> list[TaskRow]:
    """Draw the list."""
    return [_row(one, owners, now) for one in found]


def _row(one: Followed, owners: Names, now: datetime) -> TaskRow:
    task = one.task
    late = task.due_at < now and task.ending is None
    when = moment(task.due_at, style="short")
    return TaskRow(
        id=task.id,
        name=one.client.name,
        item=item_name(lab_items()[task.code]),
        value=value_words(one.line),
        level=str(LEVEL_WORDS[Level(task.level)]),
        tone="act" if late else "watch" if task.level == Level.A else "good",
        due=_("late since %(moment)s", moment=when) if late else _("by %(moment)s", moment=when),
        state=_state(task),
        owner=owners.get(task.owner_id),
    )


def _state(task: ImportantResult) -> str:
    if task.ending:
        return str(ACT_WORDS[Act(task.ending)])
    return _("told, ask what the doctor said") if task.told_at else _("the client has to be told")


def step_entries(steps: Iterable[ImportantStep], names: Names) -> list[dict[str, str]]:
    """Give the steps for the list of what was done."""
    return [
        {
            "title": str(ACT_WORDS[Act(step.act)]),
            "when": moment(step.at),
            "iso": step.at.isoformat(),
            "words": step.words or "",
            "by": _named(names.get(step.by)),
        }
        for step in steps
    ]


def _named(name: Bilingual | None) -> str:
    return say(name) if name else ""


def acts_offered(task: ImportantResult, unanswered: int) -> list[tuple[str, str]]:
    """Give what may be noted now, as (code, words)."""
    told = task.told_at is not None
    return [
        (act.value, str(ACT_WORDS[act])) for act in BY_HAND if may_note(act, told=told, unanswered=unanswered)
    ]


@dataclass(frozen=True, slots=True)
class Advice:
    """What the client reads about important results: which, and what to do."""

    level: str
    items: str
    words: str


def advice(found: Iterable[ImportantResult]) -> list[Advice]:
    """Say calmly what to do about the important results of a report; what was taken back is left out."""
    taken_back = (Act.NOT_SO, Act.CORRECTED)
    by_level: dict[Level, dict[str, None]] = {}
    for task in found:
        if task.ending not in taken_back:
            by_level.setdefault(Level(task.level), {})[item_name(lab_items()[task.code])] = None
    return [Advice(level, _listed(by_level[level]), _todo(level)) for level in Level if level in by_level]


def _listed(names: Iterable[str]) -> str:
    return _(", ").join(names)


def _todo(level: Level) -> str:
    if level is Level.A:
        return _(
            "Please see a doctor today. With chest pain, a severe headache, faintness or slurred speech call "
            "120 at once. We will call you too and help you find a doctor."
        )
    return _("Please have this looked at by a doctor within the next two weeks. We will call you about it.")
