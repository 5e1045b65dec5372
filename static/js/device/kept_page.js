// “Keep on this phone”: a part of a page as it stands, sealed, for times without a network. Kept once, it is kept
// anew with each visit.
import * as here from "./here.js";

/**
 * Let `control` keep a page's part as `name` in the phone's vault, and forget it. `html()` gives the part's text.
 *
 * The control shows itself where the phone can keep at all; its parts `data-kept="yes"` and `"no"` take turns.
 */
export function keepPage(name, control, html) {
  const keep = (vault) =>
    vault.put("kept", name, { at: new Date().toISOString(), language: document.documentElement.lang, html: html() });

  async function show(vault) {
    const kept = await vault.get("kept", name);
    for (const part of control.querySelectorAll("[data-kept]")) part.hidden = (part.dataset.kept === "yes") !== Boolean(kept);
    control.hidden = false;
    return kept;
  }

  async function begin(vault) {
    if (await show(vault)) await keep(vault);
    control.addEventListener("click", async ({ target }) => {
      const what = target.closest("[data-do]")?.dataset.do;
      if (what === "keep") await keep(vault);
      if (what === "forget") await vault.delete("kept", name);
      if (what) await show(vault);
    });
  }

  if (control) here.vault().then(begin).catch(() => {});
}
