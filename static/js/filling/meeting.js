// The phone's draft meets the server's: with nothing unsent here the server's is taken over; else the phone's
// answers go there first, and where both changed the same ones the person chooses (Q1).
import * as drafts from "../device/drafts.js";
import { retry } from "../device/retry.js";

const PATIENCE = 10_000;

/** Begin a draft on the phone. `begun`: the server has it too. */
export const fresh = ({ code, definition, title }) => ({
  code,
  definition,
  title,
  raw: {},
  dirty: [],
  revision: 0,
  place: 1,
  begun: false,
  token: drafts.newToken(),
  changed: new Date().toISOString(),
});

/**
 * Bring the phone's draft up to what the page was drawn from.
 * @param {{code: string, definition: string, title: string, draft: string, revision: number}} page
 */
export async function meet(vault, page) {
  const { code, definition, draft: id, revision } = page;
  const mine = (await drafts.find(vault, code)) ?? (await drafts.change(vault, code, (draft) => draft ?? fresh(page)));
  const same = mine.begun && mine.id === id && mine.revision === revision && mine.definition === definition;
  if (same || mine.dirty.length) return mine; // the phone's answers win; the server parks what disagrees
  return adopt(vault, mine);
}

/** Take over the server's draft, but for what was changed here meanwhile. Resolves with the draft as it is then. */
export async function adopt(vault, mine) {
  const theirs = await ask(vault, mine.code);
  if (!theirs) return mine;
  return drafts.change(vault, mine.code, (draft = mine) => (drafts.isEnded(draft) ? draft : over(draft, theirs)));
}

/** Lay what is unsent here over the server's draft. */
const over = (draft, theirs) => ({
  ...draft,
  id: theirs.id,
  amends: theirs.amends,
  definition: theirs.definition,
  begun: true,
  raw: { ...theirs.raw, ...Object.fromEntries(draft.dirty.map((linkId) => [linkId, draft.raw[linkId] ?? []])) },
  revision: draft.dirty.length ? draft.revision : theirs.revision,
  place: draft.dirty.length ? draft.place : theirs.place,
  told: theirs.place,
});

/** Give the server's draft, or null where there is no answer or no draft; a server out of breath is asked again. */
const ask = (vault, code) => retry(() => askOnce(vault, code)).catch(() => null);

async function askOnce(vault, code) {
  const headers = { Accept: "application/json", "X-Person": vault.tag };
  const answer = await fetch(`/questionnaires/${code}/answers`, { headers, signal: AbortSignal.timeout(PATIENCE) });
  if (answer.status >= 500) throw new Error("no answer of ours");
  return answer.ok && answer.headers.get("X-Person") === vault.tag ? answer.json() : null;
}
