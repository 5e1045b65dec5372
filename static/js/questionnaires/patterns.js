// Regular expressions of a definition in bounded time. Twin of webapp/questionnaires/rules/patterns.py.
import { Undecided, parse } from "./pattern_syntax.js";

const BUDGET = 200_000;

/**
 * Tell whether the whole of a text matches a pattern; null when that cannot be decided.
 * @param {string} pattern
 * @param {string} text
 * @returns {boolean | null}
 */
export function matches(pattern, text) {
  try {
    const walk = new Walk([...text]);
    return walk.either(parse(pattern), new Set([0])).has(walk.letters.length);
  } catch (error) {
    if (error instanceof Undecided) return null;
    throw error;
  }
}

const keep = (starts, holds) => new Set([...starts].filter(holds));

/** One attempt over one text: every step maps a set of positions to the set reached from it. */
class Walk {
  constructor(letters) {
    this.letters = letters;
    this.left = BUDGET;
  }

  either({ branches }, starts) {
    this.spend(branches.length);
    return new Set(branches.flatMap((branch) => [...this.sequence(branch, starts)]));
  }

  sequence(nodes, starts) {
    let reached = starts;
    for (const node of nodes) {
      reached = this.node(node, reached);
      if (!reached.size) break;
    }
    return reached;
  }

  node(node, starts) {
    this.spend(1 + starts.size * (node.cost ?? 1));
    return this[node.kind](node, starts);
  }

  spend(steps) {
    this.left -= steps;
    if (this.left < 0) throw new Undecided();
  }

  letter({ holds }, starts) {
    const passed = keep(starts, (at) => at < this.letters.length && holds(this.letters[at]));
    return new Set([...passed].map((at) => at + 1));
  }

  start(_node, starts) {
    return keep(starts, (at) => at === 0);
  }

  end(_node, starts) {
    return keep(starts, (at) => at === this.letters.length);
  }

  look({ body, wanted }, starts) {
    return keep(starts, (at) => this.either(body, new Set([at])).size > 0 === wanted);
  }

  choice(node, starts) {
    return this.either(node, starts);
  }

  repeat({ body, least, most }, starts) {
    const reached = new Set(least === 0 ? starts : []);
    let frontier = starts;
    for (let rounds = 1; frontier.size && rounds <= most; rounds += 1) {
      frontier = this.node(body, frontier);
      if (rounds < least) continue;
      frontier = keep(frontier, (at) => !reached.has(at));
      for (const at of frontier) reached.add(at);
    }
    return reached;
  }
}
