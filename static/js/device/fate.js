// What became of the one thing that a page writes into the outbox: it waits, is held, was sent, or there is none.
import * as outbox from "./outbox.js";

const PATIENCE = 8_000; // ms until a page says that it waits for the network

/** Give what waits at a place as [number, item], or undefined. */
const waiting = async (vault, place) => (await outbox.list(vault)).find(([, item]) => item.place === place);

/**
 * Tell what became of it: `{state: "waiting"|"held"|"sent"|"none", item, page}`; `sent` has the page it became.
 * `last` is the key under which `noted` keeps its id until that page has been opened.
 */
export async function fateOf(vault, place, last) {
  const [, item] = (await waiting(vault, place)) ?? [];
  if (item) return { state: item.state, item };
  const id = await vault.get("kept", last); // the worker may have sent it, with no page open
  const sent = id && (await vault.get("sent", id));
  return sent ? { state: "sent", item: sent, page: sent.answer.page } : { state: "none" };
}

/** Note what was put into the outbox; resolves with its fate once the server has answered, or after some patience. */
export async function noted(vault, { item, sending }, last) {
  await vault.put("kept", last, item.id);
  await Promise.race([sending, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  return fateOf(vault, item.place, last);
}

/** Take back what waits at a place, unless it has been sent meanwhile. */
export const takeBack = (vault, place) =>
  outbox.whileNothingIsSent(vault, async () => {
    const [number] = (await waiting(vault, place)) ?? [];
    if (number !== undefined) await outbox.remove(vault, number);
  });
