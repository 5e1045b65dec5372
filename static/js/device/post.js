// One request to our own server, and what its answer means for what waits on this phone.
import * as vaults from "./vault.js";

const PATIENCE = 30_000; // ms for one answer
const LATER = new Set([408, 425, 429]);

/**
 * Post JSON, or a form with a file, as the vault's person and read the answer's verdict:
 * "sent" (2xx), "held" (the server said no), "sign-in", or "later" (no answer of ours). An answer is ours when
 * it repeats whose things it is about: hotels and gateways answer too, some of them in JSON.
 */
export async function post(vault, { url, body, id, patience = PATIENCE }) {
  const isForm = body instanceof FormData;
  const headers = { Accept: "application/json", "X-Person": vault.tag };
  if (!isForm) headers["Content-Type"] = "application/json";
  if (id) headers["Idempotency-Key"] = id;
  try {
    const sent = isForm ? body : JSON.stringify(body);
    const response = await fetch(url, { method: "POST", headers, body: sent, signal: AbortSignal.timeout(patience) });
    if (response.headers.get("X-Person") !== vault.tag) throw new Error("a stranger on the way answered");
    if (response.status === 401) await vaults.end(vault.tag);
    const answer = await response.json();
    return { verdict: verdictOf(response, answer), status: response.status, answer };
  } catch {
    return { verdict: "later", status: 0, answer: {} };
  }
}

/** Even our own house may have to be asked again. */
function verdictOf({ ok, status }, { error }) {
  if (ok) return "sent";
  if (status === 401) return "sign-in";
  return typeof error === "string" && status < 500 && !LATER.has(status) ? "held" : "later";
}
