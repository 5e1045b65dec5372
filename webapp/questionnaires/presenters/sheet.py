"""A sent response as it is read, on a screen or on paper: answers in the words of their day, signature, proof."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from webapp.kernel import i18n
from webapp.kernel.i18n import _
from webapp.kernel.signing import RELATIONS
from webapp.questionnaires import queries
from webapp.questionnaires.models import Response
from webapp.questionnaires.presenters import amending, pages
from webapp.questionnaires.queries import Sent
from webapp.questionnaires.rules.moments import PhoneClock, waited
from webapp.questionnaires.rules.repeating import answers_in
from webapp.toolbox.signature import Relation, from_json


def when(row: Response) -> str:
    """Say when it was finished by the phone's own clock and when it arrived, where that is not the same moment."""
    if row.phone_at is None:
        return ""
    moments = {"filled": i18n.moment(row.phone_at), "received": i18n.moment(row.submitted_at)}
    if row.phone_clock != PhoneClock.RIGHT:
        return _(
            "The phone's clock said %(filled)s, which cannot be right. Received on %(received)s", **moments
        )
    if not waited(row.phone_at, row.submitted_at):
        return ""
    return _("Filled in on %(filled)s on the phone, received on %(received)s", **moments)


def words(found: Sent, href: Callable[[str], str], folder: str = "") -> dict[str, Any]:
    """Give what the templates of a sent response need; `href` leads to another response of the same client.

    `folder` is where its files are opened; paper only names them.
    """
    row = found.response
    form = queries.parsed(row.definition_id)
    by = from_json(row.signature)
    history = amending.history(found)
    return {
        "response": row,
        "form": form,
        "parts": pages.parts(form, answers_in(form, row.response), folder=folder),
        "by": by,
        "when": when(row),
        "relation": RELATIONS[Relation(by.relation)] if by.relation else "",
        "history": history,
        "earlier_href": href(history.earlier.id) if history.earlier else "",
        "later_href": href(history.later.id) if history.later else "",
    }
