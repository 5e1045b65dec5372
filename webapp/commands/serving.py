"""`kangyue run`, `demo` and `worker`."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path

import click

from webapp import config
from webapp.commands.preparing import check_port, make_database

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
_M_ARENA_MAX = -8  # malloc.h


def _serve(port: int, workers: int, host: str) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    _keep_one_heap()
    Granian(
        "wsgi:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        backpressure=64,
        respawn_failed_workers=True,  # one that is killed takes nobody with it
        websockets=False,
        log_access=False,
        working_dir=ROOT,
    ).serve()


def _keep_one_heap() -> None:
    """Let the C library keep one heap for all threads of a server process: some megabytes less, with glibc.

    One thread of each process runs Python; a heap for each of the others holds little but holes.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt:
        mallopt(_M_ARENA_MAX, 1)


@contextmanager
def _working(wanted: bool) -> Iterator[None]:
    """Do jobs in a process beside the server.

    Never in a thread of it: the server forks, and a fork that happens while a thread holds SQLite's
    write lock leaves the child believing for ever that the lock is taken.
    """
    beside = subprocess.Popen([sys.executable, "-m", "webapp", "worker"], cwd=ROOT) if wanted else None
    try:
        yield
    finally:
        if beside:
            beside.terminate()
            beside.wait(10)


def _address(_ctx: click.Context, _option: click.Parameter, typed: str) -> str:
    """The server binds to an address and asks no name server."""
    try:
        return str(ip_address(typed))
    except ValueError as wrong:
        raise click.BadParameter("an IP address, for example 127.0.0.1 or 0.0.0.0") from wrong


PORT = click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Where to listen."
)


@click.command()
@PORT
@click.option(
    "--host",
    default=HOST,
    show_default=True,
    callback=_address,
    help="Whom to listen to; 0.0.0.0: all.",
)
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Server processes.")
@click.option("--with-worker", is_flag=True, help="Do jobs too (the demo; elsewhere run `kangyue worker`).")
def run(port: int, host: str, workers: int, with_worker: bool) -> None:
    """Serve the application with the settings of the environment."""
    config.current()
    check_port(host, port)
    with _working(with_worker):
        _serve(port, workers, host)


@click.command()
@PORT
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day the demo lives in.")
@click.option("--serve/--no-serve", default=True, help="Serve it, or only make the database.")
@click.option("--fresh", is_flag=True, help="Throw the demo's database away first.")
def demo(port: int, today: datetime | None, serve: bool, fresh: bool) -> None:
    """Make a living branch on this machine and serve it.

    For looking around only: a loud banner, and everybody's password on /demo.
    """
    os.environ["KANGYUE_DEMO"] = "1"
    os.environ.setdefault("KANGYUE_BASE_URL", f"http://localhost:{port}")
    if serve:
        check_port(HOST, port)
    make_database(today=today.date() if today else None, fresh=fresh)
    if serve:
        click.echo(f"Kangyue demo: http://localhost:{port}  (sign-ins: http://localhost:{port}/demo)")
        _become_server(port)


def _become_server(port: int) -> None:
    """Serve in a process without the seed's memory and open connections: none may cross a fork."""
    sys.stdout.flush()
    os.chdir(ROOT)
    command = [sys.executable, "-m", "webapp", "run", "--with-worker", "--port", str(port)]
    os.execv(sys.executable, command)  # noqa: S606 - our own interpreter, no shell


@click.command()
def worker() -> None:
    """Do jobs until stopped.

    Text messages, deadlines, the nightly sweep. Start as many as you like, anywhere.
    """
    from webapp.app import create_app
    from webapp.kernel import jobs

    with suppress(KeyboardInterrupt):
        jobs.run_worker(create_app())
