"""What a person saw on a form that dies: every answer typed, and which of them the page called saved."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

# Says what was typed, and what stood there when the page said it was saved, or still said so 300 ms after a touch.
WATCH = """(() => {
  const typed = {};
  const say = (what) => console.log("trial " + JSON.stringify(what));
  const place = () => document.getElementById("questionnaires-saved");
  const isSaved = () => place()?.dataset.said && /^\\s*(Saved|\u5df2)/.test(place().textContent);
  const note = ({ target }) => {
    if (!target.name?.startsWith("q-") || typed[target.name] === target.value) return;
    typed[target.name] = target.value;
    say({ typed: { [target.name]: target.value } });
    const now = { ...typed };
    setTimeout(() => isSaved() && say({ shown: now }), 300);
  };
  for (const touch of ["input", "change"]) addEventListener(touch, note, true); // a driver empties a field by change alone
  document.addEventListener("DOMContentLoaded", () => {
    const heard = () => isSaved() && say({ shown: { ...typed } });
    if (place()) new MutationObserver(heard).observe(place(), { childList: true, subtree: true, characterData: true });
  });
})();"""
STANDS = """() => {
  const found = {};
  for (const field of document.querySelectorAll("#part [name^=q-]")) {
    if (["hidden", "checkbox"].includes(field.type) || (field.type === "radio" && !field.checked)) continue;
    found[field.name] = field.value;
  }
  return found;
}"""


@dataclass
class Diary:
    """Of each field the values typed, oldest first, which of them was last called saved; and what was finished."""

    typed: dict[str, list[str]] = field(default_factory=dict)
    shown: dict[str, int] = field(default_factory=dict)
    finished: list[int] = field(default_factory=list)
    count: int = 0
    called: int = 0

    def hear(self, line: str) -> None:
        """Note what the page's watch wrote to the console."""
        if line.startswith("trial "):
            self.note(json.loads(line.removeprefix("trial ")))

    def note(self, said: dict[str, Any]) -> None:
        """Note what was typed, shown as saved or finished."""
        for name, value in said.get("typed", {}).items():
            self.typed.setdefault(name, []).append(value)
            self.count += 1
        for name, value in said.get("shown", {}).items():
            last = len(self.typed[name]) - 1 - self.typed[name][::-1].index(value)
            self.shown[name] = max(last, self.shown.get(name, 0))
        self.finished += said.get("finished", [])

    def lost(self, found: dict[str, str]) -> list[str]:
        """Name the fields of which neither the value called saved nor a later one is there."""
        return [
            name for name, saved in self.shown.items() if found.get(name, "") not in self.typed[name][saved:]
        ]

    def unsaved(self, found: dict[str, str]) -> int:
        """Count the values typed after what was found."""
        missed = 0
        for name, typed in self.typed.items():
            at = [turn for turn, one in enumerate(typed) if one == found.get(name, "")]
            missed += len(typed) - 1 - max(at, default=-1)
        return missed

    def turn(self, found: dict[str, str]) -> None:
        """Begin a new page: all that stands in the form now has to stand there to the end, or be typed over."""
        self.typed = {name: [value] for name, value in found.items() if value}
        self.shown = dict.fromkeys(self.typed, 0)
        self.count = 0
