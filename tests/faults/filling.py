"""The form that the trials fill in, and what a page of it can say of itself: it runs in both engines."""

from __future__ import annotations

from typing import Any, Protocol

from tests.faults.device import until
from tests.faults.diary import STANDS

PATIENCE = 30.0  # seconds

CODE, PART = "hra", 6
FORM = f"/questionnaires/{CODE}/parts/{PART}"
NUMBERS = [
    f"q-diet-{food}" for food in ("grains", "vegetables", "fruit", "meat", "fish", "dairy", "oil", "salt")
]
"""Its fields for a figure; all but the fish are asked of those who say that they know it."""

KNOWN = """() => {
  for (const box of document.querySelectorAll("[name=q-diet-known]:not([value=none]):not([type=hidden])")) box.click();
}"""
HERE = """const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const here = await import(document.documentElement.dataset.device ?? loaded.find((name) => name.includes("/device/here.")));"""
"""Finds the page's own copy of the script that knows what this phone keeps; a page of nobody does not name it."""

BEGIN = """() => {
  const agree = document.getElementById("agree");
  if (agree && !agree.checked) agree.click();
  document.querySelector("[form=begin].btn, .dock .btn").click();
}"""
PACKED = f"""async () => {{
  {HERE}
  return (await (await here.vault()).all("packs")).length > 0;
}}"""
NAMES = """() => [...new Set([...document.querySelectorAll("#part [name^=q-]")]
  .filter((field) => !["hidden", "checkbox"].includes(field.type) && field.checkVisibility()).map(({ name }) => name))]"""
AGREES = f"""async () => {{
  {HERE}
  const {{ raw }} = (await (await here.vault()).get("drafts", "{CODE}")) ?? {{}};
  const [found, names] = [({STANDS})(), ({NAMES})()];
  return raw !== undefined && names.length > 0 && names.every((name) => (raw[name.slice(2)]?.[0] ?? "") === (found[name] ?? ""));
}}"""
"""Whether the form shows what the phone keeps of it."""

SETTLED = f"""async () => {{
  {HERE}
  const {{ items, drafts }} = await here.unsent();
  return items.length + drafts.length === 0;
}}"""
"""Whether the server has all that this phone has."""

DRAFT = f"() => fetch('/questionnaires/{CODE}/answers', {{ headers: {{ Accept: 'application/json' }} }}).then((answer) => answer.json())"


class Page(Protocol):
    """What of a browser's page the journeys need that run in both engines."""

    @property
    def url(self) -> str: ...

    def goto(self, url: str) -> Any: ...

    def evaluate(self, expression: str, arg: Any = None) -> Any: ...

    def fill(self, selector: str, value: str) -> None: ...


def begin(page: Page, base: str) -> None:
    """Begin the questionnaire, and wait until all that the phone needs without a network is there."""
    page.goto(f"{base}/questionnaires/{CODE}")
    page.evaluate(BEGIN)
    until(lambda: "/parts/" in page.url and page.evaluate(PACKED), PATIENCE)
    page.goto(base + FORM)
    until(lambda: page.evaluate(AGREES), PATIENCE)
    page.evaluate(KNOWN)
    until(lambda: set(NUMBERS) <= set(page.evaluate(NAMES)), PATIENCE)
    until(lambda: page.evaluate(SETTLED) and page.evaluate(AGREES), PATIENCE)


def told(page: Page) -> dict[str, list[str]]:
    """Give the draft as the server has it: a field's name → what was typed or chosen."""
    return {f"q-{linkId}": raw for linkId, raw in page.evaluate(DRAFT)["raw"].items()}
