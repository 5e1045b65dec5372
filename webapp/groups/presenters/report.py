"""A kept report → what the page says: sentences first, then tables, each with its bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from webapp.groups.models import GroupReport
from webapp.groups.rules.report import LEAST_PEOPLE, share
from webapp.groups.rules.status import Status
from webapp.groups.rules.tables import Table, tables
from webapp.kernel.i18n import _, language, lazy
from webapp.toolbox.packaged import bilingual, data
from webapp.toolbox.words import inside

STATUS_WORDS: Final[dict[str, str]] = {
    Status.DRAFT: lazy("draft"),
    Status.REVIEWED: lazy("reviewed"),
    Status.RELEASED: lazy("released"),
}
_TRENDS: Final[dict[str, str]] = {
    "less": lazy("less than the year before"),
    "same": lazy("about as the year before"),
    "more": lazy("more than the year before"),
}
_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its words, people, and share in per cent."""

    words: str
    people: int
    share: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as the page shows it."""

    code: str
    title: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding that is frequent: its words, people, of how many, per cent, and how it moved."""

    words: str
    people: int
    of: int
    share: int
    trend: str


@dataclass(frozen=True, slots=True)
class Advice:
    """A lecture or a measure, and the source that it rests on."""

    words: str
    source: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """All that the page of a group report says."""

    sentences: list[str]
    taking: list[tuple[str, str]]
    problems: list[Problem]
    compared: bool
    tables: list[Shown]
    kept_back: str
    lectures: list[Advice]
    measures: list[Advice]


def report_page(report: GroupReport) -> ReportPage:
    """Put a kept report into words."""
    kept = report.figures
    problems = [_problem(row, kept["changes"]) for row in kept["problems"]]
    lectures, measures = (_advice(kept[key]) for key in ("lectures", "measures"))
    return ReportPage(
        sentences=_sentences(kept, problems, lectures, measures),
        taking=_taking(kept["participation"]),
        problems=problems,
        compared=bool(kept["changes"]),
        tables=[
            _shown(table, kept["tables"][table.code]) for table in tables() if table.code in kept["tables"]
        ],
        kept_back=_joined([_said(table.words) for table in tables() if table.code in kept["kept_back"]]),
        lectures=lectures,
        measures=measures,
    )


def _said(entry: Mapping[str, str]) -> str:
    return bilingual(dict(entry)).in_language(language())


def _shown(table: Table, kept: Mapping[str, Any]) -> Shown:
    everybody = int(kept["people"])
    rows = [_row(_said(table.name_of(cell["of"])), cell["people"], everybody) for cell in kept["cells"]]
    if kept["unknown"]:
        rows.append(_row(_("Not known"), kept["unknown"], everybody))
    return Shown(table.code, _said(table.words), rows)


def _row(words: str, people: int, everybody: int) -> Row:
    return Row(words, people, round(100 * people / everybody))


def _problem(row: Mapping[str, Any], changes: Mapping[str, Any]) -> Problem:
    table = next(one for one in tables() if one.code == row["table"])
    moved = changes.get(row["table"])
    trend = f"{_TRENDS[moved['trend']]} ({moved['before']} %)" if moved else ""
    return Problem(_said(table.problem_words), row["people"], row["of"], round(share(row)), trend)


def _advice(codes: Sequence[str]) -> list[Advice]:
    rows = {row["code"]: row for row in data("groups", "suggestions")}
    return [Advice(_said(rows[code]), _source(rows[code]["source"])) for code in codes if code in rows]


def _source(name: str) -> str:
    """Name a source in the reader's language."""
    return name if language() == "zh-Hans" else data("groups", "sources").get(name, name)


def _sentences(
    kept: Mapping[str, Any],
    problems: Sequence[Problem],
    lectures: Sequence[Advice],
    measures: Sequence[Advice],
) -> list[str]:
    taking = kept["participation"]
    found = [
        _(
            "This report is about %(counted)s of the %(invited)s people on the roster.",
            counted=taking["counted"],
            invited=taking["invited"],
        )
    ]
    if problems:
        named = [
            _("%(problem)s (%(share)s %%)", problem=inside(one.words), share=one.share)
            for one in problems[:_NAMED]
        ]
        found.append(_("Found most often: %(problems)s.", problems=_joined(named)))
    else:
        found.append(_("No problem is frequent enough to be told without telling of single people."))
    if lectures and measures:
        found.append(_("A good first step: the lecture “%(lecture)s”.", lecture=lectures[0].words))
    return found


def _joined(words: Sequence[str]) -> str:
    return ("\u3001" if language() == "zh-Hans" else "; ").join(words)


def _taking(kept: Mapping[str, int]) -> list[tuple[str, str]]:
    return [
        (_("On the roster"), str(kept["invited"])),
        (_("Examined"), _("%(n)s or more", n=kept["examined"])),
        (_("Assessed"), _("%(n)s or more", n=kept["assessed"])),
        (_("Counted in the tables"), str(kept["counted"])),
    ]


def too_few_words() -> str:
    """Say when a report can be prepared."""
    return _("A report needs at least %(n)s members with a released assessment.", n=LEAST_PEOPLE)
