// What a client says of a meal or asks goes into the outbox first, with its photo, then to the server.
import * as attachments from "../device/attachments.js";
import * as here from "../device/here.js";

/** Keep something with a photo, if one was chosen, and send it where there is a network. @param {File} [file] */
export async function keep(what, file) {
  const photo = file?.size ? await attachments.keepAlong(await here.vault(), file) : undefined;
  return here.finish({ ...what, photo });
}

/** Give where marks of one meal wait for each other. */
export const placeOf = ({ day, meal }) => `diet/meals/${day}/${meal}`;

/** A mark of a meal, as the outbox holds it. */
export const marked = (body, label) =>
  ({ kind: "meal", url: "/diet/meals", body, label, place: placeOf(body), page: `/diet?day=${body.day}` });

/** A question, as the outbox holds it; several are sent in order. */
export const asked = (body, label) => ({ kind: "question", url: "/diet/questions", body, label, place: "diet/questions", page: "/diet/questions" });
