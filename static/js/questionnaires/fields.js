// What stands in the fields of a question. Twin of webapp/questionnaires/rules/fields.py.
import { CHOICES, isQuestion } from "./definition.js";

/** Tell whether a question takes several answers that are typed, each in fields of its own. */
export const hasRows = (item) =>
  item.repeats && isQuestion(item) && !item.options.length && !["boolean", "attachment", ...CHOICES].includes(item.type);
