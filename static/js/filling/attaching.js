// Chosen files go to the phone at once and stand in their question as ticked rows; the server gets them afterwards.
import * as attachments from "../device/attachments.js";
import { saveBlob } from "../device/files.js";
import { addRow, boxOf, heldIn } from "./fields.js";

/**
 * Take what was chosen in a question's picker; resolves with what is wrong, an empty text where nothing is.
 * @param {HTMLInputElement} picker
 */
export async function attach(form, picker, { vault, draft }) {
  const box = boxOf(form, picker.name);
  const chosen = [...picker.files];
  const fit = chosen.filter((file) => !unfit(box, picker, file));
  picker.value = "";
  const lines = await Promise.all(fit.map((file) => attachments.keep(vault, draft.code, file)));
  if (lines.length && !("many" in box.dataset)) heldIn(box).replaceChildren();
  for (const line of "many" in box.dataset ? lines : lines.slice(-1)) addRow(box, line);
  const [wrong] = chosen.filter((file) => !fit.includes(file));
  return wrong ? `${wrong.name}: ${unfit(box, picker, wrong)}` : "";
}

/** Say why a question does not take a file; the server looks at its content. */
function unfit({ dataset }, { accept }, file) {
  if (!accept.split(",").includes(attachments.typeOf(file))) return dataset.other;
  return file.size > Number(dataset.most) ? dataset.large : "";
}

/** Save a file from this phone; tell whether it has it. @param {HTMLAnchorElement} link */
export async function saveHere({ pathname, dataset }, vault) {
  const blob = await attachments.blobOf(vault, pathname.split("/").at(-1)).catch(() => undefined);
  if (blob) saveBlob(blob, dataset.open);
  return Boolean(blob);
}
