// The outbox: what a person finished is on the phone first, then sent, exactly once and in order.
//
// An item's id is the Idempotency-Key, so a request may be repeated as often as the network needs.
// Nothing that the server did not take or refuse by its own word ever leaves the queue.

/**
 * @typedef {object} Item
 * @property {string} id the Idempotency-Key
 * @property {string} kind what it is, e.g. "response"
 * @property {string} url where it goes
 * @property {object} body what is sent, as JSON
 * @property {string} label what a list calls it, in the language it was made in
 * @property {string} place items of one place wait for each other, e.g. "questionnaires/hra"
 * @property {string} page where it can be changed
 * @property {string} [photo] the id of a file on this phone that goes along in one form, as its field "photo"
 * @property {string[]} [papers] the ids of files on this phone that go along in one form, as its fields "files"
 * @property {string} at when it was finished (ISO 8601)
 * @property {"waiting"|"held"} state held: the server refused, the person decides
 * @property {string} words what the server said
 * @property {string} [code] its name for a refusal that pages treat by itself
 */

import { alone } from "./alone.js";
import * as attachments from "./attachments.js";
import { post } from "./post.js";

const KEPT_RECEIPTS = 20;
const JUST_CHOSEN = 60_000; // ms: no draft may name such a file yet
const running = new Map(); // tag → the drain under way in this page

/**
 * Put something in the outbox. Resolves with the item once it is on the disk.
 * @param {import("./vault.js").Vault} vault
 */
export async function add(vault, { kind, url, body, label, place, page, photo, papers }) {
  const item = { id: crypto.randomUUID(), kind, url, body, label, place, page, photo, papers, at: new Date().toISOString(), state: "waiting", words: "" };
  const number = await vault.append(item);
  return [number, item];
}

/** List [number, item] in the order of arrival. */
export const list = (vault) => vault.all("outbox");

/** Let a held item be tried again, with its files. */
export async function retry(vault, number, item) {
  await attachments.retry(vault, item);
  await vault.put("outbox", number, { ...item, state: "waiting", words: "" });
}

/** Forget an item that the person does not want to send. */
export async function remove(vault, number) {
  await vault.delete("outbox", number);
  await attachments.tidy(vault, JUST_CHOSEN);
}

/**
 * Send what waits, one page or worker at a time. Resolves with what came of it:
 * `{outcome: "empty"|"later"|"sign-in", sent: Item[], held: Item[]}`.
 */
export function drain(vault) {
  const before = running.get(vault.tag) ?? Promise.resolve();
  const turn = before.catch(() => {}).then(() => whileNothingIsSent(vault, () => sendAll(vault)));
  running.set(vault.tag, turn);
  return turn;
}

/** Run something while neither a page of this phone nor the worker sends anything of this person. */
export const whileNothingIsSent = (vault, act) => alone(`kangyue-outbox-${vault.tag}`, act);

async function sendAll(vault) {
  const report = { outcome: "empty", sent: [], held: [] };
  const blocked = new Set();
  for (const [number, item] of await list(vault)) {
    if (item.state === "held") blocked.add(item.place);
    if (blocked.has(item.place)) continue;
    const { verdict, status, answer } = await sendOne(vault, item);
    if (verdict === "sent") report.sent.push(await taken(vault, number, item, answer));
    else if (verdict === "held") report.held.push(await hold(vault, number, item, status, answer));
    else return { ...report, outcome: verdict };
    if (verdict === "held") blocked.add(item.place);
  }
  return report;
}

/** Send an item's files, then itself; a server that lost a file which this phone has gets both again. */
async function sendOne(vault, item) {
  if (item.photo || item.papers?.length) return post(vault, await attachments.inForm(vault, item));
  const { verdict, words } = await attachments.send(vault, item);
  if (verdict !== "sent") return { verdict, status: 422, answer: { error: words } };
  const result = await post(vault, item);
  const lost = await attachments.missed(vault, result.answer.files);
  return lost.length && (await attachments.send(vault, item)).verdict === "sent" ? post(vault, item) : result;
}

/** Remember the receipt, then forget the item: dying between the two only sends the same key again. */
async function taken(vault, number, item, answer) {
  await vault.put("sent", item.id, { ...item, body: undefined, answer, sent: new Date().toISOString() });
  await vault.delete("outbox", number);
  const old = (await vault.all("sent")).sort(([, a], [, b]) => b.sent.localeCompare(a.sent)).slice(KEPT_RECEIPTS);
  for (const [id] of old) await vault.delete("sent", id);
  await attachments.tidy(vault, JUST_CHOSEN);
  return { ...item, answer };
}

async function hold(vault, number, item, status, answer) {
  const held = { ...item, state: "held", status, code: answer.code ?? "", words: answer.error ?? "", issues: answer.issues ?? [] };
  await vault.put("outbox", number, held);
  return held;
}
