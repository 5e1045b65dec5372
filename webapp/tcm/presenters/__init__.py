"""A record in words: the form to fill, the result, who signed and who confirmed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup, escape

from webapp.clients.queries import Client
from webapp.kernel import clock, i18n
from webapp.kernel.i18n import _, lazy, ngettext, say
from webapp.kernel.signing import RELATIONS
from webapp.questionnaires.rules.definition import Definition
from webapp.questionnaires.rules.entry import offered, shown
from webapp.questionnaires.rules.filling import sections
from webapp.questionnaires.rules.quality import Remark
from webapp.tcm.models import TcmRecord
from webapp.tcm.rules import children
from webapp.tcm.rules.children import State
from webapp.tcm.rules.constitution import Conclusion, Guidance, in_words
from webapp.tcm.rules.content import differs
from webapp.toolbox.signature import Relation, Signature, Signer, from_json
from webapp.toolbox.words import Bilingual

STATUS_WORDS = {
    "": lazy("not begun"),
    "DRAFT": lazy("being filled"),
    "SIGNED": lazy("signed, to be confirmed"),
    "CONFIRMED": lazy("confirmed"),
}
_WRONG = {
    "reason": lazy("Please write the reason."),
    "primary": lazy("Please choose one of the constitutions."),
    "remarks": lazy("Please write what has to be mended."),
    "words": lazy("Please write out the other guidance."),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its choices."""

    name: str
    label: str
    hint: str
    choices: Sequence[tuple[str, str]]
    chosen: str

    @property
    def said(self) -> str:
        """The chosen answer in words."""
        return dict(self.choices).get(self.chosen, "")


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one heading."""

    title: str
    questions: Sequence[Question]


@dataclass(frozen=True, slots=True)
class Line:
    """One constitution: score, verdict, and what guidance was given for it."""

    name: str
    words: str
    score: int
    result: str
    main: bool
    guidance: Markup


@dataclass(frozen=True, slots=True)
class Child:
    """A child with its six visits: which were done, which is due or comes next, which were missed."""

    id: str
    name: str
    age: str
    done: str
    due: str
    next: str
    missed: str


def child(client: Client, made: Collection[int], day: date) -> Child:
    """Draw one line of the list of children."""
    age = children.months_on(client.birth_date, day)
    months: dict[str, list[int]] = {state: [] for state in State}
    for visit in children.visits(age, made):
        months[visit.state].append(visit.month)
    due, later = months[State.DUE], months[State.LATER]
    return Child(
        id=client.id,
        name=say(client.name),
        age=_months(age),
        done=_at(months[State.DONE]),
        due=_("visit at %(months)s is due", months=_at(due)) if due else "",
        next=_("next at %(months)s", months=_at(later[:1])) if later else _("none left"),
        missed=_at(months[State.MISSED]),
    )


def _months(number: int) -> str:
    return ngettext("%(n)s month", "%(n)s months", number)


def _at(months: Sequence[int]) -> str:
    """Say ages: “6, 12 months”."""
    if not months:
        return ""
    return _(", ").join([*map(str, months[:-1]), _months(months[-1])])


def groups(filled: Iterable[tuple[Definition, Mapping[str, Sequence[Any]]]]) -> list[Group]:
    """Draw forms with their answers, section by section."""
    return [
        Group(say(section.group.text), [_question(form, item, answers) for item in section.questions])
        for form, answers in filled
        for section in sections(form)
    ]


def _question(form: Definition, item: Any, answers: Mapping[str, Sequence[Any]]) -> Question:
    held = shown(answers.get(item.link_id, ()))
    prefix = f"{item.prefix}. " if item.prefix else ""
    return Question(
        name=f"q-{item.link_id}",
        label=prefix + say(item.text),
        hint=" ".join(say(child.text) for child in item.items if child.is_help),
        choices=[(option.key, say(option.words)) for option in offered(form, item)],
        chosen=held[0] if held else "",
    )


def blank_errors(forms: Mapping[str, Definition], link_ids: Iterable[str]) -> list[tuple[str, str]]:
    """Give (field id, sentence) for each blank question."""
    index = {link_id: item for form in forms.values() for link_id, item in form.index.items()}
    return [
        (f"q-{link_id}", f"{index[link_id].prefix} {say(index[link_id].text)}".strip())
        for link_id in link_ids
    ]


def lines(found: Conclusion, guidance: Mapping[str, Any] | None) -> list[Line]:
    """Draw the nine constitutions in the order of the form."""
    ticks = (guidance or {}).get("ticks", {})
    words = (guidance or {}).get("words", {})
    return [
        Line(
            name=name,
            words=say(in_words("constitutions", name)),
            score=score,
            result=say(in_words("results", found.results[name])),
            main=name == found.primary,
            guidance=_guided(ticks.get(name, ()), words.get(name, "")),
        )
        for name, score in found.scores.items()
    ]


def _guided(codes: Sequence[str], words: str) -> Markup:
    said = [say(in_words("guidance", code)) for code in codes if code != Guidance.OTHER]
    return escape(_(", ")).join([*map(escape, said), *([written(words)] if words else [])])


def guidance_choices() -> list[tuple[str, str]]:
    """Give the kinds of guidance to tick."""
    return [(code.value, say(in_words("guidance", code))) for code in Guidance]


def flags(found: Conclusion) -> list[str]:
    """Say what the form remarks about the result."""
    return [say(in_words("flags", flag)) for flag in found.flags]


def doubt(row: TcmRecord) -> str:
    """Say that the signed score is not what the answers give, where that is so."""
    wrong = row.content is not None and differs(row.content)
    return say(Remark("score", "").sentence) if wrong else ""


def named(name: str | None) -> str:
    """Say a constitution."""
    return say(in_words("constitutions", name)) if name else ""


def self_care(score: Mapping[str, Any]) -> str:
    """Say the self-care result with its points."""
    if score["not_computed"]:
        return ""
    band = say(in_words("self_care", score["category"]))
    return _("%(band)s (%(points)s points)", band=band, points=score["value"])


def written(words: str | None) -> Markup:
    """Give what a person wrote, marked with the language of its script."""
    language = "zh-Hans" if any(letter >= "\u2e80" for letter in words or "") else "en"
    return Markup('<span lang="{}">{}</span>').format(language, words or "")


def signature(row: TcmRecord) -> Signature | None:
    """Give the signature under a record."""
    return from_json(row.signature) if row.signature else None


def signer(row: TcmRecord) -> list[tuple[str, str]]:
    """Give the lines about who signed: the name, for a proxy relation and reason, and when."""
    found = signature(row)
    if found is None or row.signed_at is None:
        return []
    when = (_("Signed"), i18n.moment(row.signed_at))
    if found.signer is not Signer.PROXY:
        return [(_("Signed by"), written(found.name)), when]
    relation = str(RELATIONS[Relation(found.relation)])
    return [
        (_("Signed for the client by"), written(found.name) + f" · {relation}"),
        (_("Reason"), written(found.reason)),
        when,
    ]


def people(row: TcmRecord, names: Mapping[str, Bilingual]) -> list[tuple[str, str]]:
    """Give who asked, who decided what the form leaves open, and who confirmed, with the day."""
    found = [(_("Asked by"), say(names[row.filled_by]))]
    if row.decision:
        found.append((_("Decided by"), say(names[row.decision["by"]])))
    if row.confirmed_by and row.confirmed_at:
        day = i18n.day(clock.local(row.confirmed_at).date())
        found.append(
            (_("Confirmed by"), _("%(name)s, %(when)s", name=say(names[row.confirmed_by]), when=day))
        )
    return found


def wrong_fields(fields: Sequence[str]) -> list[tuple[str, str]]:
    """Give (field id, sentence) for each field that does not fit."""
    return [(field, str(_WRONG.get(field.partition("-")[0], _WRONG["words"]))) for field in fields]
