"""A thread of questions in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup

from webapp.diet_plans.presenters.words import MEAL_WORDS
from webapp.diet_plans.queries import DietMessage
from webapp.diet_plans.rules.content import Meal
from webapp.diet_plans.rules.talking import Author, Quote
from webapp.kernel.i18n import _, day, moment, say, typed
from webapp.toolbox.words import Bilingual


class Named(Protocol):
    """Anybody with a name in both scripts."""

    @property
    def name(self) -> Bilingual: ...


@dataclass(frozen=True, slots=True)
class Message:
    """One message: whose, when, what; `quote` names the meal, `dishes` says what it was; `new`: not opened before."""

    id: str
    own: bool
    who: str
    when: str
    words: list[Markup]
    quote: str
    dishes: Markup | None
    photo: bool
    new: bool
    opened: bool


def thread(
    found: Iterable[DietMessage], *, reader: Author, names: Mapping[str, Named], client: Named
) -> list[Message]:
    """Draw messages as one of the two sides reads them, the oldest first."""
    return [_message(one, reader, names, client) for one in reversed(list(found))]


def _message(found: DietMessage, reader: Author, names: Mapping[str, Named], client: Named) -> Message:
    own, quoted = found.author == reader, found.quoted
    return Message(
        id=found.id,
        own=own,
        who=_who(found, reader, names, client),
        when=moment(found.at, style="short"),
        words=[typed(line) for line in found.words.splitlines() if line.strip()],
        quote=_meal(Quote(found.day, Meal(found.meal))) if found.day and found.meal else "",
        dishes=typed(say(Bilingual(zh=quoted["zh"], en=quoted["en"]))) if quoted else None,
        photo=found.file_id is not None,
        new=not own and found.read_at is None,
        opened=own and found.read_at is not None,
    )


def _who(found: DietMessage, reader: Author, names: Mapping[str, Named], client: Named) -> str:
    if found.author == Author.CLIENT:
        return _("You") if reader is Author.CLIENT else say(client.name)
    author = names.get(found.staff_id or "")
    return say(author.name) if author else _("Nutritionist")


def quote_words(quote: Quote | None) -> str:
    """Name the meal a question is going to be about; empty without one."""
    return _meal(quote) if quote else ""


def _meal(quote: Quote) -> str:
    return _("%(meal)s, %(day)s", meal=MEAL_WORDS[quote.meal], day=day(quote.day, "short"))
