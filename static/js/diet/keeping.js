// “Keep on this phone”: the week's meals as they stand, sealed, for times without a network. Kept once, they are kept
// anew with each visit.
import * as here from "../device/here.js";

const KEPT = "diet-week";
const control = document.getElementById("diet-keep");
const week = document.getElementById("diet-kept");

const keep = (vault) =>
  vault.put("kept", KEPT, { at: new Date().toISOString(), language: document.documentElement.lang, html: week.innerHTML });

async function show(vault) {
  const kept = await vault.get("kept", KEPT);
  for (const part of control.querySelectorAll("[data-kept]")) part.hidden = (part.dataset.kept === "yes") !== Boolean(kept);
  control.hidden = false;
  return kept;
}

async function begin(vault) {
  if (await show(vault)) await keep(vault);
  control.addEventListener("click", async ({ target }) => {
    const what = target.closest("[data-do]")?.dataset.do;
    if (what === "keep") await keep(vault);
    if (what === "forget") await vault.delete("kept", KEPT);
    if (what) await show(vault);
  });
}

if (control) here.vault().then(begin).catch(() => {});
