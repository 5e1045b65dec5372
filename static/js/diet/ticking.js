// What was ticked off the shopping list stays on this phone, sealed; nobody else learns of it.
import * as here from "../device/here.js";

const KEPT = "diet-ticks";
const boxes = [...document.querySelectorAll("[data-tick]")];

async function begin(vault) {
  const ticked = new Set(await vault.get("kept", KEPT));
  for (const box of boxes) box.checked = ticked.has(box.dataset.tick);
  document.addEventListener("change", ({ target }) => {
    if (!target.matches("[data-tick]")) return;
    vault.put("kept", KEPT, boxes.filter(({ checked }) => checked).map(({ dataset }) => dataset.tick));
  });
}

here.vault().then(begin).catch(() => {});
