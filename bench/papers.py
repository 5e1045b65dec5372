"""`python -m bench.papers [COUNT]`: the reports' PDFs as a worker makes them, on one core.

COUNT PDFs (500 unless told), half of them in each language, each with content of its own: job row taken, content
drawn up, set, sealed, kept on the disk and in the database, job ended. Judged by processor time, which other
work on the machine does not lengthen; ends with 1 below `goals.toml`.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
import time
import tomllib
from pathlib import Path

from bench.machine import ROOT
from tests import serving

GOALS = Path(__file__).with_name("goals.toml")
RESULTS = Path(__file__).with_name("papers.json")
LANGUAGES = 2


def main() -> int:
    """Copy reports, have them set, print the figures; gives the exit status."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    state = ROOT / "build" / "bench-papers"
    shutil.rmtree(state, ignore_errors=True)
    os.environ.update(serving.environment(state, 8000))
    serving.seed(state)
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    results = measure(wanted)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    print(json.dumps(results, indent=1))
    goals = tomllib.loads(GOALS.read_text())["papers"]
    fine = results["per_cpu_second"] >= goals["per_second"] and results["memory_mb"] <= goals["memory_mb"]
    print("all goals reached" if fine else f"missed: {goals}")
    return 0 if fine else 1


def measure(wanted: int) -> dict[str, float]:
    """Work off the jobs of `wanted` PDFs; the demo's own jobs are done before the clock starts."""
    from webapp.app import create_app
    from webapp.kernel import jobs

    app = create_app()
    jobs.Worker(app).work_off()
    with app.app_context():
        _copy_reports(wanted // LANGUAGES)
    began, cpu = time.perf_counter(), time.process_time()
    jobs.Worker(app).work_off()
    wall, cpu = time.perf_counter() - began, time.process_time() - cpu
    with app.app_context():
        made, pages, size = _made()
    return {
        "made": made,
        "pages": round(pages, 1),
        "kb": round(size / 1024),
        "per_second": round(wanted / wall, 1),
        "per_cpu_second": round(wanted / cpu, 1),
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "load": os.getloadavg()[0],
    }


def _copy_reports(count: int) -> None:
    """Give the demo's released reports again, each with a reviewer's words of its own, and ask for their PDFs."""
    from webapp.assessments import services
    from webapp.assessments.models import Assessment
    from webapp.kernel import transaction
    from webapp.kernel.db import db

    with transaction.unit_of_work():
        models = db.session.query(Assessment).filter_by(status="RELEASED").all()
        for number in range(count):
            kept = {
                name.key: getattr(models[number % len(models)], name.key) for name in Assessment.__table__.c
            }
            kept |= {"comment": f"Report {number}: 每天多走 {number} 步。", "comment_language": "zh-Hans"}
            copy = Assessment(**{name: value for name, value in kept.items() if name != "id"})
            db.session.add(copy)
            db.session.flush()
            services.ask_for_papers(assessment_id=copy.id)


def _made() -> tuple[int, float, float]:
    from sqlalchemy import func, select

    from webapp.assessments.models import AssessmentPaper
    from webapp.kernel.db import db

    columns = func.count(), func.avg(AssessmentPaper.pages), func.avg(AssessmentPaper.size)
    made, pages, size = db.session.execute(select(*columns)).one()
    return int(made), float(pages), float(size)


if __name__ == "__main__":
    sys.exit(main())
