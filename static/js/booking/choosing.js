// The choice of a time: what writes a wish into the outbox comes with the first touch, or at once where this phone keeps
// something of who is here. Where it can keep nothing, the form is sent as it is.
const place = document.getElementById("exams-fate");
const { person } = document.documentElement.dataset;
let wishing;

function load() {
  wishing ??= import(place.dataset.later).catch((failure) => {
    wishing = undefined;
    throw failure;
  });
  return wishing;
}

const loadSoon = () => load().catch(() => {});

async function keepsSomething() {
  const known = await indexedDB.databases();
  return known.some(({ name }) => name === `kangyue-${person}`);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-books]")) return;
  event.preventDefault();
  load().then(({ book }) => book(form)).catch(() => form.submit());
});
for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, loadSoon, { once: true });
keepsSomething().then((does) => does && loadSoon()).catch(() => {});
