// A wish for a time: written into the outbox first, then sent, exactly once; the server's answer is the truth.
import * as here from "../device/here.js";
import * as outbox from "../device/outbox.js";

const PLACE = "exams/book";
const PAGE = "/exams/book";
const LAST = "exams-wish"; // the id of the last wish, until its page has been opened
const PATIENCE = 8_000; // ms until a page says that it waits for the network

/** Give the wish in the outbox as [number, item], or undefined. */
const waiting = async (vault) => (await outbox.list(vault)).find(([, { place }]) => place === PLACE);

/** Tell what became of a wish: `{state: "waiting"|"held"|"sent"|"none", item, page}`; `sent` has the booking's page. */
export async function fateOf(vault) {
  const [, item] = (await waiting(vault)) ?? [];
  if (item) return { state: item.state, item };
  const id = await vault.get("kept", LAST); // the worker may have sent it, with no page open
  const sent = id && (await vault.get("sent", id));
  return sent ? { state: "sent", item: sent, page: sent.answer.page } : { state: "none" };
}

/** Open the page of a booking that a wish became. */
export async function open(vault, { page }) {
  await vault.delete("kept", LAST);
  location.assign(page);
}

/** Wish for a session; resolves with its fate once the server has answered, or after some patience. */
export async function wish(vault, { session, label }) {
  await forget(vault);
  const { item, sending } = await here.finish({ kind: "booking", url: PAGE, body: { session }, label, place: PLACE, page: PAGE });
  await vault.put("kept", LAST, item.id);
  await Promise.race([sending, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  return fateOf(vault);
}

/** Take a wish back, unless it has been sent meanwhile. */
export const forget = (vault) =>
  outbox.whileNothingIsSent(vault, async () => {
    const [number] = (await waiting(vault)) ?? [];
    if (number !== undefined) await outbox.remove(vault, number);
  });

/** Show what became of a wish in a part of the page; an element named by `data-fate` stands for each state. */
export function say(place, { state, item }) {
  place.hidden = state === "none";
  for (const words of place.querySelectorAll("[data-fate]")) words.hidden = words.dataset.fate !== state;
  for (const slot of place.querySelectorAll("[data-label]")) slot.textContent = item?.label ?? "";
  for (const slot of place.querySelectorAll("[data-words]")) slot.textContent = item?.words ?? "";
}
