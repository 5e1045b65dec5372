"""The list of questionnaires that a client may fill, with how far each is."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.kernel import clock, i18n
from webapp.kernel.pages import link
from webapp.questionnaires.models import FieldQuery
from webapp.questionnaires.queries import State


def rows(states: Iterable[State]) -> list[dict[str, str]]:
    """Give one row for each questionnaire."""
    return [
        {
            "icon": "edit" if one.begun else "check" if one.sent else "form",
            "title": i18n.say(one.title),
            "note": _note(one),
            "href": link("questionnaires.start", code=one.code),
        }
        for one in states
    ]


def asked(waiting: Iterable[FieldQuery]) -> list[dict[str, str]]:
    """Give one row for each question that waits for the client's reply."""
    return [
        {
            "icon": "chat",
            "title": i18n._("A question about your answer"),
            "note": i18n._("asked on %(day)s", day=i18n.moment(one.asked_at)),
            "href": link("questionnaires.field_query", query_id=one.id),
        }
        for one in waiting
    ]


def _note(state: State) -> str:
    if state.begun:
        return i18n._("being filled, last saved %(when)s", when=i18n.moment(state.begun))
    if state.sent:
        return i18n._("Last sent on %(day)s", day=i18n.day(clock.local(state.sent).date()))
    return i18n._("not begun")
