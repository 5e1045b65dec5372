"""Packages and fees as lines of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from werkzeug.datastructures import MultiDict

from webapp.admin.presenters.words import LEVEL_WORDS
from webapp.clients.rules import OCCUPATIONS
from webapp.kernel.i18n import _, day, say
from webapp.plans.queries import ExamPackage, FeeSchedule, known_items
from webapp.plans.rules import PLAN_NAMES, Condition, FeeLine, PackageLine, Plan
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class PackageRow:
    """One package of the list."""

    id: str
    name: Bilingual
    level: str
    count: int


def package_rows(packages: Sequence[ExamPackage]) -> list[PackageRow]:
    """Draw the packages on sale, the smallest level first."""
    order = list(LEVEL_WORDS)
    found = sorted(packages, key=lambda one: order.index(one.level))
    return [PackageRow(one.id, one.name, str(LEVEL_WORDS[one.level]), len(one.lines)) for one in found]


def item_names(codes: Sequence[str]) -> list[str]:
    """Say what is examined; a code that the catalogue no longer has is shown as it is."""
    names = known_items()
    return [say(names[code]) if code in names else code for code in codes]


def line_words(lines: Sequence[PackageLine]) -> list[tuple[str, str]]:
    """Say what a package examines and, where it is not for everybody, for whom."""
    names = item_names([line.code for line in lines])
    return [(name, condition_words(line.condition)) for name, line in zip(names, lines, strict=True)]


def condition_words(condition: Condition) -> str:
    """Say for whom an item is; nothing for everybody."""
    sex = {"MALE": _("men"), "FEMALE": _("women")}.get(condition.sex, "")
    ages = _ages(condition.age_from, condition.age_to)
    return _("; ").join(part for part in (_(", ").join(filter(None, (sex, ages))), _work(condition)) if part)


def _work(condition: Condition) -> str:
    names = [say(name) for code, name in OCCUPATIONS.items() if code in condition.occupations]
    return _("occupation: %(names)s", names=_(" or ").join(names)) if names else ""


def _ages(first: int | None, last: int | None) -> str:
    if first is not None and last is not None:
        return _("aged %(first)s to %(last)s", first=first, last=last)
    if first is not None:
        return _("aged %(first)s and over", first=first)
    return _("aged up to %(last)s", last=last) if last is not None else ""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item to choose for a package, with what was typed for whom it is."""

    code: str
    name: str
    chosen: bool
    sex: str
    age_from: str
    age_to: str
    work: list[str]
    errors: Mapping[str, str]


def occupation_options() -> list[tuple[str, str]]:
    """Give the occupations to tick, as (code, name)."""
    return [(code, say(name)) for code, name in OCCUPATIONS.items()]


def item_rows(chosen: Sequence[str], typed: MultiDict[str, str], wrong: Mapping[str, str]) -> list[ItemRow]:
    """Draw the catalogue for choosing; what was typed stays. `wrong`: field id → sentence."""
    return [
        ItemRow(
            code=code,
            name=say(name),
            chosen=code in chosen,
            sex=typed.get(f"sex-{code}", ""),
            age_from=typed.get(f"from-{code}", "")[:3],
            age_to=typed.get(f"to-{code}", "")[:3],
            work=typed.getlist(f"work-{code}"),
            errors={
                field: wrong[f"{field}-{code}"]
                for field in ("sex", "from", "work")
                if f"{field}-{code}" in wrong
            },
        )
        for code, name in known_items().items()
    ]


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One line of the schedule to enter: its heading, both names, amount, and field id → error."""

    code: str
    heading: str
    zh: str
    en: str
    yuan: str
    errors: Mapping[str, str]


def fee_rows(
    codes: Sequence[str],
    lines: Sequence[FeeLine],
    typed: Mapping[str, tuple[str, str, str]],
    wrong: Mapping[str, str],
) -> list[FeeRow]:
    """Draw the schedule as fields, one line for all that can be sold; what was typed stays."""
    known = {line.code: (line.name.zh, line.name.en, str(line.yuan)) for line in lines}
    return [
        FeeRow(code, _sold_words(code), *(typed.get(code) or known.get(code) or ("", "", "")), wrong)
        for code in codes
    ]


def _sold_words(code: str) -> str:
    plan, _dot, level = code.partition(".")
    name = say(PLAN_NAMES[Plan(plan)]) if plan in set(Plan) else plan
    return f"{name} · {LEVEL_WORDS.get(level, level)}"


def fee_version_rows(schedules: Sequence[FeeSchedule], in_force: FeeSchedule | None) -> list[tuple[str, str]]:
    """Draw the versions of the schedule: which, and from when on."""
    return version_lines(
        [(one.version, one.valid_from) for one in schedules], in_force.version if in_force else 0
    )


def version_lines(versions: Sequence[tuple[int, date]], now: int) -> list[tuple[str, str]]:
    """Say of (version, first day) which is in force and which are to come."""
    return [
        (
            _("Version %(n)s", n=version),
            _("in force since %(day)s", day=day(first))
            if version == now
            else _("from %(day)s", day=day(first)),
        )
        for version, first in versions
    ]
