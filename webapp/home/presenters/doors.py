"""Rows that lead into other rooms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from webapp.kernel.pages import link


@dataclass(frozen=True, slots=True)
class Door:
    """A way into another room: its drawing, its words, and the endpoint."""

    icon: str
    title: str
    note: str
    endpoint: str
    values: Mapping[str, str] = field(default_factory=dict)


def door_rows(doors: Iterable[Door]) -> list[dict[str, str]]:
    """Give the rows for `components/rows.html`."""
    return [
        {
            "icon": one.icon,
            "title": str(one.title),
            "note": str(one.note),
            "href": link(one.endpoint, **one.values),
        }
        for one in doors
    ]
