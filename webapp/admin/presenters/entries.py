"""The lines of a client's timeline, each with the desk's page that says more, where this role may open it."""

from __future__ import annotations

from typing import Any

from flask import current_app, url_for
from werkzeug.exceptions import HTTPException

from webapp.kernel import access, paging
from webapp.kernel.i18n import moment, say

_TWINS = {
    "assessments.report": "assessments_desk.draft",
    "diet_plans.plan": "diet_plans_desk.published",
    "exams.figures": "exams_desk.client_figures",
    "exams.own_originals": "exams_desk.originals",
    "exams.results": "exams_desk.report",
    "questionnaires.answers": "questionnaires_desk.client_answers",
    "tcm.record": "tcm_desk.conclusion",
}
"""The desk's page about the same thing as a page of the client's."""


def entries(page: paging.Page, client_id: str) -> list[dict[str, Any]]:
    """Give the lines as the timeline component draws them."""
    return [
        {
            "title": say(one.title),
            "when": moment(one.at),
            "iso": one.at.isoformat(timespec="minutes"),
            "href": _href(one.ref, client_id),
        }
        for one in page.rows
    ]


def _href(ref: str, client_id: str) -> str:
    """Turn the client's address of a thing into the desk's; empty where there is none for this role."""
    try:
        shown, found = current_app.url_map.bind("").match(ref)
    except HTTPException:
        return ""
    twin = _TWINS.get(shown, "")
    doors = access.doors(current_app)
    if twin not in doors or not doors[twin].opens_for(access.visitor()):
        return ""
    wanted = next(current_app.url_map.iter_rules(twin)).arguments
    known = {**found, "client_id": client_id}
    return url_for(twin, **{name: value for name, value in known.items() if name in wanted})
