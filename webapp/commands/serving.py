"""`kangyue run`, `demo` and `worker`."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import click


def _serve(port: int, workers: int, host: str) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "wsgi:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        backpressure=64,
        websockets=False,
        log_access=False,
        working_dir=Path(__file__).resolve().parents[2],
    ).serve()


@click.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--workers", default=2, show_default=True)
def run(port: int, host: str, workers: int) -> None:
    """Serve the application with the settings of the environment."""
    _serve(port, workers, host)


def _start_worker() -> None:
    """Do the demo's jobs in a thread of the supervising process."""
    from webapp.app import create_app
    from webapp.kernel import jobs

    jobs.Worker(create_app()).start_thread()


@click.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day the demo lives in.")
@click.option("--serve/--no-serve", default=True, help="Only seed with --no-serve.")
@click.option("--fresh", is_flag=True, help="Throw the demo's database away first.")
def demo(port: int, today: datetime | None, serve: bool, fresh: bool) -> None:
    """Seed a living branch on this machine and serve it (loud banner, passwords on /demo)."""
    os.environ["KANGYUE_DEMO"] = "1"
    os.environ.setdefault("KANGYUE_BASE_URL", f"http://localhost:{port}")
    from webapp.app import create_app
    from webapp.commands.database import upgrade
    from webapp.seed import seed_once

    upgrade(fresh=fresh)
    with create_app().app_context():
        seed_once(today=today.date() if today else None)
    if serve:
        _start_worker()
        click.echo(f"Kangyue demo: http://localhost:{port}  (sign-ins: http://localhost:{port}/demo)")
        _serve(port, 2, "127.0.0.1")


@click.command()
def worker() -> None:
    """Run jobs until stopped; start as many as you like, anywhere."""
    from webapp.app import create_app
    from webapp.kernel import jobs

    jobs.run_worker(create_app())
