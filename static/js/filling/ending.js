// What a page shows after the last step: that it waits on this phone, what the server said, or the receipt.
import * as drafts from "../device/drafts.js";
import * as here from "../device/here.js";
import { showApart } from "./apart.js";
import { summarise } from "./drawing.js";
import { fateOf, finish, keepSigned, putBack, reopen, takeBack } from "./finishing.js";
import { drawn } from "./words.js";

/**
 * Let a form be signed and finished on the phone.
 * @param {{vault: object, code: string, book: object}} about
 */
export function signOnPhone(form, about) {
  drafts.find(about.vault, about.code).then((draft) => draft?.signed && putBack(form, draft.signed));
  for (const type of ["change", "kangyue:drawn"]) form.addEventListener(type, () => keepSigned(form, about).catch(() => {}));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.ariaBusy === "true") return; // pressed twice
    form.ariaBusy = "true";
    await send(form, about).finally(() => (form.ariaBusy = null));
  });
}

async function send(form, about) {
  const page = [...document.querySelector("main").childNodes];
  const fate = await finish(form, { ...about, waiting: () => showWaiting(about) });
  if (isApart(fate)) location.assign(`/questionnaires/${about.code}`);
  else if (fate?.state === "held") await showRefusal(form, page, fate, about);
  else if (fate) await show(fate, about);
}

/** Tell whether what was finished had been sent from another device already. */
const isApart = (fate) => fate?.item?.code === "sent-already";

/** Go on with a draft that was finished, or ended from elsewhere: true where the page shows what became of it. */
export async function showFate(about) {
  const draft = await drafts.find(about.vault, about.code);
  if (!draft) return false;
  const fate = await fateOf(about.vault, draft);
  if (draft.apart || isApart(fate)) {
    await showApart(about, { words: draft.apart ?? fate.item.words, item: fate.item, number: fate.number });
    return true;
  }
  if (!draft.finished && !fate.item) return false;
  if (fate.state === "back") await reopen(about.vault, about.code);
  else await show(fate, about);
  return fate.state !== "back";
}

async function show(fate, about) {
  if (fate.state !== "sent") return showWaiting(about, fate.item);
  await drafts.forget(about.vault, about.code);
  location.replace(fate.answer.receipt);
}

/** The server said no at once: the answers come back, and its words stand above the signature. */
async function showRefusal(form, page, fate, about) {
  await takeBack(about.vault, await drafts.find(about.vault, about.code));
  document.querySelector("main").replaceChildren(...page);
  document.querySelector(".dock").hidden = false;
  summarise(form.parentElement, about.book, [["certify", fate.item.words]]);
}

function showWaiting(about, item) {
  const main = document.querySelector("main");
  if (main.querySelector("[data-waiting]")) return;
  const view = drawn("filling-waiting", { words: item?.words ?? "" });
  for (const line of view.querySelectorAll("[data-refused]")) line.hidden = item?.state !== "held";
  for (const line of view.querySelectorAll("[data-waits]")) line.hidden = item?.state === "held";
  view.querySelector("[data-change]").addEventListener("click", () => change(about));
  main.replaceChildren(...[...main.children].filter((one) => one.matches("h1, template, #filling")), view);
  document.querySelector(".dock").hidden = true;
  main.querySelector("h2:not([hidden])").focus();
  addEventListener("kangyue:outbox", () => look(about));
}

async function look(about) {
  const draft = await drafts.find(about.vault, about.code);
  const fate = draft?.finished && (await fateOf(about.vault, draft));
  if (fate?.state === "sent") await show(fate, about);
  if (fate?.state === "held" && document.querySelector("[data-refused]")?.hidden) location.reload();
}

async function change(about) {
  const fate = await takeBack(about.vault, await drafts.find(about.vault, about.code));
  if (fate.state === "sent") return show(fate, about);
  location.assign(`/questionnaires/${about.code}/review`);
}
