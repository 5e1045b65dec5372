// A questionnaire's page as the server drew it: its answers are kept on the phone, then on the server.
// The engine comes with the first touch; the worker has it by then. Where the phone cannot keep anything, the page
// stays as it is and htmx comes to save each change.
import * as drafts from "../device/drafts.js";
import * as here from "../device/here.js";
import { whenIdle } from "../device/idle.js";
import { retry } from "../device/retry.js";
import { Keeper } from "./keeper.js";
import { changeHere } from "./looks.js";
import { fresh, meet } from "./meeting.js";
import { OTHER, bring } from "./packs.js";
import { Section } from "./section.js";
import { copy, tell, tellPartly } from "./words.js";

const page = document.getElementById("filling").dataset;
const about = { code: page.code, definition: page.definition, title: page.title, draft: page.draft, revision: Number(page.revision || 0) };
const form = document.getElementById("part");
const language = document.documentElement.lang;
const names = JSON.parse(page.names || "{}");
let keeper;
let keeping = false;
let drawer;

/** Give the pack's pieces and the engine: fetched when they are needed first. */
function drawing(vault) {
  drawer ??= load(vault).catch((failure) => {
    drawer = undefined;
    throw failure;
  });
  return drawer;
}

async function load(vault) {
  const drawing = await retry((turn) => import(turn ? `${page.later}?again=${turn}` : page.later));
  return { drawing, book: await drawing.open(vault, packIn(language)) };
}

const packIn = (tongue) => ({ definition: page.definition, language: tongue, address: page.pack.replace(`/${language}?`, `/${tongue}?`) });

/** The phone failed to keep something: htmx has to save this page. */
async function fail() {
  keeping = false;
  tell("cannot");
  if (!form) return;
  if (!window.htmx) await bringHtmx();
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Load htmx; resolves when it stands behind the form, a moment after its script ran. */
function bringHtmx() {
  const parts = copy("filling-htmx");
  const loaded = new Promise((resolve) => parts.querySelector("script").addEventListener("load", resolve));
  document.head.append(parts);
  return loaded.then(() => new Promise((resolve) => setTimeout(resolve, 50)));
}

document.addEventListener("htmx:before:request", (event) => {
  if (keeping && event.target === form) event.preventDefault();
});

/** Whether the page was drawn from the very draft that is filled in by now. */
const isDrawnHere = () => keeper.draft.id === about.draft && keeper.draft.definition === about.definition;

async function section(vault, draft) {
  keeper = new Keeper(vault, draft, () => (isDrawnHere() ? filled.renew() : location.reload()));
  const asDrawn = !draft.dirty.length && draft.revision === about.revision;
  const number = Number(page.number);
  const filled = new Section(form, {
    keeper,
    number,
    total: Number(page.total),
    checking: "checking" in page,
    linkIdOf: (name) => names[name] ?? name.slice(2),
    drawing: () => drawing(vault),
    go: (address) => location.assign(address),
    fail,
  });
  keeping = true;
  form.addEventListener("change", () => keepPack(vault, OTHER[language]).catch(() => {}), { once: true });
  await whenIdle();
  await filled.begin(asDrawn).catch(() => tellPartly(true));
  await keeper.sync();
}

/** Keep a pack when the phone is idle, to go on without a network: at first in the page's language. */
async function keepPack(vault, tongue) {
  await whenIdle();
  await bring(vault, packIn(tongue));
}

/** The overview and the check of all answers are the server's: it gets what it does not have, then draws anew. */
async function overview(vault, draft, renewed = () => location.reload()) {
  const before = drafts.isSettled(draft);
  keeper = new Keeper(vault, draft, renewed);
  const verdict = await keeper.syncWhole();
  if (before) return;
  const again = performance.getEntriesByType("navigation")[0]?.type === "reload";
  if (verdict === "sent" || !again) location.reload();
}

/** No draft on the server: what the phone holds of an earlier one goes, unless it was never brought there. */
async function start(vault) {
  const draft = await drafts.find(vault, page.code);
  if (draft?.dirty.length) return overview(vault, draft);
  await drafts.forget(vault, page.code);
  if ("agreed" in page) await drafts.change(vault, page.code, () => fresh(about));
}

/** The check of all answers: signed here, it goes through the outbox like what is signed without a network. */
async function review(vault, draft) {
  const sheet = document.getElementById("certify-form");
  await overview(vault, draft, () => sheetAside(sheet, vault).then(() => location.reload()));
  const { book, drawing: { signOnPhone } } = await drawing(vault);
  if (sheet && Boolean(sheet.elements.why) === Boolean(draft.amends)) signOnPhone(sheet, { vault, code: page.code, book });
}

/** What is half signed stands under the newer answers again. */
async function sheetAside(sheet, vault) {
  const { drawing: { keepSigned } } = await drawing(vault);
  if (sheet) await keepSigned(sheet, { vault, code: page.code });
}

/** Show what became of what was finished here; false where there is nothing of that. */
async function isFinished(vault) {
  const draft = await drafts.find(vault, page.code);
  if (!draft || !(draft.finished || draft.apart || (await vault.count("outbox")))) return false;
  const { book, drawing: { showFate } } = await drawing(vault);
  return showFate({ vault, code: page.code, book });
}

async function begin(vault) {
  if (await isFinished(vault)) return;
  if (page.revision === "") await start(vault);
  else if (page.page === "section") await section(vault, await meet(vault, about));
  else await { start: overview, review }[page.page](vault, await meet(vault, about));
  await keepPack(vault, language);
}

changeHere(() => !navigator.onLine || keeper?.verdict === "later");
here.vault().then((vault) => begin(vault).catch(() => tellPartly(true)), fail);
