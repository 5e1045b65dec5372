"""Requests asked of the application inside this process, and how long they took."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder, run_wsgi_app


class Time(NamedTuple):
    """How long one request took, in milliseconds: by the clock, and of processor time in this process."""

    wall: float
    cpu: float


Times = list[Time]


def browser(app: Flask, cookie: str) -> FlaskClient:
    """Open a window in which the cookie's person is signed in."""
    browser = app.test_client(use_cookies=False)
    browser.environ_base |= {"HTTP_COOKIE": cookie, "HTTP_SEC_FETCH_SITE": "same-origin"}
    return browser


def timed(ask: Callable[[], Any]) -> Time:
    """Ask once and time it; anything but 200 is an error."""
    began, worked = time.perf_counter(), time.thread_time()
    answer = ask()
    took = Time((time.perf_counter() - began) * 1000, (time.thread_time() - worked) * 1000)
    assert answer.status_code == 200, f"answers {answer.status_code}"
    return took


def served(app: Flask, path: str, cookie: str) -> Callable[[], Time]:
    """Give a GET to be timed as a server calls the application: the answer compressed, read to its end and closed."""
    headers = {"Cookie": cookie, "Sec-Fetch-Site": "same-origin", "Accept-Encoding": "gzip, br"}
    asked = EnvironBuilder(path=path, headers=headers).get_environ()

    def once() -> Time:
        began, worked = time.perf_counter(), time.thread_time()
        body, status, _headers = run_wsgi_app(app, asked.copy())
        read = b"".join(body)
        took = Time((time.perf_counter() - began) * 1000, (time.thread_time() - worked) * 1000)
        assert status.startswith("200"), f"answers {status}"
        assert read
        return took

    return once


def summary(times: Times) -> dict[str, float]:
    """Give percentiles of what the clock showed, and the median of what this process worked: a busy machine's clock runs on."""
    cuts = statistics.quantiles([one.wall for one in times], n=20)
    worked = statistics.median(one.cpu for one in times)
    return {"p50": round(cuts[9], 2), "p95": round(cuts[18], 2), "cpu_p50": round(worked, 2)}
