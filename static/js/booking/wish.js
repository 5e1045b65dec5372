// A wish for a time: written into the outbox first, then sent, exactly once; the server's answer is the truth.
import * as fates from "../device/fate.js";
import * as here from "../device/here.js";

const PLACE = "exams/book";
const PAGE = "/exams/book";
const LAST = "exams-wish"; // the id of the last wish, until its page has been opened

/** Tell what became of a wish; `sent` has the booking's page. */
export const fateOf = (vault) => fates.fateOf(vault, PLACE, LAST);

/** Open the page of a booking that a wish became. */
export async function open(vault, { page }) {
  await vault.delete("kept", LAST);
  location.assign(page);
}

/** Wish for a session; resolves with its fate once the server has answered, or after some patience. */
export async function wish(vault, { session, label }) {
  await forget(vault);
  return fates.noted(vault, await here.finish({ kind: "booking", url: PAGE, body: { session }, label, place: PLACE, page: PAGE }), LAST);
}

/** Take a wish back, unless it has been sent meanwhile. */
export const forget = (vault) => fates.takeBack(vault, PLACE);

/** Show what became of a wish in a part of the page; an element named by `data-fate` stands for each state. */
export function say(place, { state, item }) {
  place.hidden = state === "none";
  for (const words of place.querySelectorAll("[data-fate]")) words.hidden = words.dataset.fate !== state;
  for (const slot of place.querySelectorAll("[data-label]")) slot.textContent = item?.label ?? "";
  for (const slot of place.querySelectorAll("[data-words]")) slot.textContent = item?.words ?? "";
}
