// A file in an answer: the line that names it, and the Attachment it stands for. Twin of
// webapp/questionnaires/rules/attachments.py.
const FOLDER = "/questionnaires/files/";
const LINE = /^([0-9a-hjkmnp-tv-z]{20}) ([0-9]{1,9}) ([a-z0-9][a-z0-9.+-]{0,60}\/[a-z0-9][a-z0-9.+-]{0,60}) ([^\x00-\x1f\x7f]{1,120})$/u;

/** Give the Attachment that a line stands for; null where it is none. @param {string} text */
export function readLine(text) {
  const [, id, size, contentType, title] = LINE.exec(text) ?? [];
  return id ? { contentType, url: FOLDER + id, size: Number(size), title } : null;
}

/** Give the line for an Attachment; an empty one where it names no file of ours. */
export function line({ url, size, contentType, title }) {
  const isOurs = typeof url === "string" && url.startsWith(FOLDER);
  return isOurs ? `${url.slice(FOLDER.length)} ${size} ${contentType} ${title}` : "";
}

/** Give the id of the file that a line names; undefined where it names none. */
export const idOf = (text) => LINE.exec(text)?.[1];
