// Answers that this phone holds of a questionnaire that the server does not go on with: it was sent or deleted from
// elsewhere. Nothing is thrown away: the person sees them and begins again with them, saves or deletes them.
import * as attachments from "../device/attachments.js";
import * as drafts from "../device/drafts.js";
import { saveAsFile } from "../device/files.js";
import * as outbox from "../device/outbox.js";
import { answered } from "./views.js";
import { drawn } from "./words.js";

/**
 * Show such answers above what the page shows.
 * @param {{vault: object, code: string, book: object}} about
 * @param {{words: string, item?: object, number?: number}} refusal the server's words; what was finished, in the outbox
 */
export async function showApart(about, { words, item, number }) {
  if (!document.getElementById("filling-apart")) return location.assign(`/questionnaires/${about.code}`);
  const draft = await drafts.find(about.vault, about.code);
  const view = drawn("filling-apart", { words });
  const card = view.firstElementChild;
  view.querySelector("dl").append(...answered(about.book, draft.raw));
  card.addEventListener("click", ({ target }) => act(target.closest("[data-do]")?.dataset.do, card, { ...about, draft, item, number }));
  const main = document.querySelector("main");
  main.querySelector("[data-apart]")?.remove();
  main.querySelector("h1").after(view);
  card.querySelector("h2").focus();
}

async function act(what, card, { vault, code, draft, item, number }) {
  const ask = card.querySelector("[data-ask]");
  if (what === "delete" || what === "keep") ask.hidden = what === "keep";
  if (what === "export") saveAsFile(await attachments.withContents(vault, item ?? draft));
  if (what !== "really" && what !== "again") return;
  if (item) await outbox.remove(vault, number);
  if (what === "really") await drafts.forget(vault, code);
  else await drafts.beginAgain(vault, code);
  location.assign(what === "really" ? `/questionnaires/${code}` : `/questionnaires/${code}/review`);
}
