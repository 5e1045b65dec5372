// Asking again: what a network or a busy server refuses once, it often gives a moment later.

const PAUSES = [1_000, 4_000]; // ms before the second and the third try

/**
 * Do something that may fail, up to three times. Resolves with what came of it, rejects with the last failure.
 * @template T
 * @param {(turn: number) => Promise<T>} act gets the number of the try, from 0
 * @returns {Promise<T>}
 */
export async function retry(act, pauses = PAUSES) {
  for (const [turn, pause] of pauses.entries()) {
    try {
      return await act(turn);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return act(pauses.length);
}
