// The checks of an Attachment. Twin of webapp/questionnaires/rules/validation/attachments.py.
import { plainWord } from "../definition.js";
import * as extensions from "../extensions.js";
import { asCount, asDecimal, compareNumbers } from "../numbers.js";
import { strip } from "../typed.js";
import { issue } from "./issues.js";

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** Check one attachment; sizes are in bytes of the decoded data. */
export function checkAttachment(item, { data, size, url, contentType }) {
  const actual = data == null ? null : decodedSize(data);
  if (data != null && actual === null) return [issue("invalidAnswerType", item.linkId, item.type)];
  const isStated = size != null && (actual !== null || !plainWord(url));
  return [
    ...(isStated && !isSize(size, actual) ? [issue("attachmentSizeInconsistent", item.linkId)] : []),
    ...checkSize(item, actual ?? asCount(size)),
    ...checkKind(item, contentType),
  ];
}

function isSize(stated, actual) {
  const exact = asDecimal(stated);
  if (exact === null || actual === null) return exact === actual;
  return compareNumbers(exact, asDecimal(actual)) === 0;
}

function checkSize(item, size) {
  const most = extensions.whole(item.source, extensions.MAX_SIZE);
  const tooLarge = most !== null && size !== null && size > most;
  return tooLarge ? [issue("maxAttachmentSize", item.linkId, most)] : [];
}

function checkKind(item, kind) {
  const accepted = extensions.values(item.source, extensions.MIME_TYPE).filter((one) => typeof one === "string");
  if (!accepted.length || accepts(accepted, kind)) return [];
  return [issue("invalidAttachmentType", item.linkId, accepted.join(", "))];
}

/** Give the number of bytes behind base64 letters, which may be broken into lines; null where they are none. */
function decodedSize(data) {
  const letters = typeof data === "string" ? data.replace(/[ \t\r\n]/g, "") : "?";
  if (letters.length % 4 || !BASE64.test(letters)) return null;
  return (letters.length / 4) * 3 - (letters.match(/=/g)?.length ?? 0);
}

function accepts(accepted, kind) {
  if (typeof kind !== "string" || !kind) return false;
  const bare = strip(kind.split(";")[0]).toLowerCase();
  const fitting = [bare, `${bare.split("/")[0]}/*`, "*/*"];
  return accepted.some((one) => fitting.includes(one.toLowerCase()));
}
