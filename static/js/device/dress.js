// Pages that the phone keeps are drawn for everybody.
import * as vaults from "./vault.js";

/** Look as the person's own pages do. */
export async function dress() {
  const { mode, theme } = (await vaults.whoIsHere()) ?? {};
  if (theme) document.documentElement.dataset.theme = theme;
  if (mode) document.documentElement.dataset.mode = mode;
}
