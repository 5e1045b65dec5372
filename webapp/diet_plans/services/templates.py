"""Templates: kept from a draft, used for another client, shared upwards, retired (D5)."""

from __future__ import annotations

from sqlalchemy import update

from webapp.diet_plans import queries
from webapp.diet_plans.models import DietTemplate
from webapp.diet_plans.refusals import FoodsOfABranch
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.templates import applied, as_template
from webapp.diet_plans.services.writing import change_draft, check_may_write
from webapp.kernel import audit, clock, ids
from webapp.kernel.db import changed, db
from webapp.kernel.errors import NotYours
from webapp.toolbox.words import Bilingual


def keep_template(*, client_id: str, name: Bilingual, staff_id: str, actor_id: str) -> None:
    """Keep the menus of a client's draft as the nutritionist's own template, without the client's data."""
    client, draft = check_may_write(client_id=client_id, staff_id=staff_id), queries.draft(client_id)
    if draft is None:
        raise NotYours
    content = document.write(as_template(document.read(draft.content)))
    _add(branch_id=client.branch_id, staff_id=staff_id, name=name, content=content, actor_id=actor_id)


def use_template(*, client_id: str, template_id: str, staff_id: str, actor_id: str) -> None:
    """Put a template's menus in place of the draft's. Raises FoodsOfABranch, NotYours."""
    client = check_may_write(client_id=client_id, staff_id=staff_id)
    found = queries.template(template_id, branch_id=client.branch_id, staff_id=staff_id)
    content = document.read(found.content)
    if content.codes - set(queries.foods(content.codes, client.branch_id)):
        raise FoodsOfABranch
    change_draft(
        client_id=client_id,
        staff_id=staff_id,
        actor_id=actor_id,
        change=lambda draft: applied(draft, content),
        action="diet_plans.draft.template_used",
        rearranging=True,
    )


def share_template(*, template_id: str, branch_id: str | None, actor_id: str) -> None:
    """Make a copy one step up: a nutritionist's for the branch, a branch's (no `branch_id`) for the house.

    Raises FoodsOfABranch when the house would get foods that only one branch has, NotYours.
    """
    found = queries.template(template_id, branch_id=branch_id)
    if branch_id is None:
        codes = document.read(found.content).codes
        if codes - set(queries.foods(codes, "")):
            raise FoodsOfABranch
    name = Bilingual(zh=found.name_zh, en=found.name_en)
    _add(branch_id=branch_id, staff_id=None, name=name, content=found.content, actor_id=actor_id)


def retire_template(
    *, template_id: str, branch_id: str | None, staff_id: str | None = None, actor_id: str
) -> None:
    """Take one off the own shelf. Raises NotYours for one of another shelf."""
    own = (
        DietTemplate.branch_id.is_(None) if branch_id is None else DietTemplate.branch_id == branch_id,
        DietTemplate.staff_id.is_(None) if staff_id is None else DietTemplate.staff_id == staff_id,
    )
    found = update(DietTemplate).where(
        DietTemplate.id == template_id, DietTemplate.retired_at.is_(None), *own
    )
    if not changed(found.values(retired_at=clock.now())):
        raise NotYours
    _note("diet_plans.template.retired", template_id, branch_id, actor_id)


def _add(
    *, branch_id: str | None, staff_id: str | None, name: Bilingual, content: str, actor_id: str
) -> None:
    key = ids.new_id()
    db.session.add(
        DietTemplate(
            id=key, branch_id=branch_id, staff_id=staff_id, name_zh=name.zh, name_en=name.en, content=content
        )
    )
    db.session.flush()
    _note("diet_plans.template.kept", key, branch_id, actor_id)


def _note(action: str, template_id: str, branch_id: str | None, actor_id: str) -> None:
    audit.record(
        action,
        subject=("diet_template", template_id),
        branch_id=branch_id or audit.HEADQUARTERS,
        actor_id=actor_id,
    )
