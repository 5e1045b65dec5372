// A paper form typed at the desk: a key for each choice, Enter to go on, and only what is asked is shown.
// Saving is the form's own (htmx on every change); without this script all questions stand on the page.
import { asked } from "./enablement.js";
import { enter } from "./entry.js";
import { load } from "./reading.js";
import { read } from "./definition.js";

const KEYS = "1234567890abcdefghij";
const form = document.getElementById("part");
const boxes = [...form.querySelectorAll("[data-ask]")];

/** Give the answers that stand on the page: linkId → FHIR values. */
function answers(definition) {
  const posted = new FormData(form);
  const held = new Map();
  for (const { dataset } of boxes) {
    const item = definition.index.get(dataset.ask);
    const raw = posted.getAll(dataset.field).map(String).filter(Boolean);
    if (item && raw.length) held.set(dataset.ask, enter(definition, item, raw).values);
  }
  return held;
}

function showAsked(definition) {
  const visible = asked(definition, answers(definition));
  for (const box of boxes) box.hidden = !visible.has(box.dataset.ask);
}

const controls = (box) => [...box.querySelectorAll("input:not([type=hidden]),textarea,select")];

/** Give where a question is entered: its ticked choice, else its first field. */
const entrance = (box) => controls(box).find(({ type, checked }) => type === "radio" && checked) ?? controls(box)[0];

function move(from, step) {
  const open = boxes.filter((box) => !box.hidden && controls(box).length);
  const next = open[open.indexOf(from) + step];
  const target = next ? entrance(next) : step > 0 ? form.querySelector("button[name=go]") : null;
  target?.focus();
  target?.scrollIntoView({ block: "center" });
}

function pick(box, key) {
  const choice = controls(box)[KEYS.indexOf(key)];
  if (!choice) return;
  choice.checked = choice.type === "checkbox" ? !choice.checked : true;
  choice.focus();
  choice.dispatchEvent(new Event("change", { bubbles: true }));
}

function onKey(event) {
  const box = event.target.closest("[data-ask]");
  if (!box || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  const chooses = ["radio", "checkbox"].includes(event.target.type);
  if (event.key === "Enter" && event.target.type !== "button") {
    event.preventDefault();
    move(box, event.shiftKey ? -1 : 1);
  } else if (chooses && KEYS.includes(event.key)) {
    event.preventDefault();
    pick(box, event.key);
  }
}

function labelKeys() {
  for (const box of boxes) {
    box.querySelectorAll(".pick").forEach((row, at) => at < KEYS.length && (row.dataset.key = KEYS[at]));
  }
}

async function begin() {
  labelKeys();
  form.addEventListener("keydown", onKey);
  document.getElementById("questionnaires-keys").hidden = false;
  const definition = read(load(await (await fetch(form.dataset.definition)).text()));
  showAsked(definition);
  form.addEventListener("input", () => showAsked(definition));
  form.addEventListener("change", () => showAsked(definition));
  if (!location.hash && document.activeElement === document.body) move(null, 1);
  form.dataset.ready = "";
}

begin();
