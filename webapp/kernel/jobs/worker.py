"""The loop that does the jobs: `kangyue worker`."""

from __future__ import annotations

import logging
import threading
import traceback
from datetime import timedelta

from flask import Flask

from webapp.kernel import transaction
from webapp.kernel.jobs import leasing
from webapp.kernel.jobs.queue import Task, registered

log = logging.getLogger(__name__)


class Worker:
    """Takes due jobs one after the other. Several may run, in any number of processes."""

    def __init__(self, app: Flask, *, lease: timedelta = leasing.LEASE, pause: float = 1.0) -> None:
        self.app = app
        self.name = leasing.worker_name()
        self.lease = lease
        self.pause = pause
        self.stopping = threading.Event()

    def run(self) -> None:
        """Work until `stop`; a fault of the database is waited out, never fatal."""
        while not self.stopping.is_set():
            try:
                self.work_off()
            except Exception:
                log.exception("the worker will try again")
            self.stopping.wait(self.pause)

    def stop(self) -> None:
        """Ask the loop to end after the job in hand."""
        self.stopping.set()

    def work_off(self) -> int:
        """Do everything that is due now; gives how many jobs were taken."""
        taken = 0
        while not self.stopping.is_set() and self._anything_due():
            task = self._take()
            if task is None:
                break
            self._do(task)
            taken += 1
        return taken

    def _anything_due(self) -> bool:
        """Look without taking the write lock."""
        with self.app.app_context(), transaction.reading():
            return leasing.anything_due()

    def _take(self) -> Task | None:
        with self.app.app_context(), transaction.unit_of_work():
            leasing.enqueue_recurring()
            return leasing.lease(self.name, self.lease)

    def _do(self, task: Task) -> None:
        try:
            self._act(task)
        except leasing.LeaseLost:
            log.warning("job %s was taken over by another worker", task.id)
        except Exception:
            log.warning("job %s (%s) failed at attempt %d", task.id, task.name, task.attempt)
            with self.app.app_context(), transaction.unit_of_work():
                leasing.fail(task, self.name, traceback.format_exc())

    def _act(self, task: Task) -> None:
        found = registered[task.name]
        if found.outside:
            with self.app.app_context():
                found.act(task)
        with self.app.app_context(), transaction.unit_of_work():
            if not found.outside:
                found.act(task)
            leasing.end(task, self.name)


def run_worker(app: Flask, *, lease: timedelta = leasing.LEASE, pause: float = 1.0) -> None:
    """Work in this thread until the process is stopped (`kangyue worker`)."""
    Worker(app, lease=lease, pause=pause).run()
