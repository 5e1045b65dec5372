"""What the Python engine says about a case, in the form in which the page says it too (`page.js`)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from webapp.questionnaires.rules import filling, validation
from webapp.questionnaires.rules.definition import Definition, read
from webapp.questionnaires.rules.enablement import asked
from webapp.questionnaires.rules.entry import enter
from webapp.questionnaires.rules.numbers import written
from webapp.questionnaires.rules.repeating import rolled_out
from webapp.questionnaires.rules.usual import doubt

CASES = Path(__file__).parents[1] / "cases"
Case = dict[str, Any]


def load(text: str) -> Any:
    return json.loads(text, parse_float=Decimal)


def dump(value: Any) -> str:
    """Write JSON with every Decimal as it was written."""
    marked = json.dumps(value, ensure_ascii=False, default=lambda number: f"\0{number}")
    parts = marked.split('"\\u0000')
    return parts[0] + "".join(part.replace('"', "", 1) for part in parts[1:])


def shared_cases() -> Iterator[Case]:
    """Give our own cases, each with its questionnaire and what is asked of it."""
    for path in sorted(CASES.glob("*.json")):
        for group in load(path.read_text("utf-8")):
            for case in group["cases"]:
                yield {"ask": group["ask"], "questionnaire": group["questionnaire"], **case}


def outcome(case: Case) -> Any:
    """Ask the Python engine."""
    form = _reading(case["questionnaire"])
    judged = form.as_written if form and case["ask"] == "validate" else form
    return _ASKS[case["ask"]](judged, case)


_latest: list[Any] = [None, None]


def _reading(form: Any) -> Definition | None:
    """Read a questionnaire; cases that share one follow each other."""
    if _latest[0] is not form:
        _latest[:] = form, rolled_out(read(form)) if form is not None else None
    return _latest[1]


def said(case: Case, found: Any) -> Any:
    if case["ask"] == "validate":
        return [f"{one['severity']} {one['code']} {one['linkId']}" for one in found]
    if case["ask"] == "enter":
        return found["issue"]["code"] if found["issue"] else found["values"]
    return found


def plain(value: Any) -> Any:
    """Make numbers comparable: a float is the decimal that it prints as."""
    if isinstance(value, Mapping):
        return {key: plain(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [plain(held) for held in value]
    return Decimal(repr(value)) if isinstance(value, float) else value


def _validate(form: Definition | None, case: Case) -> Any:
    return [one.as_json() for one in validation.validate(form, case["response"])]


def _enter(form: Definition, case: Case) -> Any:
    if case["linkId"] not in form.index:
        return None
    entry = enter(form, form.index[case["linkId"]], case["typed"])
    return {"raw": entry.raw, "values": entry.values, "issue": entry.issue and entry.issue.as_json()}


def _respond(form: Definition, case: Case) -> Any:
    return filling.respond(form, case["answers"], status=case["status"], authored=case["authored"])


def _doubt(form: Definition, case: Case) -> Any:
    found = doubt(form.index[case["linkId"]], [case["value"]])
    return found and {"figure": written(found.figure), "low": found.low, "asHours": found.as_hours}


def _words(form: Definition, _case: Case) -> Any:
    """Give the title, then each item: what it is called, what it offers, whether no page shows it."""
    items = [
        [item.link_id, item.text.as_json(), [one.words.as_json() for one in item.options], item.hidden]
        for item in form.walk()
    ]
    return [form.title.as_json(), *items]


def _sections(form: Definition, _case: Case) -> Any:
    return [
        [one.number, one.group.link_id, [item.link_id for item in one.questions]]
        for one in filling.sections(form)
    ]


_ASKS: dict[str, Callable[[Any, Case], Any]] = {
    "validate": _validate,
    "enter": _enter,
    "respond": _respond,
    "asked": lambda form, case: sorted(asked(form, case["answers"])),
    "open": lambda form, case: [item.link_id for item in filling.open_questions(form, case["answers"])],
    "doubt": _doubt,
    "words": _words,
    "sections": _sections,
    "initial": lambda form, _case: filling.initial_answers(form),
}
