// The choice of a time, once it is touched: the wish goes into the outbox and is sent; without a network it waits there.
import * as here from "../device/here.js";
import { whenIdle } from "../device/idle.js";
import { fateOf, forget, open, say, wish } from "./wish.js";

const KEPT = "exams-times";
const place = document.getElementById("exams-fate");
let pressed = false; // the button's own answer is on its way

/** Show a fate; what the server refused is said above fresh times. */
function show(vault, fate, fresh = false) {
  if (fate.state === "sent") return open(vault, fate);
  if (fate.state === "held" && !fresh) return location.reload();
  say(place, fate);
  const waits = fate.state === "waiting";
  for (const part of document.querySelectorAll(".slots .view, form[data-books]")) part.hidden = waits;
  if (fate.state !== "none") place.focus();
}

/** Wish for what a form has chosen. Rejects where this phone can keep nothing. */
export async function book(form) {
  const vault = await here.vault();
  const { label, session } = { label: form.dataset.label, session: form.elements.session.value };
  form.querySelector("button").disabled = true;
  pressed = true;
  show(vault, await wish(vault, { session, label }));
  pressed = false;
}

/** Keep the times of the day that is shown: without a network one of them can be wished for. */
async function keepTimes(vault) {
  const times = [...document.querySelectorAll("a[data-session]")].map(({ dataset }) => ({ session: dataset.session, label: dataset.label }));
  if (times.length) await vault.put("kept", KEPT, { at: new Date().toISOString(), times });
}

async function begin(vault) {
  let before = await fateOf(vault);
  show(vault, before, true);
  addEventListener("kangyue:outbox", async () => {
    const now = await fateOf(vault);
    if (!pressed && now.state !== before.state) show(vault, now);
    before = now;
  });
  document.getElementById("exams-take-back").addEventListener("click", () => forget(vault).then(() => location.reload()));
  document.addEventListener("htmx:after:swap", () => keepTimes(vault).catch(() => {}));
  await whenIdle();
  await keepTimes(vault);
}

here.vault().then(begin).catch(() => {});
