"""What the lifestyle answers say (part 4): scales, food, drink, activity; anything odd counts as not told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from webapp.questionnaires.rules.scores.auditc import auditc
from webapp.questionnaires.rules.scores.gad7 import gad7
from webapp.questionnaires.rules.scores.ipaq_short import Activity, ipaq_short
from webapp.questionnaires.rules.scores.phq9 import phq9
from webapp.questionnaires.rules.scores.pss10 import pss10
from webapp.toolbox.results import Result

ITEMS: Final = {"phq9": 9, "gad7": 7, "pss10": 10, "auditc": 3}
_BY_LENGTH: Final = {9: "phq9", 7: "gad7", 3: "auditc"}
ROUGH_COOKING: Final = frozenset({"fried", "grilled", "salted"})


@dataclass(frozen=True, slots=True)
class Lifestyle:
    """Answers by linkId of `hra`, plain values; `responses` is the list form of one scale."""

    answers: Mapping[str, Any]
    responses: Sequence[Any] | None
    sex: str | None

    def amount(self, link_id: str) -> float | None:
        """Give a number of zero or more, or None."""
        value = self.answers.get(link_id)
        if not isinstance(value, int | float) or isinstance(value, bool) or value < 0:
            return None
        return float(value)

    def scale(self, name: str) -> Result | None:
        """Score a scale; None when none of it was asked."""
        points = self._points(name)
        if points is None:
            return None

        def place(number: int) -> str:
            return f"{name}-{number + 1}"

        if name == "auditc":
            return auditc(points, self.sex, place)
        return {"phq9": phq9, "gad7": gad7, "pss10": pss10}[name](points, place)

    def activity(self) -> Result | None:
        """Score the week's activity; None when it was not asked."""
        names = ("vigorous", "moderate", "walking")
        if not any(f"ipaq-{name}-days" in self.answers for name in names):
            return None
        return ipaq_short({name: self._week(name) for name in names}, self._open_item)

    def rough_cooking(self) -> bool | None:
        """Tell whether food is often fried, grilled or salted; None when not told."""
        ways = self.answers.get("diet-cooking")
        if not isinstance(ways, list) or not ways:
            return None
        return any(way in ROUGH_COOKING for way in ways if isinstance(way, str))

    def _points(self, name: str) -> Sequence[Any] | None:
        asked = [f"{name}-{number}" for number in range(1, ITEMS[name] + 1)]
        if any(link_id in self.answers for link_id in asked):
            return [self.answers.get(link_id) for link_id in asked]
        listed = self.responses
        return listed if listed is not None and _BY_LENGTH.get(len(listed)) == name else None

    def _open_item(self, name: str) -> str:
        days = f"ipaq-{name}-days"
        return f"ipaq-{name}-minutes" if self.amount(days) is not None else days

    def _week(self, name: str) -> Activity | None:
        days, minutes = self.amount(f"ipaq-{name}-days"), self.amount(f"ipaq-{name}-minutes")
        if days == 0:
            return Activity(0, 0)
        return None if days is None or minutes is None else Activity(int(days), minutes)
