"""`python -m bench.press PLAN PORT AT_ONCE`: each line of a plan is somebody with a connection of their own.

AT_ONCE of them wait for an answer at any moment; whoever is answered makes room for the next. Prints JSON: how
many of each status, seconds, and the times from connecting to the last byte of the answer, in milliseconds.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any


class Crowd:
    """People with one request each, and what they were answered."""

    def __init__(self, requests: list[bytes], port: int) -> None:
        self.waiting, self.port = iter(requests), port
        self.statuses: Counter[str] = Counter()
        self.times: list[float] = []

    async def press(self) -> None:
        """Let one after the other press the button."""
        for request in self.waiting:
            began = time.perf_counter()
            try:
                self.statuses[await self._ask(request)] += 1
            except (OSError, asyncio.IncompleteReadError):
                self.statuses["broken"] += 1
            self.times.append((time.perf_counter() - began) * 1000)

    async def _ask(self, request: bytes) -> str:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(request)
        answer = await reader.read()
        writer.close()
        if len(answer) < len("HTTP/1.1 200"):
            raise ConnectionResetError
        return answer[9:12].decode()


def read(plan: Path) -> list[bytes]:
    """Give the requests of a plan (see send.lua) as they go over the wire."""
    return [_request(*line.split("\t")) for line in plan.read_text().splitlines()]


def _request(method: str, path: str, cookie: str, _headers: str, body: str) -> bytes:
    head = {
        "Host": "localhost",
        "Cookie": cookie,
        "Sec-Fetch-Site": "same-origin",
        "Accept-Encoding": "br, gzip",
        "Accept-Language": "zh-CN",
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)),
        "Connection": "close",
    }
    lines = "".join(f"{name}: {words}\r\n" for name, words in head.items())
    return f"{method} {path} HTTP/1.1\r\n{lines}\r\n{body}".encode()


async def rush(requests: list[bytes], port: int, at_once: int) -> dict[str, Any]:
    """Let everybody press; gives what they saw."""
    crowd = Crowd(requests, port)
    began = time.perf_counter()
    await asyncio.gather(*(crowd.press() for _ in range(at_once)))
    seconds, times = time.perf_counter() - began, sorted(crowd.times)
    return {
        "answers": dict(crowd.statuses),
        "seconds": round(seconds, 2),
        "p50_ms": round(times[len(times) // 2]),
        "p99_ms": round(times[len(times) * 99 // 100]),
        "longest_ms": round(times[-1]),
    }


if __name__ == "__main__":
    told = asyncio.run(rush(read(Path(sys.argv[1])), int(sys.argv[2]), int(sys.argv[3])))
    print(json.dumps(told))
