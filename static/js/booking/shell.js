// The booking without a network: the wish that waits, the appointment that was kept, or times to wish for.
import { dress } from "../device/dress.js";
import * as here from "../device/here.js";
import { fateOf, forget, open, say, wish } from "./wish.js";

const find = (id) => document.getElementById(id);
const language = document.documentElement.lang;
const moment = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "medium", timeStyle: "short" });

const show = (id) => {
  for (const part of document.querySelectorAll("main > [data-part]")) part.hidden = part.id !== id;
};

function showFate(vault, fate) {
  if (fate.state === "sent") return open(vault, fate);
  say(find("exams-fate"), fate);
  show("exams-fate");
}

function showBooking({ at, language: tongue, html }) {
  const place = find("exams-kept");
  const { body } = new DOMParser().parseFromString(html, "text/html");
  place.lang = tongue;
  place.replaceChildren(...body.childNodes);
  find("exams-at").textContent = moment.format(new Date(at));
  show("exams-part");
}

function showTimes(vault, { at, times }) {
  const form = find("exams-times");
  find("exams-seen").textContent = moment.format(new Date(at));
  find("exams-choices").replaceChildren(...times.map(({ session, label }, n) => drawTime(session, label, n)));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const session = new FormData(form).get("session");
    const chosen = times.find((one) => one.session === session);
    if (chosen) showFate(vault, await wish(vault, chosen));
  });
  show("exams-times");
}

function drawTime(session, label, n) {
  const row = find("exams-time").content.cloneNode(true);
  const input = row.querySelector("input");
  Object.assign(input, { value: session, checked: n === 0 });
  row.querySelector("[data-label]").textContent = label;
  return row;
}

async function begin() {
  await dress();
  const vault = await here.vault();
  const fate = await fateOf(vault);
  const [booking, times] = await Promise.all([vault.get("kept", "exams-booking"), vault.get("kept", "exams-times")]);
  find("exams-take-back").addEventListener("click", () => forget(vault).then(() => location.reload()));
  if (fate.state !== "none") showFate(vault, fate);
  else if (booking) showBooking(booking);
  else if (times) showTimes(vault, times);
  else show("exams-none");
}

addEventListener("kangyue:outbox", async () => {
  const vault = await here.vault();
  const fate = await fateOf(vault);
  if (fate.state !== "none") showFate(vault, fate);
});

begin().catch(() => show("exams-nobody"));
