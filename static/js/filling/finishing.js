// The last step: what was answered and signed goes into the outbox first, then to the server, exactly once (Q2, Q8).
import { alone } from "../device/alone.js";
import * as drafts from "../device/drafts.js";
import * as here from "../device/here.js";
import * as outbox from "../device/outbox.js";
import { summarise } from "./drawing.js";

const PATIENCE = 8_000;

/** Tell what became of a finished draft: it waits in the outbox, was sent, or is to be changed again. */
export async function fateOf(vault, { finished, token }) {
  const items = await outbox.list(vault);
  const found = items.find(([, item]) => item.id === finished || item.body.token === token);
  if (found) return { state: found[1].state, number: found[0], item: found[1] };
  const sent = finished && (await vault.get("sent", finished));
  return sent ? { state: "sent", answer: sent.answer } : { state: "back" };
}

/** Let a finished draft be filled in again; it keeps what was `signed` under it, if that is known. */
export const reopen = (vault, code, signed = {}) =>
  drafts.change(vault, code, ({ finished, ...draft }) => ({ ...draft, ...signed, dirty: Object.keys(draft.raw) }));

/** Take a finished response out of the outbox, unless it was sent just now. Resolves with its fate. */
export async function takeBack(vault, draft) {
  await here.send();
  return outbox.whileNothingIsSent(vault, () => takeOut(vault, draft));
}

async function takeOut(vault, draft) {
  const fate = await fateOf(vault, draft);
  if (fate.state === "sent") return fate;
  if (fate.item) await outbox.remove(vault, fate.number);
  await reopen(vault, draft.code, fate.item && { signed: signedIn(fate.item.body) });
  return { ...fate, state: "back" };
}

/** What is signed, as the server reads it: by oneself, or by a proxy; `why`, where it is a correction. @param {HTMLFormElement} form */
function signed(form) {
  const said = Object.fromEntries(new FormData(form));
  const { name = "", drawn, signer, proxy_name: own, relation, reason, why = "" } = said;
  const proxy = signer === "PROXY" ? { name: own, relation, reason } : undefined;
  return { certify: "certify" in said, name, signature: JSON.parse(drawn || "[]"), proxy, why };
}

const signedIn = ({ name = "", signature = [], proxy, why = "" }) => ({ name, signature, proxy, why });

/** Keep what is written and drawn under the answers so far: a tab may close before it is sent. */
export async function keepSigned(form, { vault, code }) {
  const draft = await drafts.find(vault, code);
  if (draft && !draft.finished) await drafts.change(vault, code, (now = draft) => ({ ...now, signed: signedIn(signed(form)) }));
}

/** Put back the reason and the signature of a finished response that was taken back; it is certified anew. */
export function putBack(form, { name, signature, proxy, why }) {
  const fields = { why, name, drawn: signature.length ? JSON.stringify(signature) : "", signer: proxy ? "PROXY" : "OWN" };
  Object.assign(fields, proxy && { proxy_name: proxy.name, relation: proxy.relation, reason: proxy.reason });
  for (const [field, value] of Object.entries(fields)) if (value && form.elements[field]) form.elements[field].value = value;
  form.elements.drawn.dispatchEvent(new Event("change"));
}

/** List what is missing under the answers: `[[field, sentence]]`; whose name it is, the server decides. */
function lacking(form, { phrases }) {
  const { certify, name, signature, proxy } = signed(form);
  const unsaid = form.elements.why && !form.elements.why.value.trim() ? ["why"] : [];
  const empty = proxy ? ["proxy_name", "relation", "reason"].filter((field) => !form.elements[field].value.trim()) : [];
  if (!proxy && !name.trim() && !signature.length) empty.push("name");
  const blank = (fields) => fields.map((field) => [field, phrases.name]);
  return [...blank(unsaid), ...(certify ? [] : [["certify", phrases.tick]]), ...blank(empty)];
}

/**
 * Put a signed form into the outbox, unless another page of this phone did, and wait a little for the server. Resolves
 * with the draft's fate, or with null where something is missing, which is then said on the page.
 */
export async function finish(form, { vault, code, book, waiting }) {
  const faults = lacking(form, book);
  summarise(form.parentElement, book, faults);
  if (faults.length) return null;
  const { draft, done, item, sending } = await alone(`kangyue-finish-${vault.tag}-${code}`, () => post(form, { vault, code, book }));
  if (!item) return done ?? null;
  waiting();
  await Promise.race([sending, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  return fateOf(vault, { ...draft, finished: item.id });
}

/** Write the letter, if no other page of this phone has: then give what became of theirs as `done`. */
async function post(form, { vault, code, book }) {
  const draft = await drafts.find(vault, code);
  const done = draft ? await fateOf(vault, draft) : location.reload();
  if (done?.state !== "back") return { done };
  const { item, sending } = await here.finish(letter(draft, signed(form), book));
  await drafts.change(vault, code, (now) => ({ ...now, finished: item.id, dirty: [] }));
  return { draft, item, sending };
}

function letter({ code, definition, raw, id = "", amends = "", revision, token }, signature, book) {
  const filledAt = new Date().toISOString();
  return {
    kind: "response",
    url: `/questionnaires/${code}/responses`,
    body: { definition, values: book.sent(raw), ...signature, draft: id, amends, revision, token, filled_at: filledAt },
    label: book.pack.title,
    place: `questionnaires/${code}`,
    page: `/questionnaires/${code}/review`,
  };
}
