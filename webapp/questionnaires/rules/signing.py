"""Whose name stands under a questionnaire (Q8): one's own, in either script."""

from __future__ import annotations

import unicodedata

from webapp.toolbox.words import Bilingual


def is_own_name(written: str, own: Bilingual) -> bool:
    """Tell whether somebody wrote their own name; case, width, blanks and the order of the parts are forgiven."""
    return any(_same(_plain(written), _plain(name)) for name in (own.zh, own.en))


def _same(written: str, name: str) -> bool:
    if not written.split():
        return False
    return "".join(written.split()) == "".join(name.split()) or sorted(written.split()) == sorted(
        name.split()
    )


def _plain(name: str) -> str:
    """Fold width and case; a point or hyphen inside a name counts as a blank."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter if letter.isalnum() else " " for letter in folded)
