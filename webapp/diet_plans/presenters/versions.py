"""The list of versions, and where one of them stands on a day (D1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from webapp.diet_plans.models import DietPlanVersion
from webapp.diet_plans.presenters.words import Text, text
from webapp.diet_plans.queries import withdrawal_reason
from webapp.diet_plans.rules.versions import LIVE, VersionStatus, statuses_on
from webapp.kernel import clock
from webapp.kernel.i18n import _
from webapp.kernel.i18n import day as say_day
from webapp.organisation import queries as organisation
from webapp.toolbox.words import Bilingual

_TONES = {VersionStatus.EFFECTIVE: "good", VersionStatus.SCHEDULED: "watch", VersionStatus.WITHDRAWN: "act"}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a version stands: `words` with a tone ("" for none); `reason` has lines where it was withdrawn."""

    words: str
    tone: str
    reason: Text
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One line of the list of versions."""

    id: str
    number: int
    published_at: datetime
    author: Bilingual
    standing: Standing
    read_at: datetime | None


def version_rows(found: Sequence[DietPlanVersion], *, today: date) -> list[VersionRow]:
    """Make the list of a client's versions."""
    authors = organisation.staff_named([one.published_by for one in found])
    statuses = statuses_on(found, today)
    return [
        VersionRow(
            id=one.id,
            number=one.number,
            published_at=one.published_at,
            author=authors[one.published_by].name,
            standing=_standing(one, statuses[one.number]),
            read_at=one.read_at,
        )
        for one in found
    ]


def standing(one: DietPlanVersion, beside: Sequence[DietPlanVersion], *, today: date) -> Standing:
    """Say where a version stands beside all the client's versions, and why it was withdrawn."""
    statuses: Mapping[int, VersionStatus] = statuses_on(beside, today)
    return _standing(one, statuses[one.number], text(withdrawal_reason(one)))


def _standing(one: DietPlanVersion, status: VersionStatus, reason: Text | None = None) -> Standing:
    return Standing(
        _words(one, status), _TONES.get(status, ""), reason or text(Bilingual("", "")), status in LIVE
    )


def _words(one: DietPlanVersion, status: VersionStatus) -> str:
    if status is VersionStatus.EFFECTIVE:
        return _("In effect now")
    if status is VersionStatus.SCHEDULED:
        return _("In effect from %(day)s", day=say_day(one.effective_from, "short"))
    if status is VersionStatus.WITHDRAWN and one.ended_at:
        return _("Withdrawn on %(day)s", day=say_day(clock.local(one.ended_at).date(), "short"))
    return _("Replaced")
