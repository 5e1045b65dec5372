"""Opening and changing branches."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from webapp.kernel.db import db
from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _
from webapp.organisation.models import Branch
from webapp.organisation.services.noting import kept, note


class BranchCodeTaken(Refusal):
    """Another branch has this code."""

    def message(self) -> str:
        return _("Another branch has this code.")


def open_branch(
    *, code: str, name_zh: str, name_en: str, actor_id: str, is_headquarters: bool = False, **facts: Any
) -> Branch:
    """Open a branch; `facts` are address_zh/en, phone, zone. Raises `BranchCodeTaken`."""
    branch = Branch(code=code, name_zh=name_zh, name_en=name_en, is_headquarters=is_headquarters, **facts)
    if not kept(branch):
        raise BranchCodeTaken
    note("organisation.branch.opened", ("branch", branch.id), branch.id, actor_id)
    return branch


def change_branch(*, branch_id: str, actor_id: str, **facts: Any) -> None:
    """Change names, address, phone of a branch."""
    db.session.execute(update(Branch).where(Branch.id == branch_id).values(**facts))
    note("organisation.branch.changed", ("branch", branch_id), branch_id, actor_id, sorted(facts))
