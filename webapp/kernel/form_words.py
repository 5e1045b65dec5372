"""What WTForms says of its own accord, in the house's words and in both languages."""

from __future__ import annotations

from webapp.kernel.i18n import lazy

_CHECK = lazy("Please check this entry.")
_CHOOSE = lazy("Please choose one of the list.")
_FILL = lazy("Please fill this in.")
_NUMBER = lazy("Please give a number, in figures.")

_OURS: dict[str, str] = {
    "This field is required.": _FILL,
    "Not a valid integer value.": lazy("Please give a whole number, in figures."),
    "Not a valid decimal value.": _NUMBER,
    "Not a valid float value.": _NUMBER,
    "Not a valid date value.": lazy("Please give a day, like 2026-12-03."),
    "Not a valid time value.": lazy("Please give a time, like 08:30."),
    "Not a valid choice.": _CHOOSE,
    "Invalid Choice: could not coerce.": _CHOOSE,
    "Invalid choice(s): one or more data inputs could not be coerced.": _CHOOSE,
    "'%(value)s' is not a valid choice for this field.": _CHOOSE,
    "Number must be at least %(min)s.": lazy("Please give a number of at least %(min)s."),
    "Number must be at most %(max)s.": lazy("Please give a number of at most %(max)s."),
    "Number must be between %(min)s and %(max)s.": lazy("Please give a number from %(min)s to %(max)s."),
}


class Words:
    """WTForms' translations. A sentence the house has no words for becomes “Please check this entry”:

    an English library sentence never reaches a page.
    """

    def gettext(self, text: str) -> str:
        """Give our words for WTForms' `text`, its places still open."""
        return str(_OURS.get(text, _CHECK))

    def ngettext(self, one: str, _many: str, _n: int) -> str:
        """Give our words for a counted sentence of WTForms."""
        return self.gettext(one)
