"""Static files: hashed names, compressed once, immutable for ever.

`prepare()` copies `static/` to a folder of its own in `build/static/` under names that carry the
content's hash, with a brotli and a gzip twin; it does nothing when that build is there. Earlier builds
stay for a while and are served too: a page that was open during an update finds its files. A script that
imports others by a relative address gets their hashed names, so that its own hash stands for them too,
and leaves the comments that have lines of their own at home.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

from webapp import config

SOURCE = config.ROOT / "static"
PAGES = config.ROOT / "templates"
BUILDS = config.ROOT / "build" / "static"
KEPT = 3  # builds
_SQUEEZED = {".css", ".js", ".svg", ".json", ".webmanifest", ".txt"}
_IMPORT = re.compile(rb"""(?m)^((?:import|export)\b[^"';]*\bfrom |import )"(\.{1,2}/[^"]+)";$""")
_COMMENT = re.compile(rb"(?m)^ *(?://.*|/\*\*(?:[^*]|\*(?!/))*\*/)\n")
_MANIFEST = "manifest.json"
_HASHED = re.compile(r"\.[0-9a-f]{10}\.[a-z0-9]+(\.(br|gz))?$")


@dataclass(frozen=True, slots=True)
class Build:
    """One build: its hash and where each file now lives."""

    hash: str
    paths: dict[str, str]


def _digest(paths: list[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        whole.update(str(path).encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.endswith(".md"))


@lru_cache(maxsize=1)
def prepare() -> Build:
    """Give the current build, making it first where it is missing."""
    files = _files(SOURCE)
    mark = _digest([*files, *_files(PAGES), Path(__file__)])[:16]
    manifest = BUILDS / mark / _MANIFEST
    if manifest.exists():
        return Build(mark, json.loads(manifest.read_text()))
    return _make(files, mark)


def _make(files: list[Path], mark: str) -> Build:
    """Build beside and rename, so that two processes starting at once both end well."""
    fresh = BUILDS / f"{mark}.{os.getpid()}"
    paths: dict[str, str] = {}
    for path in files:
        _store(path, fresh, paths)
    fresh.mkdir(parents=True, exist_ok=True)
    (fresh / _MANIFEST).write_text(json.dumps(paths))
    try:
        fresh.rename(BUILDS / mark)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)  # the other process was first
    for old in _newest_first()[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
    return Build(mark, paths)


def _newest_first() -> list[Path]:
    """List the finished builds."""
    found = {path.parent: path.stat().st_mtime for path in BUILDS.glob(f"*/{_MANIFEST}")}
    return sorted(found, key=lambda folder: found[folder], reverse=True)


def _store(path: Path, target: Path, paths: dict[str, str]) -> str:
    """Store a file, the scripts it imports first, and note its address in `paths`; imports go in no circle."""
    relative = str(path.relative_to(SOURCE))
    if relative not in paths:
        data = path.read_bytes()
        if relative.startswith("js/"):
            data = _IMPORT.sub(lambda found: _import(found, path, target, paths), _COMMENT.sub(b"", data))
        paths[relative] = _write(data, Path(relative), target)
    return paths[relative]


def _import(found: re.Match[bytes], path: Path, target: Path, paths: dict[str, str]) -> bytes:
    """Give an import with the hashed name of what it imports, in the same folder as before."""
    relative = found[2].decode()
    stored = _store((path.parent / relative).resolve(), target, paths)
    return found[1] + f'"{relative.rpartition("/")[0]}/{Path(stored).name}";'.encode()


def _write(data: bytes, relative: Path, target: Path) -> str:
    """Write a file under its hashed name, squeezed twins beside it, and give its address."""
    import brotli  # not needed once the build stands

    name = str(
        relative.with_name(f"{relative.stem}.{hashlib.sha256(data).hexdigest()[:10]}{relative.suffix}")
    )
    out = target / name
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(data)
    if relative.suffix in _SQUEEZED:
        Path(f"{out}.br").write_bytes(brotli.compress(data, quality=11))
        Path(f"{out}.gz").write_bytes(gzip.compress(data, 9, mtime=0))
    return f"/static/{name}"


def asset(name: str) -> str:
    """Give the immutable address of a static file, e.g. `asset("css/base.css")`."""
    return prepare().paths[name]


@lru_cache(maxsize=64)
def with_imports(name: str) -> tuple[str, ...]:
    """Give the addresses of a script and of all scripts that it imports, itself first."""
    found: dict[str, None] = {name: None}
    waiting = [name]
    while waiting:
        path = SOURCE / waiting.pop()
        for _, imported in _IMPORT.findall(path.read_bytes()):
            inside = str((path.parent / imported.decode()).resolve().relative_to(SOURCE))
            waiting += [] if inside in found else [inside]
            found[inside] = None
    return tuple(asset(one) for one in found)


def init(app: Flask) -> None:
    """Serve the build in front of the application."""
    current = BUILDS / prepare().hash
    files = WhiteNoise(app.wsgi_app, immutable_file_test=lambda _path, url: bool(_HASHED.search(url)))
    for folder in (*(one for one in _newest_first() if one != current), current):
        files.add_files(str(folder), prefix="static/")
    app.wsgi_app = files  # type: ignore[method-assign]
