// Where an `enableWhen` finds its question. Twin of webapp/questionnaires/rules/validation/scopes.py.
import { add, byLinkId } from "../answers.js";
import { walk } from "../definition.js";

/** The answers of one repetition: `raw` as given, `live` those of the items found enabled so far. */
class Scope {
  constructor(definition, covers, raw, outer = null) {
    Object.assign(this, { definition, covers, raw, outer, live: new Map() });
  }

  /** Give the values of a question for the item that asks: an earlier one counts only while enabled. */
  values(question, asker) {
    const scope = this.holding(question);
    const earlier = this.definition.index.get(question)?.order < asker.order;
    return (earlier ? scope.live : scope.raw).get(question) ?? [];
  }

  /** Remember the answers of an enabled item here and in every scope around. */
  note(linkId, values) {
    for (let scope = this; scope; scope = scope.outer) add(scope.live, linkId, values);
  }

  /** Give the scope for one repetition of a group: a new one only where the group repeats. */
  inside(group, repetition) {
    if (!group.repeats) return this;
    const covers = new Set(walk(group.items).map(({ linkId }) => linkId));
    return new Scope(this.definition, covers, byLinkId(repetition), this);
  }

  holding(question) {
    return this.outer && !this.covers.has(question) ? this.outer.holding(question) : this;
  }
}

/** Give the scope of the whole response. */
export const outermost = (definition, response) => new Scope(definition, new Set(), byLinkId(response));
