// The three steps with a network: each answer is kept on this phone too, so that it may go at any moment.
import * as here from "../device/here.js";
import { draftOf, fill, keep, show, tell, watch } from "./telling.js";

const form = document.querySelector("form[data-stage]");
const people = () => [...form.querySelectorAll("input[name=who]")].map(({ value, labels }) => ({ value, words: labels[0].textContent.trim() }));

/** What an earlier answer of the server complained of is filled in now: it does not stand beside the next answer. */
function settle() {
  document.getElementById("faults")?.remove();
  for (const part of form.querySelectorAll(".bad")) part.classList.remove("bad");
  for (const field of form.querySelectorAll("[aria-invalid]")) {
    const words = document.getElementById(`${field.id}-error`);
    words?.remove();
    field.removeAttribute("aria-invalid");
    field.setAttribute("aria-describedby", field.getAttribute("aria-describedby").split(" ").filter((id) => id !== words?.id).join(" "));
  }
}

async function send(vault) {
  const button = document.querySelector(`button[form="${form.id}"]`);
  button.disabled = true;
  settle();
  await keep(vault, form);
  await show(vault, await tell(vault, { label: form.dataset.label, files: form.elements.files.files }));
  button.disabled = false;
}

async function submitted(vault, event) {
  if (form.dataset.stage === "story") {
    if (!form.elements.story.value.trim()) return; // the server says what is missing
    event.preventDefault();
    await send(vault).catch(() => form.submit());
  } else if (!navigator.onLine) {
    event.preventDefault();
    await keep(vault, form);
    location.assign("/complaints/new"); // the phone's own page goes on
  }
}

async function begin(vault) {
  if (form.dataset.stage === "who") await vault.put("kept", "complaints-people", people());
  if (form.dataset.stage === "story") await vault.put("kept", "complaints-draft", { ...(await draftOf(vault)), ...JSON.parse(form.dataset.before) });
  fill(form, await draftOf(vault));
  for (const what of ["input", "change"]) form.addEventListener(what, () => keep(vault, form));
  form.addEventListener("submit", (event) => submitted(vault, event));
  await watch(vault);
}

here.vault().then(begin).catch(() => {});
