"""What a client is told of versions: in words that say nothing of health, for they may stand on a locked screen."""

from __future__ import annotations

from enum import StrEnum

from webapp.clients import queries as clients
from webapp.diet_plans.models import DietPlanVersion
from webapp.kernel.i18n import both
from webapp.notices import services as notices


class News(StrEnum):
    """What happened to a version."""

    PUBLISHED = "PUBLISHED"
    TAKES_EFFECT = "TAKES_EFFECT"
    WITHDRAWN = "WITHDRAWN"
    ALLERGY = "ALLERGY"


_WORDS = {
    News.PUBLISHED: lambda: both("There is something new for you to read."),
    News.TAKES_EFFECT: lambda: both("Something that was prepared for you begins today."),
    News.WITHDRAWN: lambda: both("Something prepared for you no longer applies. Please see why."),
    News.ALLERGY: lambda: both("Please look at what was prepared for you before you go on with it."),
}
_ABOUT_TODAY = (News.TAKES_EFFECT, News.ALLERGY)


def tell(version: DietPlanVersion, news: News) -> None:
    """Put the news into the client's inbox, with the way to the version it is about."""
    client = clients.client(version.client_id)
    if client is None or not client.account_id:
        return
    notices.tell(
        account_id=client.account_id,
        branch_id=version.branch_id,
        kind="diet_plan",
        words=_WORDS[news](),
        link="/diet" if news in _ABOUT_TODAY else f"/diet/versions/{version.id}",
    )
