"""Scripts and styles as phones get them: what is needed together travels in one file.

The sources stay plain modules with one purpose each. As files of their own they would cost a phone more in
requests, and in what brotli cannot see, than in code. In a bundle each module is a function that is called once
and gives what the module exports, so that its names stay its own:

    const $device_vault = (() => { … return { open, exists }; })();

The first script of a bundle stands behind its modules as it is. Comments that have lines of their own stay at home, and what lines are moved in by (no text of ours lives of that).
A style sheet takes in those that it imports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

BUNDLES: dict[str, tuple[str, ...]] = {
    "js/app.js": (),
    "js/complaints.js": (),
    "js/diet.js": (),
    "js/scanning.js": (),
    "js/signature.js": (),
    "js/device/here.js": (),
    "js/device/worker.js": (),
    "js/device/unsent.js": ("js/device/here.js",),
    "js/booking/choosing.js": (),
    "js/booking/wishing.js": ("js/device/here.js",),
    "js/booking/keeping.js": ("js/device/here.js",),
    "js/booking/shell.js": ("js/device/here.js",),
    "js/complaining/page.js": ("js/device/here.js",),
    "js/complaining/shell.js": ("js/device/here.js",),
    "js/diet/keeping.js": ("js/device/here.js",),
    "js/diet/shell.js": ("js/device/here.js",),
    "js/diet/texts.js": (),
    "js/diet/ticking.js": ("js/device/here.js",),
    "js/diet/writing.js": ("js/device/here.js",),
    "js/questionnaires/asking.js": (),
    "js/questionnaires/engine.js": ("js/questionnaires/asking.js",),
    "js/questionnaires/paper.js": ("js/questionnaires/asking.js",),
    "js/filling/page.js": ("js/device/here.js",),
    "js/filling/later.js": ("js/device/here.js", "js/questionnaires/asking.js"),
    "js/filling/shell.js": ("js/device/here.js", "js/questionnaires/asking.js", "js/filling/later.js"),
}
"""Each file that a page or the worker loads → the files it builds on.

