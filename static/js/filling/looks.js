// How the pages of a phone look where the server is not asked: language and type size.
import * as vaults from "../device/vault.js";

/** Let whoever presses a button of the tools change the looks here, as long as `alone` says that no server answers. */
export function changeHere(alone) {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".tools") || !navigator.serviceWorker?.controller || !alone()) return;
    event.preventDefault();
    const { name, value } = event.submitter;
    change(name === "language" ? { language: value } : { mode: value === "ELDER" ? "elder" : undefined });
  });
}

/** The same answers are drawn anew: by the worker, which shows the page of this language without a network. */
async function change(looks) {
  const person = { ...(await vaults.whoIsHere()), ...looks };
  await vaults.remember(person);
  await (await caches.open("kangyue-words")).put("/offline/language", new Response(person.language));
  location.reload();
}
