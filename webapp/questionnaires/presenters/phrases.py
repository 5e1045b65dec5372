"""The sentences that a phone says by itself while a questionnaire is filled in, in one language.

The same words as on the server's pages; `{name}` is where the phone puts a figure or a title. A sentence that
counts comes twice: for one, and for more.
"""

from __future__ import annotations

from webapp.kernel.i18n import _, ngettext
from webapp.questionnaires.presenters.days import wrong_parts
from webapp.questionnaires.rules.validation.issues import sentences
from webapp.toolbox.words import Language

Phrases = dict[str, str | list[str] | dict[str, str]]


def phrases(language: Language) -> Phrases:
    """Give all sentences by name; `issues` by the code of what is wrong."""
    return {
        "issues": {code: said[language] for code, said in sentences().items()},
        **_entries(),
        **_page(),
        **_review(language),
        **_counted(),
    }


def _entries() -> Phrases:
    figure, minutes = "{figure}", "{minutes}"
    return {
        "whole": _("Please write a whole number in digits, for example %(figure)s.", figure=figure),
        "figure": _("Please write a number in digits, for example %(figure)s.", figure=figure),
        "parts": wrong_parts(),
        "unit_too": _("Please choose the unit too."),
        "figure_too": _("Please write the figure before the unit."),
        "at": _("Answer %(n)s: %(message)s", n="{n}", message="{message}"),
        "unfit": _("Please choose or write an answer that fits the question."),
        "hours": _(
            "%(figure)s minutes? If you mean hours, please write %(minutes)s.", figure=figure, minutes=minutes
        ),
        "little": _("%(figure)s is unusually little. If it is right, just go on.", figure=figure),
        "much": _("%(figure)s is unusually much. If it is right, just go on.", figure=figure),
    }


def _page() -> Phrases:
    return {
        "part": _("Part %(n)s of %(total)s", n="{n}", total="{total}"),
        "meter": _("%(total)s parts, you are in part %(n)s", n="{n}", total="{total}"),
        "next": _("Next part: %(title)s", title="{title}"),
        "check": _("Check all answers"),
        "back_to_check": _("Back to the check"),
        "go_on": _("Go on with part %(n)s", n="{n}"),
        "complete": _("complete"),
    }


def _review(language: Language) -> Phrases:
    return {
        "yes": _("Yes"),
        "no": _("No"),
        "joint": "、" if language == "zh-Hans" else ", ",
        "unanswered": _("no answer"),
        "change": _("Change: %(title)s", title="{title}"),
        "label": _("%(label)s: %(message)s", label="{label}", message="{message}"),
        "tick": _("Please tick this before you send."),
        "name": _("Please fill this in."),
    }


def _counted() -> Phrases:
    n = "{n}"
    return {
        "minutes": [ngettext("about %(n)s minute", "about %(n)s minutes", k, n=n) for k in (1, 2)],
        "open": [ngettext("%(n)s question open", "%(n)s questions open", k, n=n) for k in (1, 2)],
        "faults": [
            ngettext("Please look at one place", "Please look at %(n)s places", k, n=n) for k in (1, 2)
        ],
        "missing": [
            ngettext("%(n)s question still needs an answer", "%(n)s questions still need an answer", k, n=n)
            for k in (1, 2)
        ],
        "gap": [
            ngettext(
                "%(n)s question open, first: %(question)s",
                "%(n)s questions open, first: %(question)s",
                k,
                n=n,
                question="{question}",
            )
            for k in (1, 2)
        ],
    }
