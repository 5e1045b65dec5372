"""An import as its pages show it: progress, what would change, what became of it (X1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from webapp.exams.models import ResultImport, ResultImportRow
from webapp.exams.presenters.import_words import FAULT_WORDS, spot_of, spot_words
from webapp.exams.presenters.sheet import FLAG_WORDS, SLIP_WORDS, choice_words, item_name
from webapp.exams.rules.catalogue import LabItem, lab_items
from webapp.exams.rules.flags import CRITICAL, Flag
from webapp.exams.rules.imports.comparing import State
from webapp.exams.rules.imports.document import Fault
from webapp.exams.rules.imports.progress import WRITES, Outcome
from webapp.exams.rules.readings import Slip
from webapp.kernel.i18n import _, lazy, ngettext
from webapp.toolbox.sheets import WORKING, ImportStatus
from webapp.toolbox.units import printed

STATUS_WORDS = {
    ImportStatus.READING: lazy("being read"),
    ImportStatus.SHOWN: lazy("waits for your confirmation"),
    ImportStatus.APPLYING: lazy("being written"),
    ImportStatus.DONE: lazy("done"),
    ImportStatus.DROPPED: lazy("thrown away"),
}
STATE_WORDS = {
    State.NEW: lazy("new"),
    State.CHANGED: lazy("changed"),
    State.EQUAL: lazy("the same as here"),
    State.CONFLICT: lazy("in conflict"),
    State.REFUSED: lazy("refused"),
}
STATE_TONES = {State.NEW: "good", State.CHANGED: "watch", State.CONFLICT: "act", State.REFUSED: "act"}
OUTCOME_WORDS = {
    Outcome.KEPT: lazy("kept as a draft"),
    Outcome.HANDED_IN: lazy("waits for a second person"),
    Outcome.LEFT: lazy("nothing written"),
    Outcome.MOVED: lazy("not written: the report changed in the meantime"),
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is. `share` counts people."""

    working: bool
    words: str
    done: int
    people: int


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of the file. `changes` are the cells, `troubles` what is refused or doubtful."""

    where: str
    who: str
    state: str
    tone: str
    outcome: str
    summary: str
    changes: list[str]
    troubles: list[str]


def progress(row: ResultImport) -> Progress:
    """Say how far the worker is."""
    status = ImportStatus(row.status)
    return Progress(status in WORKING, str(STATUS_WORDS[status]), row.done, row.people)


def total(counts: Mapping[tuple[str, str], int], states: Iterable[str]) -> int:
    """Count the rows in some states."""
    wanted = set(states)
    return sum(n for (state, _outcome), n in counts.items() if state in wanted)


def state_counts(counts: Mapping[tuple[str, str], int]) -> list[tuple[str, str, int]]:
    """Give (state, words, number of people) for each state that occurs."""
    found = [(state.value, str(words), total(counts, [state])) for state, words in STATE_WORDS.items()]
    return [one for one in found if one[2]]


def outcome_counts(counts: Mapping[tuple[str, str], int]) -> list[tuple[str, int]]:
    """Give (words, number of people) for each outcome that occurs."""
    found = [
        (str(words), sum(n for (_state, outcome), n in counts.items() if outcome == wanted))
        for wanted, words in OUTCOME_WORDS.items()
    ]
    return [one for one in found if one[1]]


def person_rows(rows: Iterable[ResultImportRow], *, before: bool) -> list[PersonRow]:
    """Draw people; `before` tells whether the reader may see what is there now."""
    return [_person(row, before) for row in rows]


def _person(row: ResultImportRow, before: bool) -> PersonRow:
    held, state = row.held, State(row.state)
    cells = held.get("cells", [])
    return PersonRow(
        where=spot_words(spot_of(held["spot"])),
        who=_who(held),
        state=str(STATE_WORDS[state]),
        tone=STATE_TONES.get(state, ""),
        outcome=str(OUTCOME_WORDS.get(Outcome(row.outcome), "")),
        summary=_summary(state, cells, held),
        changes=[_cell(cell, before) for cell in cells] if state in {*WRITES, State.CONFLICT} else [],
        troubles=[*_troubles(held), *_doubts(cells)],
    )


def _who(held: Mapping[str, Any]) -> str:
    tails = [f"…{held['id_tail']}"] if held["id_tail"] else []
    tails += [f"…{held['phone_tail']}"] if held["phone_tail"] and not tails else []
    return " ".join([held["name"], *tails]).strip()


def _summary(state: State, cells: list[Any], held: Mapping[str, Any]) -> str:
    if state is State.CONFLICT:
        return _("The report is verified or waits for a second person. Correct it there.")
    new = sum(cell[1] == State.NEW for cell in cells)
    parts = [ngettext("%(n)s new result", "%(n)s new results", new)] if new else []
    if len(cells) > new:
        parts.append(ngettext("%(n)s changed result", "%(n)s changed results", len(cells) - new))
    if state in WRITES and not held.get("complete"):
        parts.append(_("stays a draft: not complete"))
    return _(", ").join(parts)


def _cell(cell: list[Any], before: bool) -> str:
    code, state, old, new, flag, _implausible = cell
    lab = lab_items()[code]
    name, words = item_name(lab), f"{_value(lab, new)} {_flag(flag)}".strip()
    if state == State.CHANGED and before:
        words = _("%(before)s → %(after)s", before=_value(lab, old), after=words)
    return _("%(label)s: %(message)s", label=name, message=words)


def _value(lab: LabItem, line: list[str]) -> str:
    text, unit, words = line
    if not text:
        return str(FLAG_WORDS[Flag.NOT_DONE])
    said = f"{choice_words(lab, text)} {printed(unit)}".strip()
    return _("%(finding)s: %(words)s", finding=said, words=words) if words else said


def _flag(flag: str) -> str:
    quiet = (Flag.NORMAL, Flag.UNRATED, Flag.NOT_DONE)
    return "" if flag in quiet else f"({FLAG_WORDS[Flag(flag)]})"


def _troubles(held: Mapping[str, Any]) -> list[str]:
    found = [_at(spot, str(FAULT_WORDS[Fault(fault)])) for fault, spot in held["faults"]]
    for code, slip, spot, text in held.get("slips", ()):
        label = item_name(lab_items()[code])
        sentence = _(
            "%(label)s “%(text)s”: %(message)s", label=label, text=text[:40], message=SLIP_WORDS[Slip(slip)]
        )
        found.append(_at(spot, sentence))
    return found


def _at(spot: list[Any], sentence: str) -> str:
    return _("%(message)s (%(where)s)", message=sentence, where=spot_words(spot_of(spot)))


def _doubts(cells: list[Any]) -> list[str]:
    doubtful = [item_name(lab_items()[cell[0]]) for cell in cells if cell[5]]
    critical = [item_name(lab_items()[cell[0]]) for cell in cells if cell[4] in CRITICAL]
    found = [_("%(label)s: %(message)s", label=one, message=_("unlikely, please check")) for one in doubtful]
    return found + [_("%(label)s: %(message)s", label=one, message=_("critical value")) for one in critical]


def unknown_columns(row: ResultImport) -> list[tuple[str, str, str]]:
    """Give (title, where, guessed item) of the columns that somebody has to explain."""
    told = (row.unknown or {}).get("columns", [])
    return [(title, spot_words(spot_of(spot)), guess) for title, spot, guess in told]


def column_choices(guess: str, *, with_unit: bool) -> list[tuple[str, str]]:
    """Give what a column may mean, as (choice, words): nothing yet, not ours, or an item in a unit."""
    items = [lab_items()[guess]] if guess else list(lab_items().values())
    found = [("", _("decide later")), ("ignored", _("leave this column out"))]
    for item in items:
        for unit in item.units if with_unit else item.units[:1]:
            words = f"{item_name(item)} ({printed(unit)})" if unit and with_unit else item_name(item)
            found.append((f"{item.code}|{unit}", words))
    return found
