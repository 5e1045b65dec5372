"""Templates: begun empty or kept from a draft, written, used for a client, shared upwards, retired (D5)."""

from __future__ import annotations

from sqlalchemy import update

from webapp.diet_plans import queries
from webapp.diet_plans.models import DietDraft, DietTemplate
from webapp.diet_plans.refusals import DraftMoved, EmptyTemplate, FoodsOfABranch
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.content import Content
from webapp.diet_plans.rules.templates import OnShelf, applied, as_template, menus_of
from webapp.diet_plans.services.drafts import Author, change, check_may_serve, check_may_write, record
from webapp.kernel import audit, clock, crypto, ids
from webapp.kernel.db import changed, db
from webapp.kernel.errors import NotYours
from webapp.toolbox.words import Bilingual


def begin_template(*, name: Bilingual, branch_id: str | None, own: bool, staff_id: str, actor_id: str) -> str:
    """Begin an empty template on the own shelf of a nutritionist, a branch or headquarters; give its id.

    It is offered to nobody before it is kept. Raises MayNotWrite.
    """
    check_may_serve(staff_id)
    shelf = OnShelf(ids.new_id(), branch_id, staff_id if own else None)
    return _add(shelf, name, Content(), staff_id, actor_id, kept=False)


def keep_written(*, template: OnShelf, name: Bilingual, revision: int, staff_id: str, actor_id: str) -> None:
    """Offer a template as its draft stands now, under this name; plans begun with it before stay as they are.

    `revision`: the draft as it was seen. Raises DraftMoved, EmptyTemplate, MayNotWrite, NotYours.
    """
    check_may_serve(staff_id)
    found = queries.template_being_written(template)
    if found.draft.revision != revision:
        raise DraftMoved
    content = document.read(found.draft.content)
    if not content.codes:
        raise EmptyTemplate
    kept = update(DietTemplate).where(
        DietTemplate.id == template.template_id, DietTemplate.retired_at.is_(None)
    )
    values = {
        "name_zh": name.zh,
        "name_en": name.en,
        "content": document.write(menus_of(content)),
        "kept_revision": revision,
        "kept_at": clock.now(),
    }
    if not changed(kept.values(**values)):
        raise NotYours
    _note("diet_plans.template.kept", template.template_id, template.branch_id, actor_id)


def keep_template(*, client_id: str, name: Bilingual, staff_id: str, actor_id: str) -> None:
    """Keep the menus of a client's draft as the nutritionist's own template, without the client's data."""
    client, draft = check_may_write(client_id=client_id, staff_id=staff_id), queries.draft(client_id)
    if draft is None:
        raise NotYours
    shelf = OnShelf(ids.new_id(), client.branch_id, staff_id)
    _add(shelf, name, as_template(document.read(draft.content)), staff_id, actor_id)


def use_template(*, client_id: str, template_id: str, staff_id: str, actor_id: str) -> None:
    """Put a template's menus in place of the draft's. Raises FoodsOfABranch, NotYours."""
    client = check_may_write(client_id=client_id, staff_id=staff_id)
    found = queries.template(template_id, branch_id=client.branch_id, staff_id=staff_id)
    content = document.read(found.content)
    if content.codes - set(queries.foods(content.codes, client.branch_id)):
        raise FoodsOfABranch
    draft, who = queries.draft(client_id), Author(client_id=client_id, staff_id=staff_id, actor_id=actor_id)
    if draft is None:
        raise NotYours
    change(draft, who, lambda plan: applied(plan, content), rearranging=True)
    record("diet_plans.draft.template_used", draft, who)


def share_template(*, template_id: str, branch_id: str | None, staff_id: str, actor_id: str) -> None:
    """Make a copy one step up: a nutritionist's for the branch, a branch's (no `branch_id`) for the house.

    Raises FoodsOfABranch when the house would get foods that only one branch has, NotYours.
    """
    found = queries.template(template_id, branch_id=branch_id)
    content = document.read(found.content)
    if branch_id is None and content.codes - set(queries.foods(content.codes, "")):
        raise FoodsOfABranch
    name = Bilingual(zh=found.name_zh, en=found.name_en)
    _add(OnShelf(ids.new_id(), branch_id), name, content, staff_id, actor_id)


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
    shelf: OnShelf, name: Bilingual, content: Content, staff_id: str, actor_id: str, *, kept: bool = True
) -> str:
    """Put a template on a shelf with the draft in which it is changed later."""
    text, draft_id = document.write(content), ids.new_id()
    template = DietTemplate(
        id=shelf.template_id,
        branch_id=shelf.branch_id,
        staff_id=shelf.staff_id,
        name_zh=name.zh,
        name_en=name.en,
        content=text,
        kept_revision=1 if kept else 0,
        kept_at=clock.now() if kept else None,
    )
    draft = DietDraft(
        id=draft_id,
        branch_id=shelf.branch_id,
        template_id=shelf.template_id,
        content=crypto.for_row(text, draft_id),
        changed_by=staff_id,
    )
    db.session.add(template)
    db.session.flush()
    db.session.add(draft)
    db.session.flush()
    action = "diet_plans.template.kept" if kept else "diet_plans.template.begun"
    _note(action, shelf.template_id, shelf.branch_id, actor_id)
    return shelf.template_id


def _note(action: str, template_id: str, branch_id: str | None, actor_id: str) -> None:
    audit.record(
        action,
        subject=("diet_template", template_id),
        branch_id=branch_id or audit.HEADQUARTERS,
        actor_id=actor_id,
    )
