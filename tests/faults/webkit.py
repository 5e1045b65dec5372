"""The second engine: WebKitGTK's own small browser, driven over the W3C WebDriver protocol on a screen nobody sees.

`Screen` has the few methods of playwright's page that the rig's journeys use, so that a journey runs on both.
Debian: `apt-get install webkit2gtk-driver xvfb`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Error

from tests import serving

BROWSERS = "usr/lib/*/webkit2gtk-4.*/MiniBrowser"
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the protocol's own name for a reference to an element
SCRIPT = """const done = arguments[arguments.length - 1];
Promise.resolve().then(() => (%s)(arguments[0])).then((value) => done({ value }), (error) => done({ error: String(error) }));"""
QUIET = {"LIBGL_ALWAYS_SOFTWARE": "1", "WEBKIT_DISABLE_COMPOSITING_MODE": "1", "NO_AT_BRIDGE": "1"}


class Refused(Error):
    """The browser could not do what was asked; the text is its own."""


def missing() -> list[str]:
    """Name what this machine lacks for WebKit."""
    lacking = [name for name in ("WebKitWebDriver", "Xvfb") if not shutil.which(name)]
    return lacking if _browser() else [*lacking, "MiniBrowser"]


def _browser() -> str:
    return str(next(Path("/").glob(BROWSERS), ""))


class Screen:
    """One window of WebKit."""

    def __init__(self, address: str) -> None:
        self.address = address
        options = {"binary": _browser(), "args": ["--automation"]}
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        begun = self._post("/session", wanted)
        self.version = str(begun["capabilities"]["browserVersion"])
        self.session = f"/session/{begun['sessionId']}"
        self._post(f"{self.session}/timeouts", {"script": 60_000, "pageLoad": 60_000})

    @property
    def url(self) -> str:
        """The address shown."""
        return str(self._ask("GET", f"{self.session}/url"))

    def goto(self, url: str) -> None:
        """Open an address."""
        self._post(f"{self.session}/url", {"url": url})

    def evaluate(self, function: str, given: Any = None) -> Any:
        """Call a JavaScript function, which may be async, with one argument; gives what it gives."""
        said = self._post(f"{self.session}/execute/async", {"script": SCRIPT % function, "args": [given]})
        if "error" in said:
            raise Refused(said["error"])
        return said.get("value")

    def fill(self, selector: str, text: str) -> None:
        """Type a text into an emptied field, key by key."""
        field = self._find(selector)
        self._post(f"{field}/clear", {})
        self._post(f"{field}/value", {"text": text})

    def click(self, selector: str) -> None:
        """Press what a person would press."""
        self._post(f"{self._find(selector)}/click", {})

    def new_window(self) -> str:
        """Open another window behind this one; gives its handle."""
        return str(self._post(f"{self.session}/window/new", {"type": "window"})["handle"])

    def close_window(self, other: str) -> None:
        """Shut the window that is shown, and show another."""
        self._ask("DELETE", f"{self.session}/window")
        self._post(f"{self.session}/window", {"handle": other})

    def close(self) -> None:
        """End the browser."""
        with suppress(Refused, OSError):
            self._ask("DELETE", self.session)

    def _find(self, selector: str) -> str:
        found = self._post(f"{self.session}/element", {"using": "css selector", "value": selector})
        return f"{self.session}/element/{found[ELEMENT]}"

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        return self._ask("POST", path, json.dumps(body).encode())

    def _ask(self, method: str, path: str, body: bytes | None = None) -> Any:
        head = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.address + path, body, head, method=method)
        try:
            with urllib.request.urlopen(request, timeout=90) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as failure:
            raise Refused(failure.read().decode()) from failure


@contextmanager
def opened(folder: Path) -> Iterator[Screen]:
    """Open WebKit with a home of its own in `folder`."""
    folder.mkdir(parents=True)
    with ExitStack() as stack, (folder / "webkit.log").open("wb") as log:
        display = stack.enter_context(_display(log))
        own = os.environ | QUIET | {"DISPLAY": display, "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
        port = serving.free_port()
        stack.enter_context(_running(["WebKitWebDriver", f"--port={port}"], log, own))
        address = f"http://127.0.0.1:{port}"
        _await(f"{address}/status")
        screen = Screen(address)
        stack.callback(screen.close)
        yield screen


@contextmanager
def _display(log: Any) -> Iterator[str]:
    """Start a display; the server picks a free number and tells it."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "500x900x24", "-nolisten", "tcp"]
    with _running(command, log, dict(os.environ), pass_fds=(write,)):
        os.close(write)
        with os.fdopen(read) as said:
            yield f":{said.readline().strip()}"


@contextmanager
def _running(
    command: list[str], log: Any, own: dict[str, str], **more: Any
) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, env=own, stdout=log, stderr=log, **more)
    try:
        yield process
    finally:
        for one in [*psutil.Process(process.pid).children(recursive=True), process]:
            with suppress(psutil.NoSuchProcess):
                one.kill()
        process.wait(10)


def _await(address: str) -> None:
    for _ in range(100):
        with suppress(OSError), urllib.request.urlopen(address, timeout=2):
            return
        time.sleep(0.1)
    raise Refused("the driver does not answer")
