// Drafts: the answers of a form that is being filled, kept on the phone at every touch, then on the server.
//
// A draft is a state, not an event: only the newest counts. `dirty` names what the server has not confirmed.

import { alone } from "./alone.js";
import * as attachments from "./attachments.js";
import { post } from "./post.js";

const ENDED = new Set(["sent-already", "draft-deleted"]); // from elsewhere; any other no is not the draft's end

/**
 * @typedef {object} Draft
 * @property {string} code which form
 * @property {string} definition which version of it
 * @property {Record<string, string[]>} raw linkId → what was typed or chosen
 * @property {string[]} dirty linkIds that the server has not confirmed
 * @property {number} revision the server's revision that this is based on
 * @property {boolean} begun whether this is based on what the server has; else its draft is to be taken over
 * @property {number} place the part to come back to
 * @property {number} [told] the place that the server knows
 * @property {string} [apart] what the server said when it did not go on with this draft: it was ended from elsewhere
 * @property {object} [signed] reason and signature of a response that was taken back, to stand under the next one
 * @property {string} token names this phone's writing
 * @property {string} changed when (ISO 8601)
 */

/** Give the draft of a form, or undefined. @returns {Promise<Draft|undefined>} */
export const find = (vault, code) => vault.get("drafts", code);

/** Forget the draft of a form, and its files. */
export async function forget(vault, code) {
  await vault.delete("drafts", code);
  await attachments.tidy(vault);
}

/** Change a draft, one page at a time; resolves with it once it is on the disk. */
export function change(vault, code, alter) {
  const act = async () => {
    const after = alter(await find(vault, code));
    await vault.put("drafts", code, after);
    return after;
  };
  return alone(`kangyue-draft-${vault.tag}-${code}`, act);
}

/** Make the name under which a phone writes a draft; the server takes one response of each. */
export const newToken = () => crypto.randomUUID().replaceAll("-", "").slice(0, 20);

/** Lay typed answers over a draft. @param {Record<string, string[]>} raw */
export const withAnswers = (draft, raw, place) => ({
  ...draft,
  raw: { ...draft.raw, ...raw },
  dirty: [...new Set([...draft.dirty, ...Object.keys(raw)])],
  place,
  changed: new Date().toISOString(),
});

/**
 * Bring a draft's unconfirmed answers to the server, but for those that name files which it does not have. Resolves
 * with `{verdict: "sent"|"held"|"sign-in"|"later", status, answer}`; "sent" when there was nothing to bring.
 */
export async function sync(vault, code) {
  const draft = await find(vault, code);
  if (!draft || isSettled(draft)) return { verdict: "sent", status: 200, answer: {} };
  const isUnknown = await attachments.unknown(vault);
  const ready = draft.dirty.filter((linkId) => !isUnknown(draft.raw[linkId]));
  if (!ready.length && draft.dirty.length && (draft.told ?? draft.place) === draft.place) return { verdict: "sent", status: 200, answer: {} };
  const values = Object.fromEntries(ready.map((linkId) => [linkId, draft.raw[linkId] ?? []]));
  const { definition, revision, place, token, id = "" } = draft;
  const result = await post(vault, { url: `/questionnaires/${code}/answers`, body: { definition, values, revision, place, token, draft: id } });
  if (result.verdict === "held" && ENDED.has(result.answer.code)) await change(vault, code, (now) => ({ ...now, apart: result.answer.error }));
  if (result.verdict === "sent") await confirm(vault, code, { values, place, ...result.answer, lost: await attachments.missed(vault, result.answer.files) });
  return result;
}

/** Begin anew with all that a draft of this phone holds, where the server's was ended from elsewhere. */
export const beginAgain = (vault, code) =>
  change(vault, code, ({ id, amends, apart, finished, told, ...draft }) => ({
    ...draft,
    revision: 0,
    begun: false,
    token: newToken(),
    dirty: Object.keys(draft.raw),
  }));

/** Whether nothing of a draft is to be brought: the server has all, the outbox has it, or it was ended elsewhere. */
export const isSettled = (draft) => isEnded(draft) || (!draft.dirty.length && (draft.told ?? draft.place) === draft.place);

/** Whether nothing more is written into a draft: the outbox has it, or it was ended elsewhere. */
export const isEnded = ({ finished, apart }) => Boolean(finished || apart);

/**
 * Strike from `dirty` what the server has, unless it was changed again meanwhile. What it kept beside another device's
 * answers (`conflict`) is the person's to choose: until then the server's draft is what counts. What names a file that
 * it `lost` is told again.
 */
function confirm(vault, code, { values, place, revision, conflict, lost }) {
  const isWhole = (given) => !lost.some((id) => JSON.stringify(given).includes(id));
  const same = (draft, linkId) => JSON.stringify(draft.raw[linkId] ?? []) === JSON.stringify(values[linkId]);
  return change(vault, code, (draft) => ({
    ...draft,
    revision,
    told: place,
    begun: draft.begun && !conflict,
    dirty: draft.dirty.filter((linkId) => !(linkId in values && isWhole(values[linkId])) || !same(draft, linkId)),
  }));
}
