"""What this room says no to, each with its sentence."""

from __future__ import annotations

from datetime import datetime

from webapp.diet_plans.rules.content import Content
from webapp.diet_plans.rules.publishing import Obstacle
from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _, moment, say
from webapp.toolbox.words import Bilingual


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
    """Somebody published first; only one of several wins, and the others are told of it (D1)."""

    def __init__(self, number: int, at: datetime, author: Bilingual) -> None:
        super().__init__()
        self.number, self.at, self.author = number, at, author

    def message(self) -> str:
        return _(
            "Version %(n)s was published meanwhile (%(at)s, %(name)s). Please look at it first.",
            n=self.number,
            at=moment(self.at),
            name=say(self.author),
        )


class DraftMoved(Refusal):
    """The draft was changed since it was looked over: nobody publishes what nobody read (D1)."""

    def message(self) -> str:
        return _("The draft was changed meanwhile. Please look it over again.")


class ItemGone(Refusal):
    """The food was taken out of the meal meanwhile."""

    def message(self) -> str:
        return _("This food is not in the meal any more.")


class VersionGone(Refusal):
    """There is no such version of the client's plan."""

    def message(self) -> str:
        return _("There is no such version of this plan.")


class FoodsElsewhere(Refusal):
    """What was copied holds foods that the branch's food table does not have."""

    def message(self) -> str:
        return _("It holds foods that are not in your food table. Please copy a day or a meal without them.")


class PhaseGone(Refusal):
    """The phase was taken out meanwhile."""

    def message(self) -> str:
        return _("This phase is not in the plan any more. Please choose one of the others.")


class WeeksNeeded(Refusal):
    """A phase that others follow has to end."""

    status = 422

    def message(self) -> str:
        return _("Another phase follows: please say how many weeks this one lasts.")


class TooManyPhases(Refusal):
    """A plan has no room for a further phase."""

    def message(self) -> str:
        return _("A plan has eight phases at most.")


class BadFirstDay(Refusal):
    """A version cannot begin in the past, nor far ahead."""

    status = 422

    def message(self) -> str:
        return _("Please choose today or one of the next 90 days.")


class AlreadyEnded(Refusal):
    """The version was replaced or withdrawn before."""

    def message(self) -> str:
        return _("This version no longer holds: it was replaced or withdrawn before.")


class AlreadyAnswered(Refusal):
    """Somebody answered the warning first, or a newer version did (D3)."""

    def message(self) -> str:
        return _("This warning was answered already.")


class NoReason(Refusal):
    """Nothing is taken from a client without a word (D1)."""

    status = 422

    def message(self) -> str:
        return _("Please write the reason. The client reads it.")


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


class StaleFood(Refusal):
    """Somebody changed the food meanwhile: nothing of theirs is overwritten."""

    def message(self) -> str:
        return _("Somebody changed this food meanwhile. Look at it again before you save yours.")


class FoodsMoved(Refusal):
    """The table or the file changed since the comparison was shown: nothing is written that nobody saw."""

    def message(self) -> str:
        return _("The food table changed meanwhile. Look at the comparison again before you confirm it.")


class TooMuch(Refusal):
    """A meal holds no more lines."""

    def message(self) -> str:
        return _("This meal holds as many foods as a page can show.")


class NotTaken(Refusal):
    """What a phone sent by itself cannot be kept; the form's own words say why."""

    status = 400

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words

    def message(self) -> str:
        return self.words


class NoSuchMeal(Refusal):
    """The plan has no such meal on that day, or the day can no longer be marked (D6)."""

    def message(self) -> str:
        return _("This meal cannot be marked. Only planned meals of the last seven days can.")


class NoPlanYet(Refusal):
    """The client has no plan in effect, so there is nothing to set on paper."""

    def message(self) -> str:
        return _("You have no diet plan in effect yet.")


class NobodyToAsk(Refusal):
    """No nutritionist looks after the client."""

    def message(self) -> str:
        return _("Nobody is in charge of your diet plan yet. Please ring your branch.")


class NotShared(Refusal):
    """The client does not let nutritionists read her record (A5)."""

    def message(self) -> str:
        return _("You have not agreed to share your record with a nutritionist, so nobody could read this.")


class NothingOpen(Refusal):
    """The matter is no longer on the list."""

    def message(self) -> str:
        return _("This is no longer on the list.")


class NoSuchSwap(Refusal):
    """Nothing was chosen, or nothing that may stand in for the dish: another group, or an allergen (D4)."""

    status = 422

    def message(self) -> str:
        return _("Please choose what you ate instead from the list.")


class FoodsOfABranch(Refusal):
    """A template names foods that only another branch has."""

    def message(self) -> str:
        return _("This template holds foods that only one branch has. Please change them first.")


class EmptyTemplate(Refusal):
    """A template without a food is offered to nobody."""

    status = 422

    def message(self) -> str:
        return _("The template holds no food yet. Put at least one into a meal before you save it.")
