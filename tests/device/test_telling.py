"""A complaint on its way into the phone: every touch is kept, and the last one stands."""

from __future__ import annotations

from tests.device.conftest import Phone

TWO_TOUCHES = """async () => {
  const { keep, draftOf } = await import("/static/js/source/complaining/telling.js");
  const form = document.createElement("form");
  form.innerHTML = '<input name="category"><textarea name="story"></textarea>';
  const kept = {};
  const pause = (ms) => new Promise((on) => setTimeout(on, ms));
  let slow = 200, broken = true;
  const vault = {
    async get(store, id) { return kept[id] && JSON.parse(kept[id]); },
    async put(store, id, value) {
      const sealed = JSON.stringify(value), ms = slow;
      slow = 0;
      await pause(ms);
      if (broken) { broken = false; throw new Error("the disk is full"); }
      kept[id] = sealed;
    },
  };
  const lost = keep(vault, form).catch((error) => error.message);
  form.elements.category.value = "MANNER";
  slow = 200;
  const first = keep(vault, form);
  form.elements.story.value = "Nobody called";
  const last = keep(vault, form);
  await Promise.all([lost, first, last]);
  return [await lost, await draftOf(vault)];
}"""


class TestKeep:
    def test_a_touch_that_lasts_longer_than_the_next_never_takes_its_place(self, phone: Phone) -> None:
        said, draft = phone.open().evaluate(TWO_TOUCHES)
        assert said == "the disk is full"  # and those after it are kept
        assert draft == {"category": "MANNER", "story": "Nobody called"}
