"""Typesetting by typst, from templates of our own and fonts out of packages: a machine needs no font of its own.

Content travels as JSON and is shown as it is written: no answer, name or comment is ever read as markup.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from webapp.gateways.pdf import CannotTypeset, Typeset
from webapp.toolbox.words import Language

if TYPE_CHECKING:
    import typst

WEBAPP: Final = Path(__file__).resolve().parent.parent.parent
_FONTS: Final = ("cvttf_NotoSansCJK_Regular", "cvttf_NotoSansCJK_Bold")
_PAGES: Final = re.compile(rb"<xmpTPg:NPages>(\d+)</xmpTPg:NPages>")
_ACCESSIBLE: Final = "ua-1"
_EMPTY: Final = "gateways/pdf/data/empty.typ"
_REMEMBERED: Final = 10
_UNKNOWN: Final = "□"
_FOREIGN: Final = re.compile(
    r"[^\n -~\u00a0-\u017f\u2010-\u2027≤≥−●▲■○□→\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffee]"
)
"""What the fonts may have no sign for: other scripts, pictures, controls."""


class TypstPdf:
    """Keeps the fonts and one compiler for each template; for one thread, as a worker is."""

    def __init__(self) -> None:
        # Imported here: only workers set documents, and the web's processes stay small.
        import typst

        folders = [folder for name in _FONTS for folder in _folders(name)]
        self._fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)
        self._compilers: dict[str, typst.Compiler] = {}

    def typeset(
        self, template: str, content: Mapping[str, Any], *, language: Language, made_at: datetime
    ) -> Typeset:
        """Set the content; a sign that no font has becomes a box, and the rest of the document stays."""
        told = json.dumps({**content, "lang": language.partition("-")[0]}, ensure_ascii=False)
        room, _, name = template.partition("/")
        path = f"{room}/data/{name}.typ"
        file = self._compiled(path, told, made_at)
        if file is None:
            file = self._compiled(path, _FOREIGN.sub(_UNKNOWN, told), made_at)
        self._forget()
        found = _PAGES.search(file or b"")
        if file is None or found is None:
            raise CannotTypeset(template)
        return Typeset(file, int(found.group(1)))

    def _compiled(self, template: str, told: str, made_at: datetime) -> bytes | None:
        """Give the file, or None when typst refuses the text; the moment is all that is not content."""
        import typst

        moment = made_at.astimezone(UTC).replace(microsecond=0)
        try:
            made = self._compiler(template).compile(
                sys_inputs={"content": told}, pdf_standards=_ACCESSIBLE, timestamp=moment
            )
        except typst.TypstError:
            return None
        return made if isinstance(made, bytes) else None

    def _forget(self) -> None:
        """Let typst drop what it remembers of the last documents: a third of a worker's memory, and people's data.

        It forgets what ten documents in a row did not need; empty ones cost next to nothing.
        """
        for _ in range(_REMEMBERED):
            self._compiler(_EMPTY).compile(format="pdf")

    def _compiler(self, template: str) -> typst.Compiler:
        import typst

        if template not in self._compilers:
            self._compilers[template] = typst.Compiler(
                WEBAPP / template, root=WEBAPP, font_paths=self._fonts, ignore_system_fonts=True
            )
        return self._compilers[template]


def _folders(package: str) -> list[str]:
    """Give where a font package keeps its files, without running any of its code."""
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise CannotTypeset(f"the font package {package} is not installed")
    return list(found.submodule_search_locations)
