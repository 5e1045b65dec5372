// A paper form typed at the desk: a key for each choice, Enter to go on, and only what is asked is shown.
// Saving is the form's own (htmx on every change); without this script all questions stand on the page.
import { rawOf } from "../filling/fields.js";
import { boxOf, press } from "../filling/rows.js";
import { asked } from "./enablement.js";
import { enter } from "./entry.js";
import { load } from "./reading.js";
import { read } from "./definition.js";
import { rolledOut } from "./repeating.js";

const KEYS = "1234567890abcdefghij";
const form = document.getElementById("part");
const boxes = [...form.querySelectorAll("[data-ask]")];

/** Give the answers that stand on the page: linkId → FHIR values. */
function answers(definition) {
  const held = new Map();
  for (const { dataset } of boxes) {
    const item = definition.index.get(dataset.ask);
    const counter = form.querySelector(`input[type=hidden][name="${CSS.escape(dataset.field)}"]`);
    const raw = counter?.value ? [counter.value] : rawOf(form, dataset.field);
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

/** Go on within a question that takes several answers: to the next row, a new one behind what was written. */
function moveInRows(field, step) {
  const row = boxOf(field) && field.closest("[data-row]");
  const within = row && [...row.parentElement.querySelectorAll("[data-row] :is(input,textarea,select)")];
  const next = within?.[within.indexOf(field) + step];
  if (next) next.focus();
  else if (row && step > 0 && field.value && row.contains(within.at(-1))) return more(boxOf(field));
  return Boolean(next);
}

function more(box) {
  const button = box.querySelector("[data-add]:not([hidden])");
  if (button) press(button);
  return Boolean(button);
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
  if (event.key === "Enter" && !event.target.matches("button")) {
    event.preventDefault();
    const step = event.shiftKey ? -1 : 1;
    if (!moveInRows(event.target, step)) move(box, step);
  } else if (chooses && KEYS.includes(event.key)) {
    event.preventDefault();
    pick(box, event.key);
  }
}

function onPress(event) {
  const button = event.target.closest("[data-add],[data-take]");
  if (!button) return;
  event.preventDefault();
  const box = boxOf(button);
  press(button);
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

function labelKeys() {
  for (const box of boxes) {
    box.querySelectorAll(".pick").forEach((row, at) => at < KEYS.length && (row.dataset.key = KEYS[at]));
  }
}

async function begin() {
  labelKeys();
  form.addEventListener("keydown", onKey);
  form.addEventListener("click", onPress);
  document.getElementById("questionnaires-keys").hidden = false;
  const definition = rolledOut(read(load(await (await fetch(form.dataset.definition)).text())));
  showAsked(definition);
  form.addEventListener("input", () => showAsked(definition));
  form.addEventListener("change", () => showAsked(definition));
  if (!location.hash && document.activeElement === document.body) move(null, 1);
  form.dataset.ready = "";
}

begin();
