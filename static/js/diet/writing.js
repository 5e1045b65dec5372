// A meal's sheet and a question: on the phone first, then sent; without a network they wait in the outbox.
import * as here from "../device/here.js";
import * as outbox from "../device/outbox.js";
import { asked, keep, marked } from "./sending.js";

const PATIENCE = 8_000; // ms until the page says that it waits
const form = document.querySelector("form[data-marks], form[data-asks]");
const refused = document.getElementById("diet-refused");
const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms, { sent: [], held: [] }));

/** What the form says, without what only a page needs. */
function said(fields) {
  const texts = [...fields].filter(([name, value]) => typeof value === "string" && value && name !== "sheet" && !name.startsWith("_"));
  return Object.fromEntries(texts);
}

/** Show what the server refused beside the form, which still holds everything. */
async function takeBack(number, { words }) {
  await outbox.remove(await here.vault(), number);
  refused.textContent = words;
  refused.hidden = false;
  refused.focus();
}

async function send(fields) {
  const body = said(fields);
  const what = "marks" in form.dataset ? marked(body, form.dataset.marks) : asked(body, form.dataset.asks);
  const { number, item, sending } = await keep(what, fields.get("photo"));
  const { sent, held } = await Promise.race([sending, later(PATIENCE)]);
  const taken = sent.find(({ id }) => id === item.id);
  const no = held.find(({ id }) => id === item.id);
  if (taken) return location.assign(taken.answer.page);
  if (no) return takeBack(number, no);
  form.hidden = true;
  document.getElementById("diet-waits").hidden = false;
}

async function submitted(event) {
  const fields = new FormData(form);
  if ("asks" in form.dataset && !fields.get("words").trim()) return; // the server says what is missing
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = refused.hidden = true;
  await send(fields).catch(() => form.submit());
  button.disabled = false;
}

if (form) here.vault().then(() => form.addEventListener("submit", submitted)).catch(() => {});
