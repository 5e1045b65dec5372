// The service worker. BUILD, KEPT, SHELLS, vaults and outbox are written above this text by webapp/kernel/pwa.py.
// HTML: network first, else the offline page; no page of a signed-in person is ever kept.
// Hashed files: cache first. Everything else, htmx and non-GET above all, is left alone.
const CACHE = `kangyue-${BUILD}`;
const PATIENCE = 5_000;
const PAUSES = [500, 2_000]; // before a file is asked for again
const WORDS = "kangyue-words"; // holds one thing: the language to be offline in

addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    const headers = { "X-Worker": BUILD }; // who asks is nobody, and no stranger either
    const kept = KEPT.map((url) => new Request(url, { credentials: "omit", headers, cache: url.startsWith("/static/") ? "default" : "reload" }));
    await cache.addAll(kept);
    await skipWaiting();
  })());
});

addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("kangyue-") && ![CACHE, WORDS].includes(name)) await caches.delete(name);
    }
    await registration.navigationPreload?.enable();
    await clients.claim();
    for (const page of await clients.matchAll()) page.postMessage("kangyue:activated");
  })());
});

// The browser says the network is back, perhaps with no page open: send what waits.
addEventListener("sync", (event) => {
  if (event.tag === "kangyue-outbox" && vaults) event.waitUntil(sendWhatWaits());
});

async function sendWhatWaits() {
  const person = await vaults.whoIsHere();
  if (!person) return;
  const vault = await vaults.open(person.tag);
  const { outcome } = await outbox.drain(vault);
  vault.close();
  if (outcome === "later") throw new Error("later"); // the browser asks again
}

const ask = async (event) => (await event.preloadResponse) ?? fetch(event.request);

// What can be filled in without a network does not wait for a slow one, nor for a server behind a proxy.
async function askBriefly(event) {
  const late = new Promise((_, reject) => setTimeout(reject, PATIENCE));
  const answer = await Promise.race([ask(event), late]);
  if (answer.status > 501) throw new Error("no answer of ours");
  return answer;
}

async function page(event) {
  const { pathname } = new URL(event.request.url);
  const [pattern, shell] = SHELLS.find(([known]) => new RegExp(known).test(pathname));
  try {
    return await (pattern ? askBriefly(event) : ask(event));
  } catch {
    const words = await caches.match("/offline/language", { cacheName: WORDS });
    const language = words ? await words.text() : "zh-Hans";
    return (await caches.match(`${shell}?language=${language}`)) ?? Response.error();
  }
}

// A script that did not come at once comes a moment later: without it a page stands there half.
async function fetchFile(request) {
  for (const pause of PAUSES) {
    const answer = await fetch(request.clone()).catch(() => null);
    if (answer && answer.status < 500) return answer;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return fetch(request);
}

async function file(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const fresh = await fetchFile(request);
  if (fresh.ok) (await caches.open(CACHE)).put(request, fresh.clone());
  return fresh;
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || request.headers.has("HX-Request")) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (url.pathname.startsWith("/static/")) event.respondWith(file(request));
});