A bundle holds its first script and all that this imports, but for what a file that it builds on holds: that is
imported from there. What several bundles hold is copied into each; it has no state of its own (a test looks).
"""

_COMMENT = re.compile(r"(?m)^ *(?://.*|/\*\*(?:[^*]|\*(?!/))*\*/)\n")
_INDENT = re.compile(r"(?m)^ +")
_IMPORT = re.compile(r'(?m)^import (?:(\{[^}]*\})|\* as (\w+)) from "(\.{1,2}/[^"]+)";$')
_PASSED_ON = re.compile(r'(?m)^export (?:(\{[^}]*\})|\* as (\w+)) from "(\.{1,2}/[^"]+)";$')
_EXPORT = re.compile(r"(?m)^export ((?:async )?(?:const|let|function\*?|class) (\w+))")
_LEFT = re.compile(r"(?m)^(?:import|export)\b.*")
_WANTED = re.compile(r"(?<=[{,\s])(?<!as )\w+(?=\s*[,}]| as )")
_NAME = re.compile(r"\w+(?=\s*[,}])")

_STYLES = re.compile(r'(?m)^@import "([^"]+)";\n')
_REMARK = re.compile(r"/\*.*?\*/\n?", re.DOTALL)
_LINE_END = re.compile(r"(?<=[{};,])\n\s*")


class Unbundled(Exception):
    """A script is written in a way that this build does not know; the words say which and what."""


class Scripts:
    """The scripts of a folder, read once."""

    def __init__(self, source: Path, bundles: Mapping[str, tuple[str, ...]]) -> None:
        self.source = source
        self.bundles = bundles
        self._texts: dict[str, str] = {}
        self._known: dict[str, tuple[str, list[str]]] = {}

    def bundle(self, first: str, addresses: Mapping[str, str]) -> str:
        """Give the text of a bundle; `addresses` says where the files stand that it builds on."""
        lines = [self._taken(base, first, addresses) for base in self.below(first)]
        lines += [_wrapped(name, *self._parts(name)) for name in self.held(first) if name != first]
        code, exports = self._parts(first)
        if any(first in below for below in self.bundles.values()):
            exports = [*exports, *(_called(name) for name in self.held(first) if name != first)]
        return "".join(lines) + code + (f"export {{ {', '.join(exports)} }};\n" if exports else "")

    def below(self, first: str) -> list[str]:
        """List the bundles that a bundle builds on, each once, the lowest first."""
        found: dict[str, None] = {}
        for base in self.bundles[first]:
            found |= dict.fromkeys([*self.below(base), base])
        return list(found)

    def held(self, first: str) -> list[str]:
        """List the modules that a bundle holds, each behind what it imports."""
        elsewhere = {name for base in self.below(first) for name in self.held(base)}
        return [name for name in self._reached(first, ()) if name not in elsewhere]

    def exports(self, name: str) -> list[str]:
        """List the names that a module exports."""
        return self._parts(name)[1]

    def _reached(self, name: str, way: tuple[str, ...]) -> list[str]:
        if name in way:
            raise Unbundled(f"imports go in a circle: {' → '.join((*way, name))}")
        found: dict[str, None] = {}
        for imported in self._imported(name):
            found |= dict.fromkeys(self._reached(imported, (*way, name)))
        return [*found, name]

    def _imported(self, name: str) -> Iterator[str]:
        for form in (_IMPORT, _PASSED_ON):
            for found in form.finditer(self._text(name)):
                yield self._beside(name, found[3])

    def _beside(self, name: str, address: str) -> str:
        path = (self.source / name).parent / address
        return str(path.resolve().relative_to(self.source.resolve()))

    def _text(self, name: str) -> str:
        if name not in self._texts:
            self._texts[name] = _COMMENT.sub("", (self.source / name).read_text(encoding="utf-8"))
        return self._texts[name]

    def _taken(self, base: str, first: str, addresses: Mapping[str, str]) -> str:
        """Write the import of what the modules of a bundle need from another one."""
        needed = {imported for name in self.held(first) for imported in self._imported(name)}
        names = [_called(name) for name in self.held(base) if name in needed and name != base]
        lines = [f'import {{ {", ".join(names)} }} from "{addresses[base]}";\n'] if names else []
        if base in needed:
            lines.append(f'import * as {_called(base)} from "{addresses[base]}";\n')
        return "".join(lines)

    def _parts(self, name: str) -> tuple[str, list[str]]:
        """Give a module's code with its imports as plain constants, and the names that it exports."""
        if name not in self._known:
            self._known[name] = self._translated(name)
        return self._known[name]

    def _translated(self, name: str) -> tuple[str, list[str]]:
        exports: list[str] = []

        def constant(found: re.Match[str]) -> str:
            source = self._beside(name, found[3])
            if missing := set(_WANTED.findall(found[1] or "")) - set(self.exports(source)):
                raise Unbundled(f"{name}: {source} has no {', '.join(sorted(missing))}")
            return f"const {(found[1] or found[2]).replace(' as ', ': ')} = {_called(source)};"

        def passed_on(found: re.Match[str]) -> str:
            exports.extend([found[2]] if found[2] else _NAME.findall(found[1]))
            return constant(found)

        def said(found: re.Match[str]) -> str:
            exports.append(found[2])
            return found[1]

        code = _EXPORT.sub(said, _PASSED_ON.sub(passed_on, _IMPORT.sub(constant, self._text(name))))
        if left := _LEFT.search(code):
            raise Unbundled(f"{name}: {left[0]}")
        return _INDENT.sub("", code), exports


def joined(sheet: Path) -> str:
    """Give a style sheet with those that it imports in place; comments and the ends of its lines are left out."""
    whole = _STYLES.sub(lambda found: joined(sheet.parent / found[1]), sheet.read_text(encoding="utf-8"))
    return _LINE_END.sub("", _REMARK.sub("", whole))


def _called(name: str) -> str:
    """Give the name of a module inside bundles, unlike any in a source: `js/device/vault.js` is `$device_vault`."""
    return "$" + re.sub(r"\W", "_", name.removeprefix("js/").removesuffix(".js"))


def _wrapped(name: str, code: str, exports: list[str]) -> str:
    return f"const {_called(name)} = (() => {{\n{code}return {{ {', '.join(exports)} }};\n}})();\n"
