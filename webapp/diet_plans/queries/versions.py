"""Published versions: the one in effect, all of them, and what they say.

In effect is the newest live version whose first day has come, even while its row still says that
it is scheduled (`rules.versions.in_effect` in SQL).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import bindparam, select
from sqlalchemy.orm import undefer

from webapp.diet_plans.models import DietPlanVersion
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.content import NOTHING, Content, Day
from webapp.diet_plans.rules.foods import Table
from webapp.diet_plans.rules.phases import Step, step_on
from webapp.diet_plans.rules.versions import LIVE, VersionStatus
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class Published:
    """A version as it is read: the row, what it says, and its own foods."""

    version: DietPlanVersion
    content: Content
    foods: Table

    def menus_on(self, day: date) -> Day:
        """Give the meals of a calendar day, by the phase that runs then."""
        return self.step_on(day).phase.days[day.weekday()]

    def step_on(self, day: date) -> Step:
        """Give the phase of a calendar day."""
        return step_on(self.content, self.version.effective_from, day)


_DUE = (DietPlanVersion.status.in_(LIVE), DietPlanVersion.effective_from <= bindparam("today"))
_EFFECTIVE = (
    select(DietPlanVersion)
    .where(DietPlanVersion.client_id == bindparam("client_id"), *_DUE)
    .order_by(DietPlanVersion.number.desc())
    .limit(1)
)


def effective_version(client_id: str, *, day: date | None = None) -> DietPlanVersion | None:
    """Give the row of the version in effect today or on a later day (built once: it is on every Today)."""
    asked = {"client_id": client_id, "today": day or clock.today()}
    return db.session.scalars(_EFFECTIVE, asked).first()


def scheduled_version(client_id: str) -> DietPlanVersion | None:
    """Give the row of the version that waits for its day, or that a job has yet to put in effect."""
    waits = DietPlanVersion.status == VersionStatus.SCHEDULED
    return db.session.scalars(
        select(DietPlanVersion).where(DietPlanVersion.client_id == client_id, waits)
    ).first()


def effective_plan(client_id: str) -> Published | None:
    """Give the plan in effect for a client, with the foods it was published with (D1)."""
    version = effective_version(client_id)
    if version is None:
        return None
    return Published(version, *what_it_says(version.id))


@lru_cache(maxsize=512)
def what_it_says(version_id: str) -> tuple[Content, Table]:
    """Read a version once per process: it never changes (D1), so it need not be opened again."""
    text = text_of(version_id)
    return document.read(text), document.read_foods(text)


@lru_cache(maxsize=32)
def swaps_of(version_id: str) -> Mapping[str, Table]:
    """Give the foods that may be swapped in, by exchange group, as the version froze them (D4)."""
    return document.frozen_swaps(text_of(version_id))


def text_of(version_id: str) -> str:
    """Give the document of a version, letter by letter as it was published."""
    return db.session.scalar(select(DietPlanVersion.content).where(DietPlanVersion.id == version_id)) or ""


def version_numbered(client_id: str, number: int) -> Published | None:
    """Give a client's version by its number."""
    mine = select(DietPlanVersion).where(
        DietPlanVersion.client_id == client_id, DietPlanVersion.number == number
    )
    version = db.session.scalars(mine).first()
    return Published(version, *what_it_says(version.id)) if version else None


def newest_version(client_id: str) -> DietPlanVersion | None:
    """Give the version that was published last, whatever became of it."""
    mine = select(DietPlanVersion).where(DietPlanVersion.client_id == client_id)
    return db.session.scalars(mine.order_by(DietPlanVersion.number.desc()).limit(1)).first()


def versions(client_id: str) -> list[DietPlanVersion]:
    """Give all published versions of a client, newest first."""
    asked = select(DietPlanVersion).where(DietPlanVersion.client_id == client_id)
    return list(db.session.scalars(asked.order_by(DietPlanVersion.number.desc())))


def all_published(client_id: str) -> list[Published]:
    """Give every version a client ever had with what it says, newest first, in one statement."""
    mine = select(DietPlanVersion).where(DietPlanVersion.client_id == client_id)
    whole = mine.options(
        undefer(DietPlanVersion.content), undefer(DietPlanVersion.withdrawal_reason)
    ).order_by(DietPlanVersion.number.desc())
    return [
        Published(row, document.read(row.content), document.read_foods(row.content))
        for row in db.session.scalars(whole)
    ]


def published(version_id: str, *, client_id: str) -> Published:
    """Give one version as it was published (D1). Raises NotYours for another client's."""
    version = db.session.get(DietPlanVersion, version_id)
    if version is None or version.client_id != client_id:
        raise NotYours
    return Published(version, *what_it_says(version.id))


def withdrawal_reason(version: DietPlanVersion) -> Bilingual:
    """Give why a version was withdrawn, in the words written then; empty for any other."""
    return document.read_words(version.withdrawal_reason) if version.withdrawal_reason else NOTHING
