"""Where files lie: names are random ids, contents sealed before they come here.

A local folder outside the web root. An object store (S3) joins `gateway()` when a company runs on
several machines without a shared disk.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from webapp import config


class FileMissing(LookupError):
    """No file has this name."""


class FileStore(Protocol):
    """Something that keeps sealed bytes by name."""

    def keep(self, name: str, sealed: bytes) -> None:
        """Keep a file: after this it is on the disk, whole; nobody ever sees a part of it."""
        ...

    def read(self, name: str) -> bytes:
        """Give a file's bytes. Raises FileMissing."""
        ...

    def remove(self, name: str) -> None:
        """Forget a file, if it is there."""
        ...

    def before(self, moment: datetime) -> Iterator[str]:
        """Give the names of files kept before a moment (UTC)."""
        ...


class LocalFiles:
    """Files in one folder of this machine, spread over 1024 sub-folders, readable by its owner only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, name: str, sealed: bytes) -> None:
        path = self._path(name)
        config.private_folder(path.parent)
        unfinished = path.with_suffix(".part")
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
        _sync_folder(path.parent)
        _sync_folder(self._folder)

    def read(self, name: str) -> bytes:
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError as missing:
            raise FileMissing(name) from missing

    def remove(self, name: str) -> None:
        path = self._path(name)
        path.unlink(missing_ok=True)
        path.with_suffix(".part").unlink(missing_ok=True)

    def before(self, moment: datetime) -> Iterator[str]:
        for path in self._folder.glob("*/*"):
            if datetime.fromtimestamp(path.stat().st_mtime, UTC) < moment:
                yield path.stem

    def _path(self, name: str) -> Path:
        """Give the place of a file; ids are in order of time, so the folder is made of their end."""
        if not (name.isascii() and name.isalnum()):
            raise FileMissing(name)
        return self._folder / name[-2:] / name


def _sync_folder(folder: Path) -> None:
    """Write the folder's list of names to the disk too: without it a crash could lose the new one."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def gateway() -> FileStore:
    """Give this machine's file store."""
    return LocalFiles(config.private_folder(config.current().state_folder / "files"))
