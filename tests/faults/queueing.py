"""Many finished questionnaires wait on one phone; then they go through a bad network, one tab or two."""

from __future__ import annotations

import functools
import itertools
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Error

from tests.faults import filling, rows
from tests.faults.device import Phone, switched_on
from tests.faults.proxy import Proxy

CODE = "phq9"
QUESTIONS = 9
SHARE = 0.45  # of the requests meet a fault
DIGITS = 8  # of its number, base 4: the first answers of a questionnaire
QUEUE = (
    f"async ({{ definition, name, first, count }}) => {{ {filling.HERE}"
    + f"""
  const [code, questions, length] = ["{CODE}", {QUESTIONS}, {DIGITS}];"""
    + """
  for (let number = first; number < first + count; number += 1) {
    const digits = number.toString(4).padStart(length, "0");
    const values = Object.fromEntries(Array.from({ length: questions }, (_, at) => [`${code}-${at + 1}`, [digits[at] ?? "0"]]));
    await here.finish({
      kind: "response", url: `/questionnaires/${code}/responses`, label: `No. ${number}`, place: `questionnaires/${code}`,
      page: `/questionnaires/${code}`, body: { definition, values, name, certify: true },
    });
  }
}"""
)
LEFT = (
    f"async () => {{ {filling.HERE}"
    + """
  return (await here.unsent()).items.map(([, item]) => [item.state, item.status, item.words]);
}"""
)
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


def letters(state: Path, person: dict[str, str], count: int, first: int = 0) -> dict[str, Any]:
    """Give what QUEUE asks for: so many questionnaires of a person, numbered from the first."""
    definition = rows.definition_of(state, CODE)
    return {"definition": definition, "name": person["name_zh"], "first": first, "count": count}


def try_queue(
    phone: Phone, proxy: Proxy, state: Path, person: dict[str, str], count: int, *, patience: float
) -> Queued:
    """Finish `count` questionnaires without a network, then let them go through the faults from two tabs."""
    with switched_on(phone) as page:
        phone.sign_in(page, person)
        page.goto(f"{phone.base}/health")
        phone.context.set_offline(True)
        page.evaluate(QUEUE, letters(state, person, count))
        other = phone.context.new_page()
        whole = functools.partial(phone.context.set_offline, False)
        return send((page, other), proxy, state, count, patience=patience, network=whole)


def send(
    tabs: tuple[filling.Page, filling.Page],
    proxy: Proxy,
    state: Path,
    count: int,
    *,
    patience: float,
    network: Callable[[], None],
) -> Queued:
    """Let what waits go through the faults once `network` has brought it back; gives what of it is there in the end."""
    before = len(arrived(state))
    proxy.done.clear()
    proxy.share = SHARE
    network()
    begun = time.monotonic()
    left = _push(*tabs, proxy.address, patience)
    proxy.share = 0
    faults = Counter({fate.name: n for fate, n in proxy.done.items()})
    return Queued(count, arrived(state)[before:], left, time.monotonic() - begun, faults)


def _push(page: filling.Page, other: filling.Page, base: str, patience: float) -> list[Any]:
    """Push the queue from two tabs, one of which is loaded anew at times, until it is empty."""
    left: list[Any] = []
    begun = time.monotonic()
    for turn in itertools.count():
        try:
            if turn % 12 == 0:
                other.goto(f"{base}/me")
            for tab in (page, other):
                tab.evaluate(PUSH)
            left = page.evaluate(LEFT)
        except Error:
            continue  # a page that is just being loaded
        if not [one for one in left if one[0] == "waiting"] or time.monotonic() - begun > patience:
            break
        time.sleep(0.4)
    return left


def arrived(state: Path) -> list[int]:
    """Give the numbers of what the server has, oldest first."""
    return [_number(row["answers"]) for row in rows.held(state, CODE)]


def _number(response: dict[str, Any]) -> int:
    """Read the number that the first answers spell."""
    answers = {item["linkId"]: item["answer"] for item in response["item"][0]["item"] if "answer" in item}
    digits = [answers[f"{CODE}-{at}"][0]["valueCoding"]["code"] for at in range(1, DIGITS + 1)]
    return int("".join(digits), 4)
