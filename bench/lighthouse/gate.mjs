// node gate.mjs < pages.json   One Chromium, several audits of each page, judged by the median.
// pages.json: {"runs": 3, "chromium": "/path", "out": "folder", "pages": [{"name", "url", "cookie"}]}
import lighthouse from "lighthouse";
import puppeteer from "puppeteer-core";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const asked = JSON.parse(fs.readFileSync(0, "utf8"));
const FLOOR = { performance: 99, accessibility: 100, "best-practices": 100, seo: 100 };
const CEILING = { "largest-contentful-paint": 1500, "total-blocking-time": 50, "cumulative-layout-shift": 0 };
const FLAGS = "--no-sandbox --disable-gpu --disable-dev-shm-usage --disable-quic --no-first-run --no-default-browser-check --disable-background-networking --disable-component-update --disable-sync";
const median = values => [...values].sort((a, b) => a - b)[values.length >> 1];

// A browser that was just started sometimes misses the first navigation; each audit may be repeated once.
async function audit(port, page) {
  await becomePerson(page.cookie);
  const { lhr, report } = await lighthouse(page.url, { port, output: "json", logLevel: "error" });
  if (lhr.runtimeError) throw new Error(lhr.runtimeError.code);
  if (lhr.finalDisplayedUrl !== page.url) throw new Error("was sent to " + lhr.finalDisplayedUrl);
  const scores = Object.fromEntries(Object.entries(lhr.categories).map(([name, one]) => [name, Math.round(one.score * 100)]));
  const figures = Object.fromEntries(Object.keys(CEILING).map(name => [name, lhr.audits[name].numericValue]));
  const weak = Object.entries(lhr.categories).flatMap(([name, category]) => category.auditRefs
    .filter(ref => ref.weight > 0 && lhr.audits[ref.id].score !== null && lhr.audits[ref.id].score < 0.9)
    .map(ref => name + ":" + ref.id));
  return { scores, figures, weak, report };
}

// Cookies of the jar win over a header, so the jar is emptied and filled for each audit.
async function becomePerson(cookie) {
  await browser.deleteCookie(...await browser.cookies());
  const at = cookie.indexOf("=");
  if (at > 0) await browser.setCookie({ name: cookie.slice(0, at), value: cookie.slice(at + 1), domain: "localhost", path: "/" });
}

function judge(runs) {
  const misses = [];
  for (const [name, least] of Object.entries(FLOOR)) {
    const score = median(runs.map(run => run.scores[name] ?? 0));
    if (score < least) misses.push(`${name} ${score}`);
  }
  for (const [name, most] of Object.entries(CEILING)) {
    const figure = median(runs.map(run => run.figures[name]));
    if (figure > most) misses.push(`${name} ${Math.round(figure * 1000) / 1000}`);
  }
  return misses;
}

fs.mkdirSync(asked.out, { recursive: true });
const profile = fs.mkdtempSync(path.join(os.tmpdir(), "kangyue-lighthouse-"));
const browser = await puppeteer.launch({ executablePath: asked.chromium, headless: true, userDataDir: profile, args: FLAGS.split(" ") });
const port = Number(new URL(browser.wsEndpoint()).port);
let missed = 0;
for (const page of asked.pages) {
  let words, misses;
  try {
    const runs = [];
    for (let n = 0; n < asked.runs; n++) runs.push(await audit(port, page).catch(() => audit(port, page)));
    fs.writeFileSync(path.join(asked.out, page.name + ".json"), runs[0].report);
    misses = judge(runs);
    words = runs.map(run => Object.values(run.scores).join("/") + " LCP " + Math.round(run.figures["largest-contentful-paint"])).join(" | ");
    if (misses.length) words += "  [" + [...new Set(runs.flatMap(run => run.weak))].join(" ") + "]";
  } catch (error) {
    misses = [String(error.message)];
    words = "";
  }
  if (misses.length) missed++;
  console.log((misses.length ? "MISSED " : "ok     ") + page.name.padEnd(22), words, misses.join("; "));
}
await browser.close();
fs.rmSync(profile, { recursive: true, force: true });
console.log(`${asked.pages.length - missed} of ${asked.pages.length} pages reach 99/100/100/100`);
process.exit(missed ? 1 : 0);
