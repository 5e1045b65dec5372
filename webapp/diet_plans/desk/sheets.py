"""What lies on the desk to be written: a client's plan, or a template, in the same editor (D5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypedDict

from webapp.accounts.rules import Role
from webapp.diet_plans import queries
from webapp.diet_plans.desk.blueprint import (
    Draft,
    client_at_table,
    client_in_reach,
    draft_content,
    read_draft,
    writer,
)
from webapp.diet_plans.forms import KeepForm, TargetForm
from webapp.diet_plans.models import DietTemplate
from webapp.diet_plans.presenters.editor import Owner
from webapp.diet_plans.presenters.following import for_nutritionist
from webapp.diet_plans.presenters.profile import VALUES, Person, need_of, profile
from webapp.diet_plans.presenters.templates import SHELF_WORDS, name_of, standing
from webapp.diet_plans.rules.content import Content
from webapp.diet_plans.rules.foods import Nutrient
from webapp.diet_plans.rules.nutrition import Band
from webapp.diet_plans.rules.templates import OnShelf, shelf_of
from webapp.diet_plans.services import Author
from webapp.kernel import access, clock
from webapp.kernel.forms import Form
from webapp.records import queries as records
from webapp.toolbox.words import Bilingual

Beside = Callable[[Form | None], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Opened:
    """An open sheet: its draft, whose foods it may name, what a day aims at, what must not be eaten.

    `beside` gives the column beside the week, which a fragment leaves out; `state` of it is what each deed changes.
    """

    draft: Draft
    branch_id: str
    bands: dict[Nutrient, Band]
    avoid: frozenset[str]
    beside: Beside
    state: str = ""


class Keeper(TypedDict):
    """Who saves which template."""

    template: OnShelf
    staff_id: str
    actor_id: str


class Sheet(Protocol):
    """A plan or template as the editor knows it."""

    @property
    def owner(self) -> Owner: ...
    @property
    def page(self) -> str: ...
    def author(self) -> Author: ...
    def open(self, *, noted: bool = True) -> Opened: ...


class ClientSheet:
    """A client's plan. Whoever opens it is noted in the access log; an answer to a deed is not a look."""

    page = "diet_plans/editor.html"

    def __init__(self, client_id: str) -> None:
        self.client_id, self.owner = client_id, Owner(client_id=client_id)

    def author(self) -> Author:
        """Give who writes. Raises NotYours for a client whose record this nutritionist may not open."""
        who = writer(self.client_id)
        return {"client_id": who["client_id"], "staff_id": who["staff_id"], "actor_id": who["actor_id"]}

    def open(self, *, noted: bool = True) -> Opened:
        """Give the plan as it is written now. Raises NotYours."""
        client = client_at_table(self.client_id) if noted else client_in_reach(self.client_id)
        draft = draft_content(self.client_id)
        content = draft.content
        return Opened(
            draft,
            access.visitor().branch_id,
            content.bands(need_of(client, content, clock.today())),
            frozenset(client.allergens),
            partial(self._beside, client, content),
        )

    def _beside(self, client: Person, content: Content, form: Form | None) -> dict[str, Any]:
        today = clock.today()
        latest = records.latest(client_id=self.client_id, codes=VALUES)
        return {
            "client_id": self.client_id,
            "who": profile(client, latest, content, today),
            "following": for_nutritionist(queries.followed(self.client_id, today=today)),
            "targets": form if isinstance(form, TargetForm) else TargetForm.of(content),
        }


class TemplateSheet:
    """A template of the visitor's own shelf: nobody's allergies, values or targets lie beside it."""

    page = "diet_plans/template_editor.html"

    def __init__(self, template_id: str) -> None:
        self.place = OnShelf(template_id, own_branch(), own_staff())
        self.owner = Owner(template_id=template_id)

    def author(self) -> Author:
        """Give who writes; the verbs find the template on this shelf or nowhere."""
        who = self.keeper
        return {"template": who["template"], "staff_id": who["staff_id"], "actor_id": who["actor_id"]}

    @property
    def keeper(self) -> Keeper:
        """Give who saves it."""
        who = access.visitor()
        return {"template": self.place, "staff_id": who.person_id, "actor_id": who.account_id}

    def open(self, *, noted: bool = True) -> Opened:
        """Give the template as it is written now. Raises NotYours."""
        template, written = queries.template_being_written(self.place)
        draft = read_draft(written)
        no_target = dict.fromkeys(draft.content.bands(None), Band())
        beside = partial(self._beside, template)
        words = standing(template, draft.revision)
        return Opened(draft, self.place.branch_id or "", no_target, frozenset(), beside, words)

    def _beside(self, template: DietTemplate, form: Form | None) -> dict[str, Any]:
        name = Bilingual(zh=template.name_zh, en=template.name_en)
        return {
            "template": template,
            "name": name_of(template),
            "shelf": SHELF_WORDS[shelf_of(branch_id=template.branch_id, staff_id=template.staff_id)],
            "naming": form if isinstance(form, KeepForm) else KeepForm.of(name),
        }


def own_branch() -> str | None:
    """Give the branch whose shelf the visitor's is; none at headquarters."""
    who = access.visitor()
    return None if who.role == Role.HQ_ADMIN else who.branch_id


def own_staff() -> str | None:
    """Give whose own shelf it is: a nutritionist's; a manager keeps the branch's, headquarters its own."""
    who = access.visitor()
    return who.person_id if who.role == Role.NUTRITIONIST else None
