// Packs: what a phone needs to draw a questionnaire without a network. They hold nobody's answers.
import { retry } from "../device/retry.js";

const PATIENCE = 15_000;

/** The other language of each. */
export const OTHER = { en: "zh-Hans", "zh-Hans": "en" };

/**
 * Bring a pack onto the phone: its own copy, or the server's where there is none of this release yet. Without the
 * server an older copy does, or one in the other language.
 * @param {{definition: string, language: string, address?: string}} which
 */
export async function bring(vault, { definition, language, address }) {
  const id = `${definition}/${language}`;
  const kept = await vault.get("packs", id);
  if (kept && (!address || kept.address === address)) return kept.pack;
  try {
    const pack = await fetched(address, definition);
    await vault.put("packs", id, { address, pack });
    return pack;
  } catch (failure) {
    const old = kept ?? (await vault.get("packs", `${definition}/${OTHER[language]}`));
    if (old) return old.pack;
    throw failure;
  }
}

async function fetched(address, definition) {
  if (!address) throw new Error("not on this phone");
  return retry(() => ask(address, definition));
}

/** Fetch a pack; what a network on the way puts in its place is none. */
async function ask(address, definition) {
  const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE) });
  const pack = await answer.json();
  if (!answer.ok || pack.id !== definition) throw new Error("no pack");
  return pack;
}
