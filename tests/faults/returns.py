"""How soon what waits is sent: after the server is back, and after the device is online again. No Background Sync."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.faults import filling, queueing
from tests.faults.device import WITHOUT_SYNC, Phone, switched_on, until
from tests.faults.proxy import Proxy

SERVER_BAR, DEVICE_BAR = 30.0, 3.0  # seconds
EMPTY = f"async () => (await ({queueing.LEFT})()).length === 0"


@dataclass(frozen=True)
class Returned:
    """Seconds until the queue was empty; infinity when it never was."""

    server: list[float]
    device: list[float]

    @property
    def holds(self) -> bool:
        """Whether the slowest is quick enough."""
        return max(self.server) <= SERVER_BAR and max(self.device) <= DEVICE_BAR

    def __str__(self) -> str:
        server, device = (", ".join(f"{one:.1f}" for one in times) for times in (self.server, self.device))
        return f"queue empty {server} s after the server was back, {device} s after the device was"


def try_return(
    phone: Phone, proxy: Proxy, state: Path, person: dict[str, str], outages: list[float]
) -> Returned:
    """Let the server be away for so many seconds each time, then the device once; three things wait each time."""
    phone.scripts.append(WITHOUT_SYNC)
    with switched_on(phone) as page:
        phone.sign_in(page, person)
        page.goto(f"{phone.base}/health")
        three = queueing.letters(state, person, 3)
        server = [server_away(page, proxy, three, seconds) for seconds in outages]
        return Returned(server, [_device_away(phone, page, three)])


def server_away(page: filling.Page, proxy: Proxy, three: dict[str, Any], seconds: float) -> float:
    """Let things wait while there is no server; gives the seconds until they are gone once it is back."""
    proxy.down = True
    page.evaluate(queueing.QUEUE, three)
    time.sleep(seconds)
    proxy.down = False
    return until(lambda: page.evaluate(EMPTY), 2 * SERVER_BAR)


def _device_away(phone: Phone, page: Page, three: dict[str, Any]) -> float:
    phone.context.set_offline(True)
    page.evaluate(queueing.QUEUE, three)
    page.wait_for_timeout(8_000)  # the next try by the clock is far away
    phone.context.set_offline(False)
    return until(lambda: page.evaluate(EMPTY), 2 * SERVER_BAR)
