// How many answers a question takes, and how many repetitions a group. Twin of webapp/questionnaires/rules/validation/counts.py.
import * as extensions from "../extensions.js";

/** Give what is wrong with so many of them: `[code, limit]` of each. @returns {[string, any][]} */
export function miscounts(item, count) {
  const least = extensions.whole(item.source, extensions.MIN_OCCURS);
  const most = extensions.whole(item.source, extensions.MAX_OCCURS);
  const found = [
    [count > 1 && !item.repeats, "repeats", ""],
    [least !== null && count < least, "minCount", least],
    [most !== null && count > most, "maxCount", most],
  ];
  return found.filter(([isWrong]) => isWrong).map(([, ...wrong]) => wrong);
}
