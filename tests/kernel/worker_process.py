"""A real worker in a process of its own: `python -m tests.kernel.worker_process URL`.

Its jobs write one audit entry each and are slow enough to be killed in the middle.
"""

from __future__ import annotations

import sys
import time
from datetime import timedelta

from tests.kernel.conftest import RING, build
from webapp.kernel import audit, crypto, jobs


@jobs.handler("test.inside")
def note(task: jobs.Task) -> None:
    """Write an entry in the job's own transaction."""
    audit.record("test.inside", subject=("number", str(task.payload["number"])))
    time.sleep(0.02)


def main(url: str) -> None:
    """Work until killed."""
    crypto.use(crypto.KeyRing.parse(RING))
    jobs.run_worker(build(url), lease=timedelta(seconds=1), pause=0.05)


if __name__ == "__main__":
    main(sys.argv[1])
