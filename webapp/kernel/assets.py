"""Static files: hashed names, compressed once, immutable for ever.

`prepare()` copies `static/` to a folder of its own in `build/static/` under names that carry the
content's hash, with a brotli and a gzip twin; it does nothing when that build is there. Earlier builds
stay for a while and are served too: a page that was open during an update finds its files. Scripts are
joined as `kernel.bundling` lists them; one that builds on another names it by its hash, so that its own
hash stands for both.
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
from webapp.kernel import bundling

SOURCE = config.ROOT / "static"
PAGES = config.ROOT / "templates"
BUILDS = config.ROOT / "build" / "static"
KEPT = 3  # builds
_SQUEEZED = {".css", ".js", ".svg", ".json", ".webmanifest", ".txt"}
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
    mark = _digest([*files, *_files(PAGES), Path(__file__), Path(bundling.__file__)])[:16]
    manifest = BUILDS / mark / _MANIFEST
    if manifest.exists():
        return Build(mark, json.loads(manifest.read_text()))
    return _make(files, mark)


def _make(files: list[Path], mark: str) -> Build:
    """Build beside and rename, so that two processes starting at once both end well."""
    fresh = BUILDS / f"{mark}.{os.getpid()}"
    paths: dict[str, str] = {}
    scripts = _scripts()
    for path in files:
        _store(path, fresh, paths)
    for name in bundling.BUNDLES:
        _store_bundle(name, scripts, fresh, paths)
    fresh.mkdir(parents=True, exist_ok=True)
    (fresh / _MANIFEST).write_text(json.dumps(paths))
    try:
        fresh.rename(BUILDS / mark)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)  # the other process was first
    for old in _newest_first()[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
    return Build(mark, paths)


def _scripts() -> bundling.Scripts:
    return bundling.Scripts(SOURCE, bundling.BUNDLES)


def _newest_first() -> list[Path]:
    """List the finished builds."""
    found = {path.parent: path.stat().st_mtime for path in BUILDS.glob(f"*/{_MANIFEST}")}
    return sorted(found, key=lambda folder: found[folder], reverse=True)


def _store(path: Path, target: Path, paths: dict[str, str]) -> None:
    """Store a file and note its address in `paths`; a script's own way is the bundles."""
    relative = path.relative_to(SOURCE)
    if relative.parts[0] != "js":
        data = bundling.joined(path).encode() if path.suffix == ".css" else path.read_bytes()
        paths[str(relative)] = _write(data, relative, target)


def _store_bundle(name: str, scripts: bundling.Scripts, target: Path, paths: dict[str, str]) -> None:
    """Store a bundle behind those that it builds on."""
    for base in (*scripts.below(name), name):
        if base not in paths:
            paths[base] = _write(scripts.bundle(base, paths).encode(), Path(base), target)


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
    """Give the addresses of a bundle and of those that it builds on, itself first."""
    return tuple(asset(one) for one in (name, *_scripts().below(name)))


def init(app: Flask) -> None:
    """Serve the build in front of the application."""
    current = BUILDS / prepare().hash
    files = WhiteNoise(app.wsgi_app, immutable_file_test=lambda _path, url: bool(_HASHED.search(url)))
    for folder in (*(one for one in _newest_first() if one != current), current):
        files.add_files(str(folder), prefix="static/")
    app.wsgi_app = files  # type: ignore[method-assign]
