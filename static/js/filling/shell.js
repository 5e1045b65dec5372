// The questionnaire without a network: overview, sections and review, drawn from what this phone keeps of who was
// here last. The worker shows this page where the server gives no answer.
import * as drafts from "../device/drafts.js";
import * as here from "../device/here.js";
import * as vaults from "../device/vault.js";
import * as books from "./book.js";
import * as drawing from "./drawing.js";
import { showFate, signOnPhone } from "./ending.js";
import { Keeper } from "./keeper.js";
import { changeHere } from "./looks.js";
import { Section } from "./section.js";
import * as views from "./views.js";
import { drawn, fill, tell } from "./words.js";

const ADDRESS = /^\/questionnaires\/([A-Za-z0-9._-]+)(?:\/(parts)\/(\d+)|\/(review))?$/;
const language = document.documentElement.lang;
const find = (id) => document.getElementById(id);
const place = find("shell");
let keeper;
let book;
let filled; // the section that stands on the page, if one does

/** Read the address: `{code, kind, number, checking}`. */
function where() {
  const [, code, part, number, review] = ADDRESS.exec(location.pathname) ?? [];
  const checking = new URLSearchParams(location.search).has("check");
  return { code, kind: part ?? review ?? "overview", number: Number(number ?? 0), checking };
}

/** Go on: to the server's page where it answered last, else to a page drawn here. */
function go(address) {
  if (keeper.verdict === "sent" && navigator.onLine) return location.assign(address);
  history.pushState(null, "", address);
  return draw();
}

/** Put a view on the page with what belongs around it: heading, the way back, the dock's one act. */
function put(view, { back, act, heading = "questionnaire" }) {
  const words = find("filling").dataset[heading];
  document.querySelector("h1").textContent = words;
  document.title = document.title.replace(/^.*(?= · )/, words);
  document.querySelector(".top .back").href = back;
  place.replaceChildren(view);
  find("shell-act").replaceChildren(act);
  document.querySelector(".dock").hidden = false;
  document.querySelector("main").scrollTo(0, 0);
}

function link(words, href) {
  const made = drawn("shell-link", { words });
  made.firstElementChild.href = href;
  return made;
}

function button(words, form) {
  const made = drawn("shell-button", { words });
  made.firstElementChild.setAttribute("form", form);
  return made;
}

function drawOverview({ code }) {
  const { raw, draft } = keeper;
  const complete = !book.gaps(raw).length;
  const act = complete ? link(book.phrases.check, `/questionnaires/${code}/review`) : link(fill(book.phrases.go_on, { n: draft.place }), `/questionnaires/${code}/parts/${draft.place}`);
  put(views.overview(book, raw, code), { back: "/today", act });
}

async function drawSection({ code, number, checking }) {
  const total = book.pack.sections.length;
  const { check, back_to_check: backToCheck, next } = book.phrases;
  const following = number < total && fill(next, { title: book.pack.sections[number]?.title });
  const back = number > 1 ? `/questionnaires/${code}/parts/${number - 1}` : `/questionnaires/${code}`;
  put(views.section(book, number), { back, act: button(checking ? backToCheck : following || check, "part") });
  const form = find("part");
  drawing.arrange(form, book, number, keeper.raw);
  filled = new Section(form, {
    keeper, number, total, checking, go,
    linkIdOf: (name) => book.linkIds.get(name),
    drawing: async () => ({ book, drawing }),
    fail: () => tell("cannot"),
  });
  await filled.begin();
  find(location.hash.slice(1))?.focus();
}

async function drawReview({ code }) {
  const { raw, draft } = keeper;
  const [gap] = book.gaps(raw);
  const { sign, first } = find("filling").dataset;
  const act = gap ? link(first, views.hrefOf(book, gap, code)) : button(sign, "certify-form");
  put(views.review(book, { raw, amends: draft.amends }, code), { back: `/questionnaires/${code}/parts/${draft.place}`, act, heading: "review" });
  const form = find("certify-form");
  if (!form) return;
  const { begin } = await import(find("filling").dataset.pen);
  for (const box of form.querySelectorAll("[data-signature][hidden]")) begin(box);
  signOnPhone(form, { vault: keeper.vault, code, book });
}

/** Show what another device wrote meanwhile. */
function renew() {
  if (keeper.draft.definition !== book.pack.id) return location.reload();
  return filled ? filled.renew() : draw();
}

async function draw() {
  const at = where();
  filled = undefined;
  if (at.kind === "review") await drawReview(at);
  else if (at.kind === "parts" && book.pack.sections[at.number - 1]) await drawSection(at);
  else drawOverview(at);
  tell("kept");
}

async function begin() {
  await dress();
  const { code } = where();
  const vault = await here.vault().catch(() => null);
  const draft = vault && code && (await drafts.find(vault, code));
  book = draft && (await openBook(vault, draft.definition));
  if (!book) return place.replaceChildren(await whatToDo());
  if (await showFate({ vault, code, book })) return;
  keeper = new Keeper(vault, (await drafts.find(vault, code)) ?? draft, renew);
  keeper.verdict = "later";
  await draw();
  keeper.sync();
}

/** Open the questionnaire; undefined where the phone has it in neither language. */
const openBook = (vault, definition) => books.open(vault, { definition, language }).catch(() => undefined);

/** Nothing can be filled in here: the session is over, or the questionnaire was never opened on this phone. */
async function whatToDo() {
  const last = await vaults.whoIsHere();
  const said = drawn(last?.ended ? "shell-sign-in" : "shell-none");
  for (const link of said.querySelectorAll("[href='/sign-in']")) link.href = `/sign-in?next=${encodeURIComponent(location.pathname)}`;
  return said;
}

/** Look as the person's own pages do: this page is drawn for everybody. */
async function dress() {
  const { mode, theme } = (await vaults.whoIsHere()) ?? {};
  const { dataset } = document.documentElement;
  if (theme) dataset.theme = theme;
  if (mode) dataset.mode = mode;
  const tool = document.querySelector(".tools [name=mode]");
  if (mode) tool.value = "STANDARD";
  if (mode) tool.replaceChildren(drawn("shell-standard"));
}

changeHere(() => !navigator.onLine || keeper?.verdict !== "sent");
document.addEventListener("click", (event) => {
  const to = event.target.closest("a[href]");
  if (!keeper || !to || to.origin !== location.origin || !ADDRESS.test(to.pathname)) return;
  event.preventDefault();
  go(to.pathname + to.search + to.hash);
});
addEventListener("popstate", () => keeper && draw());

begin();
