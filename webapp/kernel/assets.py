"""Static files: hashed names, compressed once, immutable for ever.

`prepare()` copies `static/` to `build/static/` under names that carry the content's hash, with a
brotli and a gzip twin; it does nothing when the build is already the right one.
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
BUILD = config.ROOT / "build" / "static"
_SQUEEZED = {".css", ".js", ".svg", ".json", ".webmanifest", ".txt"}
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
    """Give the current build, making it first where it is missing or stale."""
    files = _files(SOURCE)
    mark = _digest(files + _files(PAGES))[:16]
    manifest = BUILD / "manifest.json"
    if manifest.exists():
        kept = json.loads(manifest.read_text())
        if kept["hash"] == mark:
            return Build(mark, kept["paths"])
    return _make(files, mark)


def _make(files: list[Path], mark: str) -> Build:
    """Build beside and rename, so that two processes starting at once both end well."""
    fresh = BUILD.with_name(f"static.{os.getpid()}")
    paths = {str(path.relative_to(SOURCE)): _store(path, fresh) for path in files}
    fresh.mkdir(parents=True, exist_ok=True)
    (fresh / "manifest.json").write_text(json.dumps({"hash": mark, "paths": paths}))
    old = BUILD.with_name(f"static.{os.getpid()}.old")
    if BUILD.exists():
        BUILD.rename(old)
    try:
        fresh.rename(BUILD)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)  # the other process was first
    shutil.rmtree(old, ignore_errors=True)
    return Build(mark, paths)


def _store(path: Path, target: Path) -> str:
    import brotli  # not needed once the build stands

    data = path.read_bytes()
    relative = path.relative_to(SOURCE)
    name = str(relative.with_name(f"{path.stem}.{hashlib.sha256(data).hexdigest()[:10]}{path.suffix}"))
    out = target / name
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(data)
    if path.suffix in _SQUEEZED:
        Path(f"{out}.br").write_bytes(brotli.compress(data, quality=11))
        Path(f"{out}.gz").write_bytes(gzip.compress(data, 9, mtime=0))
    return f"/static/{name}"


def asset(name: str) -> str:
    """Give the immutable address of a static file, e.g. `asset("css/base.css")`."""
    return prepare().paths[name]


def init(app: Flask) -> None:
    """Serve the build in front of the application."""
    prepare()
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(BUILD),
        prefix="static/",
        immutable_file_test=lambda _path, url: bool(_HASHED.search(url)),
    )
