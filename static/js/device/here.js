// Who is signed in on this phone, and what of theirs still waits to be sent. app.js loads this on the pages of
// a signed-in person where the phone keeps something; forms that can wait for a network load it always.

import * as outbox from "./outbox.js";
import * as vaults from "./vault.js";

const SOON = 3_000;
const LONGEST = 20_000; // a server that is back is found within half a minute
const { person } = document.documentElement.dataset;
let opened;
let timer;
let pause = SOON;

/**
 * Give the vault of who is signed in; without a network, of who was last, unless that session is known to be over.
 * Rejects where nobody is, or nothing can be kept.
 */
export function vault() {
  opened ??= openVault();
  return opened;
}

async function openVault() {
  const tag = person ?? (await whoWasHere());
  if (!tag) throw new Error("nobody is signed in");
  const { lang: language, dataset } = document.documentElement;
  if (person) await vaults.remember({ tag, language, mode: dataset.mode, theme: dataset.theme });
  return vaults.open(tag);
}

/** Give the tag of who is here as far as this phone knows; a page just drawn for a stranger knows better. */
async function whoWasHere() {
  const last = await vaults.whoIsHere();
  const stranger = document.querySelector("[data-stranger]");
  if (last && stranger) await vaults.end(last.tag);
  return stranger || last?.ended ? undefined : last?.tag;
}

/** Send what waits; while something waits, try again after 3 s, 6 s … 20 s. */
export async function send() {
  clearTimeout(timer);
  const kept = await vault();
  const report = await outbox.drain(kept);
  dispatchEvent(new CustomEvent("kangyue:outbox", { detail: report }));
  await tell(kept, report.outcome);
  if (report.sent.length) pause = SOON;
  clearTimeout(timer); // of a send that was under way at the same time
  if (report.outcome !== "empty") timer = setTimeout(send, pause);
  pause = report.outcome === "empty" ? SOON : Math.min(pause * 2, LONGEST);
  return report;
}

/** Put something in the outbox and send it at once where there is a network. */
export async function finish(what) {
  const [number, item] = await outbox.add(await vault(), what);
  pause = SOON;
  askToStay();
  askForSync();
  return { number, item, sending: send() };
}

/** Ask the browser not to clear this phone's things away when room is short, before they are sent. */
async function askToStay() {
  try {
    await navigator.storage.persist();
  } catch {
    // an old browser decides by itself
  }
}

/** Ask the browser to wake the worker when the network is back; not every browser can. */
async function askForSync() {
  try {
    await (await navigator.serviceWorker.ready).sync.register("kangyue-outbox");
  } catch {
    // then the page's own triggers have to do
  }
}

/** Say on the page how much waits, and what is needed from the person. */
async function tell(kept, outcome) {
  const items = await outbox.list(kept);
  const held = items.filter(([, { state }]) => state === "held").length;
  const when = outcome === "sign-in" ? outcome : held ? "held" : "waiting";
  for (const place of document.querySelectorAll("[data-unsent]")) {
    place.hidden = items.length === 0;
    for (const words of place.querySelectorAll("[data-when]")) words.hidden = words.dataset.when !== when;
    for (const count of place.querySelectorAll("[data-count]")) count.textContent = String(when === "held" ? held : items.length);
  }
}

/** Give what the server does not have yet: `{items, drafts}`, each a list of [id, value]. */
export async function unsent() {
  const kept = await vault();
  const drafts = (await kept.all("drafts")).filter(([, draft]) => draft.dirty.length);
  return { items: await outbox.list(kept), drafts };
}

/** Leave at once where the server has everything; tell whether that was so. */
export async function leaveIfAllIsSent() {
  const { items, drafts } = await unsent();
  if (items.length || drafts.length) return false;
  await leave();
  return true;
}

/** Delete what this phone keeps of who is signed in, then forget them. */
export async function leave() {
  const { tag } = await vault();
  (await vault()).close();
  opened = undefined;
  await vaults.destroy(tag);
  await vaults.forget();
}

function again() {
  pause = SOON;
  send().catch(() => {});
}

addEventListener("online", again);
addEventListener("pageshow", again);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
navigator.serviceWorker?.addEventListener("message", ({ data }) => data === "kangyue:activated" && again());
again();
