"""What this room says no to, each with its sentence."""

from __future__ import annotations

from webapp.diet_plans.rules.content import Content
from webapp.diet_plans.rules.publishing import Obstacle
from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _


class NoDietPlanInPlan(Refusal):
    """The client's service plan does not contain diet plans, or has ended."""

    def message(self) -> str:
        return _("This client’s plan contains no diet plan at the moment.")


class NotAgreed(Refusal):
    """The client has not agreed to share the record with the nutritionist (A5)."""

    def message(self) -> str:
        return _("The client has not agreed to share the record with a nutritionist. No plan can be written.")


class MayNotWrite(Refusal):
    """The nutritionist cannot take on work now (standby, or left)."""

    def message(self) -> str:
        return _("You cannot write plans at the moment.")


class StaleDraft(Refusal):
    """Somebody changed the draft meanwhile (D1): both texts are shown, nothing is lost."""

    def __init__(self, saved: Content) -> None:
        super().__init__()
        self.saved = saved

    def message(self) -> str:
        return _("The draft was changed meanwhile. Please compare both texts and save again.")


class NewerPublished(Refusal):
    """Somebody published first; only one of several wins (D1)."""

    def message(self) -> str:
        return _("A newer state of this plan was published meanwhile. Please look at it first.")


class NotReady(Refusal):
    """Something stands against publishing (D1, D3)."""

    def __init__(self, obstacles: list[Obstacle]) -> None:
        super().__init__()
        self.obstacles = obstacles

    def message(self) -> str:
        if Obstacle.BLANK in self.obstacles:
            return _("The plan is still empty. Write at least one section.")
        if self.obstacles == [Obstacle.FAR_OFF]:
            return _("Some days are far from the target. Please look again and tick that it is meant so.")
        return _("A food carries an allergen of this client. Change it or write the reason.")


class UnknownFood(Refusal):
    """No such food, unit or amount in the table."""

    status = 422

    def message(self) -> str:
        return _("Please choose a food and a unit from the list, and an amount above zero.")


class TooMuch(Refusal):
    """A meal holds no more lines."""

    def message(self) -> str:
        return _("This meal holds as many foods as a page can show.")


class NoSuchMeal(Refusal):
    """The plan has no such meal on that day, or the day can no longer be marked (D6)."""

    def message(self) -> str:
        return _("This meal cannot be marked. Only planned meals of the last seven days can.")
