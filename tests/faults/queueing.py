"""Many finished questionnaires wait on one phone; then they go through a bad network, one tab or two."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page

from tests.faults import rows
from tests.faults.device import Phone, switched_on
from tests.faults.proxy import Proxy

CODE = "phq9"
QUESTIONS = 9
SHARE = 0.45  # of the requests meet a fault
QUEUE = """async ({ definition, first, count }) => {
  const here = await import(document.documentElement.dataset.device);
  for (let number = first; number < first + count; number += 1) {
    const digits = number.toString(4).padStart(4, "0");
    const values = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`phq9-${at + 1}`, [digits[at] ?? "0"]]));
    await here.finish({
      kind: "response", url: "/questionnaires/phq9/responses", label: `No. ${number}`, place: "questionnaires/phq9",
      page: "/questionnaires/phq9", body: { definition, values, name: "Shen Zhihe", certify: true },
    });
  }
}"""
LEFT = """async () => {
  const here = await import(document.documentElement.dataset.device);
  return (await here.unsent()).items.map(([, item]) => [item.state, item.status, item.words]);
}"""
PUSH = "() => dispatchEvent(new Event('online'))"


@dataclass(frozen=True)
class Queued:
    """What came of a queue: the numbers as the server has them, oldest first, and what stayed on the phone."""

    count: int
    arrived: list[int]
    left: list[Any]
    seconds: float
    faults: Counter[str]

    @property
    def lost(self) -> int:
        """Neither on the server nor on the phone any more."""
        return max(0, self.count - len(set(self.arrived)) - len(self.left))

    @property
    def doubled(self) -> int:
        """Rows more than responses."""
        return len(self.arrived) - len(set(self.arrived))

    @property
    def in_order(self) -> bool:
        """Whether the server has them in the order in which they were finished."""
        return self.arrived == sorted(self.arrived)

    @property
    def holds(self) -> bool:
        """Whether every one arrived, once, in order."""
        return self.arrived == list(range(self.count))

    def __str__(self) -> str:
        faults = ", ".join(f"{name.lower()} {n}" for name, n in sorted(self.faults.items()))
        return (
            f"{self.count} queued → {len(self.arrived)} rows, {self.lost} lost, {self.doubled} doubled, "
            f"{len(self.left)} left, {'in' if self.in_order else 'OUT OF'} order, {self.seconds:.0f} s ({faults})"
        )


def try_queue(
    phone: Phone, proxy: Proxy, state: Path, person: dict[str, str], count: int, *, patience: float
) -> Queued:
    """Finish `count` questionnaires without a network, then let them go through the faults."""
    before = len(_arrived(state))
    definition = rows.definition_of(state, CODE)
    with switched_on(phone) as page:
        phone.sign_in(page, person)
        page.goto(f"{phone.base}/health")
        phone.context.set_offline(True)
        page.evaluate(QUEUE, {"definition": definition, "first": 0, "count": count})
        proxy.done.clear()
        proxy.share = SHARE
        phone.context.set_offline(False)
        begun = time.monotonic()
        left = _send(phone, page, patience)
        proxy.share = 0
        faults = Counter({fate.name: n for fate, n in proxy.done.items()})
        return Queued(count, _arrived(state)[before:], left, time.monotonic() - begun, faults)


def _send(phone: Phone, page: Page, patience: float) -> list[Any]:
    """Push the queue from two tabs, one of which is loaded anew at times, until it is empty."""
    other = phone.context.new_page()
    other.goto(f"{phone.base}/me")
    left: list[Any] = []
    for turn in range(int(patience / 0.4)):
        time.sleep(0.4)
        try:
            if turn % 12 == 11:
                other.reload()
            for tab in (page, other):
                tab.evaluate(PUSH)
            left = page.evaluate(LEFT)
        except Error:
            continue  # a page that is just being loaded
        if not [one for one in left if one[0] == "waiting"]:
            break
    return left


def _arrived(state: Path) -> list[int]:
    return [_number(row["answers"]) for row in rows.held(state, CODE)]


def _number(response: dict[str, Any]) -> int:
    """Read the number that the first four answers spell."""
    answers = {item["linkId"]: item["answer"] for item in response["item"][0]["item"] if "answer" in item}
    digits = [answers[f"{CODE}-{at}"][0]["valueCoding"]["code"] for at in range(1, 5)]
    return int("".join(digits), 4)
