// What every page does beyond HTML: the service worker, notes about network and versions,
// number steppers, focus after an htmx swap, and answers kept across a language switch.
import { whenIdle } from "./device/idle.js";

const root = document.documentElement;
const notes = document.getElementById("notes");

function note(id) {
  const words = document.getElementById(id);
  if (notes && words) notes.replaceChildren(words.content.cloneNode(true));
}

function tellNetwork() {
  if (navigator.onLine && document.querySelector("[data-offline]")) location.reload();
  else if (!navigator.onLine) note(document.getElementById("when-offline-here") ? "when-offline-here" : "when-offline");
  else notes?.replaceChildren();
}

// An old browser knows no modules in a worker; there only the pages themselves send what waits.
async function register() {
  try {
    return await navigator.serviceWorker.register("/sw.js", { type: "module" });
  } catch {
    return navigator.serviceWorker.register("/sw.js?classic");
  }
}

// The worker fetches what it keeps once the page stands and the phone has time.
const stillness = async () => {
  if (document.readyState !== "complete") await new Promise((resolve) => addEventListener("load", resolve));
  await whenIdle();
};

// A new worker that takes over while the page is open means: a newer version stands ready.
async function startWorker() {
  if (!("serviceWorker" in navigator)) return;
  let known = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (known) note("when-updated");
    known = true;
  });
  const registration = await register();
  (await caches.open("kangyue-words")).put("/offline/language", new Response(root.lang));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") registration.update().catch(() => {});
  });
}

// A figure as people in China type it: full-width digits, the points and commas of a Chinese keyboard.
const figure = (text) => text.normalize("NFKC").replace(/\s|,(?=\d{3}(\D|$))/g, "").replace(/[。｡,]/g, ".").replace(/[−–]/g, "-");
const places = (text) => (text.split(".")[1] ?? "").length;

function moveStepper(button) {
  const field = document.getElementById(button.dataset.for);
  const step = Number(button.dataset.step);
  const { min, max } = field.dataset;
  const typed = figure(field.value);
  const now = typed === "" ? Number(min ?? 0) - step : Number(typed);
  if (Number.isNaN(now)) return;
  let next = now + step;
  if (min !== undefined) next = Math.max(Number(min), next);
  if (max !== undefined) next = Math.min(Number(max), next);
  field.value = String(Number(next.toFixed(Math.max(places(button.dataset.step), places(typed)))));
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

// Typed answers and a drawn name survive a change of language or type size: kept for this tab, restored once.
const KEPT = "kangyue.typed";
const scroller = () => document.querySelector(".view, main");
const isOnesOwn = ({ name, type }) => name === "drawn" || (name && !["hidden", "password", "file", "submit"].includes(type));
const isTick = ({ type }) => ["radio", "checkbox"].includes(type);
const fields = () => [...document.querySelectorAll("main form")].map((form) => [...form.elements].filter(isOnesOwn));
const typed = () => fields().map((some) => some.map((e) => ({ name: e.name, value: e.value, on: e.checked, tick: isTick(e) })));

function keepTyped() {
  sessionStorage.setItem(KEPT, JSON.stringify({ at: location.pathname + location.search, scroll: [scrollY, scroller()?.scrollTop], forms: typed() }));
}

function restoreTyped() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  sessionStorage.removeItem(KEPT);
  if (!kept || kept.at !== location.pathname + location.search) return;
  const now = fields();
  kept.forms.forEach((answers, index) => answers.forEach(({ name, value, on, tick }, at) => {
    const same = (now[index] ?? []).filter((e) => e.name === name && isTick(e) === tick);
    const turn = answers.slice(0, at).filter((one) => one.name === name && one.tick === tick).length; // a date has three fields of one name
    const field = tick ? same.find((e) => e.value === value) : same[turn];
    if (field && tick) field.checked = on;
    else if (field) putBack(field, value);
  }));
  scrollTo(0, kept.scroll[0]);
  scroller()?.scrollTo(0, kept.scroll[1]);
}

function putBack(field, value) {
  field.value = value;
  if (field.name === "drawn") field.dispatchEvent(new Event("change"));
}

document.addEventListener("submit", (event) => {
  if (event.target.matches(".tools")) keepTyped();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step],[data-reload],[data-print]");
  if (button?.dataset.step) moveStepper(button);
  else if (button && "reload" in button.dataset) location.reload();
  else if (button) print();
});
document.addEventListener("htmx:after:swap", () => document.getElementById("faults")?.focus());
addEventListener("online", tellNetwork);
addEventListener("offline", tellNetwork);

// What this phone keeps is looked at only where there is something: of who is signed in, or the note of who was
// here last, which must say the new name before the network is gone.
const device = () => import(root.dataset.device);
const keepsSomething = async () => {
  if (!root.dataset.person) return false;
  if (!indexedDB.databases) return true; // an old browser cannot say
  return (await indexedDB.databases()).some(({ name }) => ["kangyue", `kangyue-${root.dataset.person}`].includes(name));
};

// Signing out asks about what is not sent, then deletes this person's things and nobody else's.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-sign-out]")) return;
  event.preventDefault();
  try {
    if (!(await keepsSomething()) || (await (await device()).leaveIfAllIsSent())) form.submit();
    else location.assign("/unsent?leaving");
  } catch {
    form.submit();
  }
});
// A page that the browser kept whole may belong to a session that is over: the server is asked again.
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted || !root.dataset.person) return;
  keepTyped();
  location.reload();
});
restoreTyped();
keepsSomething().then((does) => does && device()).catch(() => {});
if (!navigator.onLine) tellNetwork();
stillness().then(startWorker).catch(() => {});
