"""Who stands in for somebody on standby."""

from __future__ import annotations

from collections.abc import Sequence

from webapp.complaints.forms.desk import CHOOSE
from webapp.kernel.choosing import RadioField
from webapp.kernel.forms import Form, needed
from webapp.kernel.i18n import _, lazy


class PassOnForm(Form):
    """One choice: who stands in for whom."""

    who = RadioField(lazy("Who looks after the clients"), validators=[needed(CHOOSE)])

    def offer_pairs(self, pairs: Sequence[tuple[str, str, str]]) -> PassOnForm:
        """Offer people as (both ids, who is absent, who would stand in)."""
        self.who.choices = [
            (both, _("%(name)s, for %(absent)s", name=name, absent=absent)) for both, absent, name in pairs
        ]
        return self

    @property
    def pair(self) -> tuple[str, str]:
        """Who is absent, and who was chosen."""
        absent, _colon, substitute = str(self.who.data).partition(":")
        return absent, substitute
