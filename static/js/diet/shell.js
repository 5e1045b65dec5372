// The meals without a network: the week that was kept, and marks that wait in the outbox.
import { dress } from "../device/dress.js";
import * as here from "../device/here.js";
import * as outbox from "../device/outbox.js";
import { asked, keep, marked, placeOf } from "./sending.js";

const find = (id) => document.getElementById(id);
const language = document.documentElement.lang;
const moment = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "medium", timeStyle: "short" });
const asking = document.querySelector("[data-asks]");

const show = (id) => {
  for (const part of document.querySelectorAll("main > [data-part]")) part.hidden = part.id !== id;
};

/** The day as the house's calendar has it, wherever the phone is. */
const today = () => new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());

/** Put a mark into the outbox; of several for one meal the last one counts, and they are sent in order. */
async function mark(card, what) {
  const { day, meal, version, name } = card.dataset;
  const note = card.querySelector("textarea");
  const photo = card.querySelector("input[type=file]");
  const words = note.value.trim() ? { note: note.value.trim() } : {};
  await keep(marked({ day, meal, version, mark: what, ...words }, name), photo.files[0]);
  note.value = photo.value = "";
}

/** Take a question; it stands in the outbox until there is a network. */
async function ask() {
  const [words, photo] = [find("words"), find("photo")];
  if (!words.value.trim()) return words.focus();
  await keep(asked({ words: words.value.trim() }, asking.dataset.asks), photo.files[0]);
  words.value = photo.value = "";
  find("diet-asked").hidden = false;
}

/** Say at a meal which mark waits. */
function say(card, items) {
  const waits = items.findLast(([, { place }]) => place === placeOf(card.dataset));
  const line = card.querySelector("[role=status]");
  line.hidden = !waits;
  if (waits) line.querySelector("[data-words]").textContent = card.querySelector(`[data-mark=${waits[1].body.mark}]`).textContent;
}

async function sayAll(vault) {
  const items = await outbox.list(vault);
  for (const card of document.querySelectorAll("[data-meal][data-open]")) say(card, items);
}

function showWeek(vault, { at, language: tongue, html }) {
  const place = find("diet-kept");
  const { body } = new DOMParser().parseFromString(html, "text/html");
  place.lang = tongue;
  place.replaceChildren(...body.childNodes);
  find("diet-at").textContent = moment.format(new Date(at));
  for (const card of place.querySelectorAll("[data-meal]")) {
    if (card.dataset.day > today() || "marked" in card.dataset) continue;
    card.dataset.open = "";
    card.append(find("diet-marks").content.cloneNode(true));
  }
  place.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-mark]");
    if (!button) return;
    await mark(button.closest("[data-meal]"), button.dataset.mark);
    await sayAll(vault);
  });
  show("diet-part");
}

async function begin() {
  await dress();
  const vault = await here.vault();
  asking.querySelector("[data-do=ask]").addEventListener("click", ask);
  if (location.pathname === "/diet/questions") return show("diet-ask");
  const week = await vault.get("kept", "diet-week");
  if (!week) return show("diet-none");
  showWeek(vault, week);
  addEventListener("kangyue:outbox", () => sayAll(vault));
  await sayAll(vault);
}

begin().catch(() => show("diet-nobody"));
