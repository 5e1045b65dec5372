"""The app is updated twice while a form is open: nothing typed before, between or after is lost, and the form goes on.

Each version is a build of its own (another style sheet, and another script that all others of the phone hang on),
served by a server of its own; between two versions there is no server, and the form is filled all the same.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests import serving
from tests.faults import filling, queueing
from tests.faults.device import until
from tests.faults.diary import STANDS
from tests.faults.filling import PATIENCE, Page

VERSIONS = 3
PARTS = ("webapp", "static", "templates", "translations", "migrations", "tests")
CHANGED = {
    "css/base.css": ".version-{}{{color:inherit}}\n",
    "js/device/vault.js": "export const RELEASE = {};\n",
}
UPDATE = "() => navigator.serviceWorker.getRegistration().then((registration) => registration.update()).then(() => true)"
BUILDS = "async () => (await caches.keys()).filter((name) => !name.endsWith('-words')).sort().join()"
SCRIPTS = """() => performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.includes("/device/here."))"""
SHELL = (
    "() => document.getElementById('shell') !== null && document.querySelector('#part [name^=q-]') !== null"
)


@dataclass
class Updated:
    """What was typed under each version and between them, what stood there in the end, and what arrived."""

    typed: dict[str, str] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)
    told: dict[str, list[str]] = field(default_factory=dict)
    without: dict[str, str] = field(default_factory=dict)
    builds: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    arrived: list[int] = field(default_factory=list)

    @property
    def lost(self) -> int:
        """Answers that are missing on the form, in the form without a server, or with the server."""
        seen = ({name: [value] for name, value in self.found.items()}, self.told)
        on_phone = {name: [value] for name, value in self.without.items()}
        return sum(
            any(place.get(name) != [value] for place in (*seen, on_phone))
            for name, value in self.typed.items()
        )

    @property
    def holds(self) -> bool:
        """Whether all versions were seen and nothing was lost on the way."""
        whole = len(set(self.builds)) == VERSIONS and self.arrived == list(range(1, VERSIONS + 1))
        return whole and self.lost == 0 and len(set(self.scripts)) > 1

    def __str__(self) -> str:
        return (
            f"{len(set(self.builds))} versions under one open form, which ran the scripts of version 1 to the end; "
            f"{len(self.typed)} answers, {self.lost} lost; {len(self.arrived)} of {VERSIONS} finished ones arrived"
        )


@dataclass
class Trial:
    """One page, and a copy of the application that becomes another version."""

    page: Page
    folder: Path
    state: Path
    port: int
    result: Updated = field(default_factory=Updated)

    @property
    def base(self) -> str:
        """Where the app is, whatever its version."""
        return f"http://localhost:{self.port}"

    def run(self, sign_in: Callable[[dict[str, str]], None]) -> Updated:
        """Fill one form and finish one response under each version, and fill it between them."""
        before = len(queueing.arrived(self.state))
        with _own_copy(self.folder):
            for version in range(1, VERSIONS + 1):
                _write(self.folder, version)
                with serving.serving(self.state, self.port) as server:
                    self._under(version, server.somebody("CLIENT"), sign_in)
                if version < VERSIONS:
                    self._type()
            self._look_without_a_server()
            with serving.serving(self.state, self.port):
                self._look_in_the_end()
        self.result.arrived = queueing.arrived(self.state)[before:]
        return self.result

    def _under(self, version: int, person: dict[str, str], sign_in: Callable[[dict[str, str]], None]) -> None:
        if version == 1:
            sign_in(person)
            filling.begin(self.page, self.base)
        self._take_over()
        self._type()
        self.page.evaluate(queueing.QUEUE, queueing.letters(self.state, person, 1, version))
        until(lambda: self.page.evaluate(filling.SETTLED), PATIENCE)

    def _take_over(self) -> None:
        """Let the worker of the version now served take over the open page."""
        self.page.evaluate(UPDATE)
        until(lambda: self._build() not in {"", *self.result.builds}, PATIENCE)
        self.result.builds.append(self._build())
        if len(self.result.builds) == 1:
            self.result.scripts += self.page.evaluate(SCRIPTS)

    def _build(self) -> str:
        """Give the name of the only build kept, empty while there are two."""
        kept = str(self.page.evaluate(BUILDS))
        return "" if "," in kept else kept

    def _type(self) -> None:
        """Write a number into the next field, and wait until the phone has it."""
        number = len(self.result.typed)
        name = filling.NUMBERS[number]
        self.page.fill(f"[name={name}]", str(number + 1))
        self.result.typed[name] = str(number + 1)
        until(lambda: self.page.evaluate(filling.AGREES), PATIENCE)

    def _look_without_a_server(self) -> None:
        self.page.goto(self.base + filling.FORM)
        until(lambda: self.page.evaluate(SHELL) and self.page.evaluate(filling.AGREES), PATIENCE)
        self.result.scripts += self.page.evaluate(SCRIPTS)
        if self.page.evaluate(SHELL):
            self.result.without = self.page.evaluate(STANDS)

    def _look_in_the_end(self) -> None:
        self.page.goto(self.base + filling.FORM)
        until(lambda: self.page.evaluate(filling.AGREES), PATIENCE)
        self.result.found = self.page.evaluate(STANDS)
        until(lambda: not self.page.evaluate(queueing.LEFT), PATIENCE)
        self.result.told = filling.told(self.page)


@contextmanager
def _own_copy(folder: Path) -> Iterator[None]:
    """Serve a copy of the application that may be changed."""
    for part in PARTS:
        shutil.copytree(serving.ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(serving.ROOT / "wsgi.py", folder)
    before, serving.ROOT = serving.ROOT, folder
    try:
        yield
    finally:
        serving.ROOT = before


def _write(folder: Path, version: int) -> None:
    """Make another version: one style sheet and one script that others import."""
    for name, line in CHANGED.items():
        path = folder / "static" / name
        path.write_text(path.read_text().replace(line.format(version - 1), "") + line.format(version))
