"""Forms as a page shows them: where they go, and what a browser would send untouched."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

_UNSENT = {"button", "submit", "reset", "image"}


@dataclass
class Drawn:
    """One form: method, path, the fields as drawn, and the values a list offers."""

    method: str
    path: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    offered: dict[str, list[str]] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self, here: str) -> None:
        super().__init__(convert_charrefs=True)
        self.here, self.forms, self.form = here, [], None  # type: tuple[str, list[Drawn], Drawn | None]
        self.buttons: list[tuple[Drawn, str, str, str]] = []
        self.select = self.textarea = ""
        self.named: dict[str, Drawn] = {}
        self.distant: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        words = {name: value or "" for name, value in attrs}
        if tag == "form":
            path = urlsplit(words.get("action") or self.here).path
            self.form = Drawn((words.get("method") or "get").upper(), path)
            self.forms.append(self.form)
            self.named[words.get("id", "")] = self.form
        elif tag == "input" and words.get("form"):
            self.distant.append((words["form"], words.get("name", ""), words.get("value", "")))
        elif self.form is not None:
            self._inside(self.form, tag, words)
        self._htmx(words)

    def _inside(self, form: Drawn, tag: str, words: dict[str, str]) -> None:
        name = words.get("name", "")
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            self._option(form, words)
        elif tag == "textarea":
            self.textarea = name
            form.fields.append((name, ""))
        elif tag == "input" and name:
            self._input(form, name, words)
        elif tag == "button":
            self.buttons.append((form, words.get("formaction", ""), name, words.get("value", "")))

    def _option(self, form: Drawn, words: dict[str, str]) -> None:
        form.offered.setdefault(self.select, []).append(words.get("value", ""))
        known = dict(form.fields)
        if self.select not in known or "selected" in words:
            form.fields = [pair for pair in form.fields if pair[0] != self.select]
            form.fields.append((self.select, words.get("value", "")))

    def _input(self, form: Drawn, name: str, words: dict[str, str]) -> None:
        kind = words.get("type", "text").lower()
        if kind in {"radio", "checkbox"}:
            form.offered.setdefault(name, []).append(words.get("value", "on"))
            if "checked" not in words:
                return
        if kind not in _UNSENT:
            form.fields.append((name, words.get("value", "on" if kind == "checkbox" else "")))

    def _htmx(self, words: dict[str, str]) -> None:
        for method in ("post", "put", "delete", "patch"):
            if f"hx-{method}" in words and self.form is None:
                self.forms.append(Drawn(method.upper(), urlsplit(words[f"hx-{method}"] or self.here).path))

    def handle_data(self, data: str) -> None:
        if self.textarea and self.form:
            self.form.fields = [(n, v + data if n == self.textarea else v) for n, v in self.form.fields]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.textarea = ""


def drawn(html: str, here: str) -> list[Drawn]:
    """Give the forms of a page; each button that goes elsewhere or says more makes one more."""
    reader = _Reader(here)
    reader.feed(html)
    for owner, name, value in reader.distant:
        if owner in reader.named and name:
            reader.named[owner].fields.append((name, value))
    for form, action, name, value in reader.buttons:
        if action or name:
            path = urlsplit(action).path or form.path
            more = Drawn(
                form.method, path, [*form.fields, *([(name, value)] if name else [])], dict(form.offered)
            )
            reader.forms.append(more)
    return reader.forms
