"""Work for later: job rows written with the deed that asks for them, done by leasing workers.

A job's effects in the database and its end are one commit, so a killed worker neither loses nor
doubles them. What happens outside (a message sent) may happen twice after a kill: such a handler is
registered with `outside=True` and passes `task.id` on as the receiver's idempotency key.
"""

from webapp.kernel.jobs.models import Job, Schedule, Status
from webapp.kernel.jobs.queue import Task, enqueue, handler, recurring, when_given_up
from webapp.kernel.jobs.worker import Worker, run_worker

__all__ = [
    "Job",
    "Schedule",
    "Status",
    "Task",
    "Worker",
    "enqueue",
    "handler",
    "recurring",
    "run_worker",
    "when_given_up",
]
