"""A loopback proxy that treats requests as bad networks do: what it does to each is drawn from a seed."""

from __future__ import annotations

import asyncio
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from http import HTTPStatus

CAPTIVE = b"<!doctype html><title>Welcome</title><p>Please accept the terms of this hotel."
GATEWAY = b'{"error": "forbidden", "login": "http://gateway.example/"}'
LONGEST_DELAY = 0.4  # seconds


class Fate(Enum):
    """What becomes of one request."""

    PASS = auto()
    DELAY = auto()
    DROP_REQUEST = auto()  # the server never sees it
    DROP_ANSWER = auto()  # the server acts, the phone never hears
    CUT_ANSWER = auto()  # half of the answer arrives
    DOUBLE = auto()  # the server gets it twice at once
    BROKEN = auto()  # 502, 503 or 504 of a proxy on the way
    FORBIDDEN = auto()  # 403 of a firewall, as HTML
    FORBIDDEN_JSON = auto()  # 403 of a gateway that speaks JSON as we do
    STRANGER = auto()  # 401 of a proxy that wants its own password
    CAPTIVE = auto()  # 200, but it is a hotel's page
    CAPTIVE_JSON = auto()  # 200 and JSON, but not ours


FAULTS = tuple(fate for fate in Fate if fate is not Fate.PASS)


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came: the first line's method and path, and all its bytes."""

    method: str
    path: str
    raw: bytes


@dataclass
class Proxy:
    """The proxy's settings, which a trial may change while it runs, and what it did."""

    port: int
    upstream: int
    dice: random.Random
    share: float = 0.0  # of the requests that `meant` picks, how many meet a fault
    meant: Callable[[Request], bool] = lambda request: request.method == "POST"
    down: bool = False  # as if the server were not there
    instead: dict[str, bytes] = field(default_factory=dict)  # part of a path → the script sent instead
    done: Counter[Fate] = field(default_factory=Counter)

    @property
    def address(self) -> str:
        """Where a browser finds the app."""
        return f"http://localhost:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request, then close: nothing is kept alive."""
        try:
            request = await _read(reader)
            if request and not self.down:
                await self._treat(request, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the other side is gone, or this one ends
        finally:
            with suppress(OSError):
                writer.close()

    async def _treat(self, request: Request, writer: asyncio.StreamWriter) -> None:
        fate = self._draw(request)
        self.done[fate] += 1
        if fate is Fate.DELAY:
            await asyncio.sleep(self.dice.uniform(0, LONGEST_DELAY))
        if fate is Fate.DROP_REQUEST:
            return
        answer = self._own(request, fate) or await self._ask(request, twice=fate is Fate.DOUBLE)
        if fate is Fate.DROP_ANSWER:
            return
        writer.write(answer[: len(answer) // 2] if fate is Fate.CUT_ANSWER else answer)
        await writer.drain()

    def _draw(self, request: Request) -> Fate:
        if not self.meant(request) or self.dice.random() >= self.share:
            return Fate.PASS
        return self.dice.choice(FAULTS)

    def _own(self, request: Request, fate: Fate) -> bytes:
        """Give an answer that is not the server's, empty where the server is to be asked."""
        for part, script in self.instead.items():
            if part in request.path:
                return _answer(200, script, "text/javascript")
        match fate:
            case Fate.BROKEN:
                return _answer(self.dice.choice((502, 503, 504)), b"<h1>Bad gateway</h1>")
            case Fate.FORBIDDEN | Fate.STRANGER:
                return _answer(403 if fate is Fate.FORBIDDEN else 401, b"<h1>No</h1>")
            case Fate.CAPTIVE:
                return _answer(200, CAPTIVE)
            case Fate.FORBIDDEN_JSON | Fate.CAPTIVE_JSON:
                status = 403 if fate is Fate.FORBIDDEN_JSON else 200
                return _answer(status, GATEWAY, "application/json")
        return b""

    async def _ask(self, request: Request, *, twice: bool) -> bytes:
        asked = [_forward(self.upstream, request) for _ in range(2 if twice else 1)]
        return self.dice.choice(await asyncio.gather(*asked))


async def _read(reader: asyncio.StreamReader) -> Request | None:
    """Read a whole request; None when the browser only opened a connection."""
    with suppress(asyncio.IncompleteReadError):
        head = await reader.readuntil(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        method, path, _version = lines[0].split(" ", 2)
        names = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
        body = await reader.readexactly(int(names.get("content-length", 0)))
        kept = [line for line in lines[:-2] if not line.lower().startswith("connection:")]
        return Request(
            method, path, "\r\n".join([*kept, "Connection: close", "", ""]).encode("latin-1") + body
        )
    return None


async def _forward(port: int, request: Request) -> bytes:
    """Give the server's whole answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request.raw)
    answer = await reader.read()
    writer.close()
    return answer


def _answer(status: int, body: bytes, kind: str = "text/html") -> bytes:
    head = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nContent-Type: {kind}; charset=utf-8\r\n"
    return f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body


async def _listen(proxy: Proxy) -> asyncio.Server:
    return await asyncio.start_server(proxy.serve, "127.0.0.1", proxy.port)


async def _end(server: asyncio.Server) -> None:
    """Take no more requests and drop those under way."""
    server.close()
    under_way = asyncio.all_tasks() - {asyncio.current_task()}
    for task in under_way:
        task.cancel()
    await asyncio.gather(*under_way, return_exceptions=True)


@contextmanager
def between(port: int, upstream: int, seed: int) -> Iterator[Proxy]:
    """Run a proxy on `port` before the server on `upstream`, in a thread and event loop of its own."""
    proxy = Proxy(port, upstream, random.Random(seed))
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(_listen(proxy), loop).result(10)
    try:
        yield proxy
    finally:
        asyncio.run_coroutine_threadsafe(_end(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()
