// Files that belong to answers: on the phone first, then on the server, each once, under the id that answers name.
// What they are stands in one store, their bytes in another: nobody opens a photo to learn what waits.
import { alone } from "./alone.js";
import { post } from "./post.js";

const ABOUT = "files";
const BYTES = "contents";
const ALONG = "along"; // in place of a form's code: such a file is sent with its item, not by itself
const PATIENCE = 180_000; // ms for one file
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const HEIC = /hei[cf]$/i;
const TYPES = { pdf: "application/pdf", png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg" };

/**
 * @typedef {object} Attached
 * @property {string} id names the file here and on the server
 * @property {string} code which form it belongs to
 * @property {string} name what its person calls it
 * @property {string} type its media type, as this phone says
 * @property {number} size bytes
 * @property {"waiting"|"sent"|"held"} state held: the server said no
 * @property {string} words what the server said
 * @property {string} at when it was chosen (ISO 8601)
 */

const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(20)), (byte) => ALPHABET[byte & 31]).join("");

/** Tell the media type that a file will have: a photo of Apple's kind becomes a JPEG on the server. */
export function typeOf({ name, type }) {
  if (HEIC.test(type) || HEIC.test(name)) return "image/jpeg";
  return type.toLowerCase() || (TYPES[name.split(".").at(-1).toLowerCase()] ?? "application/octet-stream");
}

/** Give a name as a line can hold it. */
const named = (name) => [...name.replace(/[\x00-\x1f\x7f]/g, "")].slice(-120).join("") || "file";

/** Keep a file; resolves with the line that names it in an answer, once it is on the disk. @param {File} file */
export async function keep(vault, code, file) {
  const about = { id: newId(), code, name: named(file.name), type: typeOf(file), size: file.size, state: "waiting", words: "", at: new Date().toISOString() };
  await vault.putBytes(BYTES, about.id, await file.arrayBuffer());
  await vault.put(ABOUT, about.id, about);
  return `${about.id} ${about.size} ${about.type} ${about.name}`;
}

/** Keep a file that goes along with an item of the outbox, in its form; resolves with its id. @param {File} file */
export const keepAlong = async (vault, file) => (await keep(vault, ALONG, file)).split(" ", 1)[0];

/** Give an item as a form with its files. */
export async function inForm(vault, { url, id, body, photo, papers = [] }) {
  const form = new FormData();
  for (const [name, value] of Object.entries(body)) form.append(name, value);
  for (const which of photo ? [photo] : papers) {
    const [about] = await list(vault, which);
    if (about) form.append(photo ? "photo" : "files", new Blob([await vault.getBytes(BYTES, which)], { type: about.type }), about.name);
  }
  return { url, id, body: form, patience: PATIENCE };
}

/** Give the files whose ids stand in a text, or all. @returns {Promise<Attached[]>} */
async function list(vault, text) {
  const all = (await vault.count(ABOUT)) ? await vault.all(ABOUT) : [];
  return all.map(([, about]) => about).filter(({ id }) => text === undefined || text.includes(id));
}

/** Give the files that a draft or an item of the outbox names. */
export const of = (vault, what) => list(vault, JSON.stringify(what));

/** Tell which of some lines the server cannot know yet. @returns {Promise<(lines: string[]) => boolean>} */
export async function unknown(vault) {
  const waiting = (await list(vault)).filter(({ state }) => state !== "sent").map(({ id }) => id);
  return (lines = []) => lines.some((line) => waiting.some((id) => line.startsWith(id)));
}

/**
 * Bring the files that something names to the server, one page or worker at a time. Resolves with `{verdict, words}`:
 * "sent" when it has all of them, else as `post` says of the first that it does not have.
 */
export const send = (vault, what) => alone(`kangyue-files-${vault.tag}`, async () => sendAll(vault, await of(vault, what)));

async function sendAll(vault, files) {
  let result = { verdict: "sent", words: "" };
  for (const about of files.filter(({ state }) => state === "waiting")) {
    const { verdict, answer } = await sendOne(vault, about);
    if (verdict === "sent") await vault.put(ABOUT, about.id, { ...about, state: "sent" });
    else if (verdict !== "held") return { verdict, words: "" };
    else await vault.put(ABOUT, about.id, { ...about, state: "held", words: (result = { verdict, words: answer.error }).words });
  }
  const held = files.find(({ state }) => state === "held");
  return held && result.verdict === "sent" ? { verdict: "held", words: held.words } : result;
}

async function sendOne(vault, { id, code, name, type }) {
  const body = new FormData();
  body.append("file", new Blob([await vault.getBytes(BYTES, id)], { type }), name);
  return post(vault, { url: `/questionnaires/${code}/files/${id}`, body, patience: PATIENCE });
}

/** Note that the server lacks files which it had; tell which of them this phone can bring again. */
export async function missed(vault, ids = []) {
  const mine = ids.length ? (await list(vault)).filter(({ id }) => ids.includes(id)) : [];
  for (const about of mine) await vault.put(ABOUT, about.id, { ...about, state: "waiting", words: "" });
  return mine.map(({ id }) => id);
}

/** Let files that the server refused be tried again. */
export const retry = async (vault, what) => missed(vault, (await of(vault, what)).filter(({ state }) => state === "held").map(({ id }) => id));

/** Give a file's bytes to save, or undefined where this phone has none. */
export const blobOf = async (vault, id) => {
  const bytes = await vault.getBytes(BYTES, id);
  return bytes && new Blob([bytes], { type: "application/octet-stream" });
};

/** Forget the files that no draft and nothing in the outbox names, those at least so many ms old. */
export async function tidy(vault, age = 0) {
  const old = new Date(Date.now() - age).toISOString();
  const held = JSON.stringify([await vault.all("drafts"), await vault.all("outbox")]);
  const gone = (await list(vault)).filter(({ id, at }) => at <= old && !held.includes(id));
  for (const { id } of gone) await Promise.all([vault.delete(ABOUT, id), vault.delete(BYTES, id)]);
}

/** Give something of the outbox, or a draft, with the bytes of its files in base64: for the person to keep. */
export async function withContents(vault, what) {
  const files = await Promise.all((await of(vault, what)).map(async ({ id, name, type }) => ({ id, name, type, data: base64(await vault.getBytes(BYTES, id)) })));
  return files.length ? { ...what, files } : what;
}

function base64(buffer) {
  let letters = "";
  for (const byte of new Uint8Array(buffer ?? [])) letters += String.fromCharCode(byte);
  return btoa(letters);
}
