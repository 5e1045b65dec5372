// The three steps without a network: whom this phone knows, what and when, in her own words; it waits in the outbox.
import { dress } from "../device/dress.js";
import * as here from "../device/here.js";
import { draftOf, fill, keep, tell, watch, show as showFate } from "./telling.js";

const find = (id) => document.getElementById(id);
const form = find("complaints-offline");
const steps = [...form.querySelectorAll("[data-stage]")];

const show = (id) => {
  for (const part of document.querySelectorAll("main > [data-part]")) part.hidden = part.id !== id;
};

/** Show one step and go to its head. */
function open(step) {
  for (const [at, part] of steps.entries()) part.hidden = at !== step;
  scrollTo(0, 0);
}

function drawPerson({ value, words }) {
  const row = find("complaints-person").content.cloneNode(true);
  row.querySelector("input").value = value;
  row.querySelector("[data-label]").textContent = words;
  return row;
}

/** Tell which step lacks its answer, or undefined. */
const lacking = () => {
  const said = new FormData(form);
  return ["who", "category", "story"].findIndex((name) => !(said.get(name) ?? "").trim());
};

async function send(vault) {
  await keep(vault, form);
  const first = lacking();
  find("complaints-missing").hidden = first < 0;
  if (first >= 0) return open(first);
  await showFate(vault, await tell(vault, { label: form.dataset.label, files: form.elements.files.files }));
}

async function begin() {
  await dress();
  const vault = await here.vault();
  const people = await vault.get("kept", "complaints-people");
  if (people) find("complaints-people").replaceChildren(...people.map(drawPerson));
  const draft = await draftOf(vault);
  fill(form, draft);
  for (const what of ["input", "change"]) form.addEventListener(what, () => keep(vault, form));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("click", ({ target }) => {
    const { go, send: last } = target.closest("button")?.dataset ?? {};
    if (go !== undefined) open(Number(go));
    if (last !== undefined) send(vault);
  });
  open(lacking() < 0 ? 2 : lacking());
  show("complaints-part");
  await watch(vault);
}

begin().catch(() => show("complaints-nobody"));
