// The page of what is not sent yet: look, change, send now, save as a file, delete; and signing out with it open.

import * as attachments from "./attachments.js";
import * as drafts from "./drafts.js";
import { saveAsFile } from "./files.js";
import * as here from "./here.js";
import * as outbox from "./outbox.js";

const find = (id) => document.getElementById(id);
const listed = find("unsent-list");
const language = document.documentElement.lang;
const moment = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "medium", timeStyle: "short" });

/** Draw one thing: an item of the outbox, or a draft that the server has not seen in full. */
function draw({ label, at, state, words, page, files, acts }) {
  const card = find("unsent-item").content.cloneNode(true).firstElementChild;
  card.querySelector("[data-label]").textContent = label;
  card.querySelector("[data-at]").textContent = moment.format(new Date(at));
  card.querySelector("[data-words]").textContent = words;
  card.querySelector("[data-edit]").href = page;
  card.querySelector("[data-files]").hidden = !files.length;
  card.querySelector("[data-names]").textContent = files.map(({ name }) => name).join(" · ");
  for (const line of card.querySelectorAll("[data-state]")) line.hidden = line.dataset.state !== state;
  card.addEventListener("click", ({ target }) => act(card, acts, target.closest("[data-do]")?.dataset.do));
  return card;
}

async function act(card, acts, what) {
  const ask = card.querySelector("[data-ask]");
  if (what === "delete" || what === "keep") ask.hidden = what === "keep";
  if (what === "delete") ask.querySelector("[data-do=keep]").focus();
  if (what === "export") saveAsFile(await acts.content());
  if (what === "retry") await acts.retry().then(here.send);
  if (what === "really") await acts.remove();
  if (what === "really" || what === "retry") await show();
}

const ofItem = (vault, [number, item]) => ({
  ...item,
  acts: {
    content: () => attachments.withContents(vault, item),
    retry: () => outbox.retry(vault, number, item),
    remove: () => outbox.remove(vault, number),
  },
});

const ofDraft = (vault, [code, draft]) => ({
  label: draft.title ?? code,
  at: draft.changed,
  state: draft.apart ? "held" : "draft",
  words: draft.apart ?? "",
  page: draft.apart ? `/questionnaires/${code}` : `/questionnaires/${code}/parts/${draft.place}`,
  acts: {
    content: () => attachments.withContents(vault, draft),
    retry: () => bringWhole(vault, code, draft),
    remove: () => drafts.forget(vault, code),
  },
});

/** Bring a draft with its files: answers that name them go last. */
async function bringWhole(vault, code, draft) {
  await attachments.retry(vault, draft);
  const { verdict } = await attachments.send(vault, draft);
  return verdict === "sent" ? drafts.sync(vault, code) : undefined;
}

function say(state) {
  const words = find(`state-${state}`);
  find("unsent-state").replaceChildren(...(words ? [words.content.cloneNode(true)] : []));
}

async function show() {
  const vault = await here.vault();
  const { items, drafts: begun } = await here.unsent();
  const unsent = [...items.map((one) => ofItem(vault, one)), ...begun.map((one) => ofDraft(vault, one))];
  const files = await Promise.all([...items, ...begun].map(([, what]) => attachments.of(vault, what)));
  const all = unsent.map((one, at) => ({ ...one, files: files[at] }));
  listed.replaceChildren(...all.map(draw));
  find("unsent-none").hidden = all.length > 0;
  find("leaving").hidden = all.length === 0 || !new URLSearchParams(location.search).has("leaving");
  return all.length;
}

/** Show nothing of a person whose session is over: whoever holds the phone signs in first. */
function hide(state) {
  listed.replaceChildren();
  find("unsent-none").hidden = find("leaving").hidden = true;
  say(state);
}

addEventListener("kangyue:outbox", ({ detail }) => {
  if (detail.outcome === "sign-in") return hide("sign-in");
  say(detail.outcome);
  show();
});

document.querySelector("#leaving form").addEventListener("submit", async (event) => {
  event.preventDefault();
  await here.leave();
  event.target.submit();
});

show().catch(() => hide("nobody"));
