"""The list of questionnaires that a client may fill, with how far each is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from webapp.kernel import clock, i18n
from webapp.kernel.i18n import lazy
from webapp.kernel.pages import link
from webapp.questionnaires.models import FieldQuery
from webapp.questionnaires.queries import State
from webapp.questionnaires.rules import inviting
from webapp.questionnaires.rules.inviting import Standing

_BEFORE: Final = {
    Standing.NOT_SCREENED: lazy("after the short questionnaire, if it invites you"),
    Standing.INVITED: lazy("you are invited"),
    Standing.NOT_NEEDED: lazy("not needed this year; you may fill it in all the same"),
    Standing.UNDECIDED: lazy("your health manager looks whether it is needed"),
}


def rows(states: Iterable[State], stands: Standing) -> list[dict[str, str]]:
    """Give one row for each questionnaire; `stands`: what the screening of the year says about the assessment."""
    known = {one.code: one for one in states}
    assessment = known.get(inviting.ASSESSMENT)
    under_way = assessment is not None and bool(assessment.begun or assessment.sent)
    in_turn = [known[code] for code in inviting.in_turn(known, stands, under_way=under_way)]
    before = str(_BEFORE[stands]) if inviting.SCREENING in known else i18n._("not begun")
    return [
        {
            "icon": "edit" if one.begun else "check" if one.sent else "form",
            "title": i18n.say(one.title),
            "note": _note(one, before),
            "href": link("questionnaires.start", code=one.code),
        }
        for one in in_turn
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


def _note(state: State, before: str) -> str:
    if state.begun:
        return i18n._("being filled, last saved %(when)s", when=i18n.moment(state.begun))
    if state.sent:
        return i18n._("Last sent on %(day)s", day=i18n.day(clock.local(state.sent).date()))
    return before if state.code == inviting.ASSESSMENT else i18n._("not begun")
