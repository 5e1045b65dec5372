"""Figures as people type them."""

from __future__ import annotations

import re

from wtforms import DecimalField

_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")


class FigureField(DecimalField):
    """A figure that may set off its thousands as our own pages do: `1750` and `1,750` are one."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the figure; a comma anywhere else is none."""
        typed = valuelist[0].strip() if valuelist else ""
        plain = typed.replace(",", "") if _THOUSANDS.fullmatch(typed) else typed
        super().process_formdata([plain] if valuelist else [])

    def _value(self) -> str:
        """Give back what was typed, or the kept figure without zeros that nobody typed."""
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else format(self.data.normalize(), "f")
