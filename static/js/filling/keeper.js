// Keeps the answers of one form: every touch on the phone at once, then on the server, again and again until it has them.
import * as attachments from "../device/attachments.js";
import * as drafts from "../device/drafts.js";
import { adopt } from "./meeting.js";
import { tell } from "./words.js";

const QUIET = 800; // ms between a touch and the server
const LATE = 120; // ms until a write is said to be under way
const SOON = 3_000;
const LONGEST = 25_000;

export class Keeper {
  #waiting = null; // what is not on the disk yet
  #writing = null;
  #turn = Promise.resolve(); // one save at a time, in order
  #files = null; // the files of the draft on their way
  #timer = 0;
  #pause = SOON;

  /**
   * @param {import("../device/vault.js").Vault} vault
   * @param {import("../device/drafts.js").Draft} draft
   * @param {() => void} [renewed] called when another device's answers were taken over: the page shows older ones
   */
  constructor(vault, draft, renewed = () => {}) {
    Object.assign(this, { vault, draft, renewed, verdict: "sent" });
    for (const [target, type] of [[window, "online"], [window, "pageshow"], [document, "visibilitychange"]]) {
      target.addEventListener(type, (event) => document.visibilityState === "visible" && this.#again(event));
    }
  }

  /** All answers as they stand on the screen, by linkId. */
  get raw() {
    return { ...this.draft.raw, ...this.#waiting?.raw };
  }

  /** Keep answers; resolves once they are on the disk. @param {Record<string, string[]>} raw */
  keep(raw, place) {
    this.#waiting = { raw: { ...this.#waiting?.raw, ...raw }, place };
    this.#writing ??= this.#write().finally(() => (this.#writing = null));
    return this.#writing;
  }

  /** Write all that waits. Where that takes long, nothing on the page may say meanwhile that all is saved. */
  async #write() {
    const late = setTimeout(tell, LATE, "saving");
    await this.#writeAll().finally(() => clearTimeout(late));
    tell("kept");
    this.#timer ||= setTimeout(() => this.sync(), QUIET);
  }

  async #writeAll() {
    while (this.#waiting) {
      const taken = this.#waiting;
      const { raw, place } = taken;
      try {
        this.draft = await drafts.change(this.vault, this.draft.code, (draft) => drafts.withAnswers(draft ?? this.draft, raw, place));
      } catch (failure) {
        tell("cannot");
        throw failure;
      }
      this.#waiting = this.#waiting === taken ? null : newer(this.#waiting, raw);
    }
  }

  /** Bring what the server does not have by now; resolves with the verdict of drafts.sync. */
  sync() {
    this.#turn = this.#turn.then(() => this.#sync()).catch(() => "later");
    return this.#turn;
  }

  async #sync() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const before = this.draft.revision;
    const { verdict, answer } = await drafts.sync(this.vault, this.draft.code);
    this.verdict = verdict;
    if (verdict === "sent") await this.#arrived(answer, before);
    else if (verdict === "later") this.#later();
    else if ((await drafts.find(this.vault, this.draft.code))?.apart) location.assign(`/questionnaires/${this.draft.code}`);
    else tell(verdict, { words: answer.error });
    return verdict;
  }

  async #arrived({ conflict, revision, time }, before) {
    this.#pause = SOON;
    this.draft = (await drafts.find(this.vault, this.draft.code)) ?? this.draft;
    const isTheirs = revision > before + 1; // another device wrote other answers
    if (isTheirs || !this.draft.begun) this.draft = await adopt(this.vault, this.draft);
    if (conflict) return location.assign(conflict);
    if (isTheirs) this.renewed();
    if (this.draft.dirty.length) this.#files = this.#bringFiles();
    else if (time && !this.#waiting) tell("saved", { time });
  }

  /** Bring the files, then the answers that name them, and what was changed meanwhile. */
  async #bringFiles() {
    const { verdict, words } = await attachments.send(this.vault, this.draft);
    if (verdict === "sent") this.#timer ||= setTimeout(() => this.sync(), QUIET);
    else if (verdict === "later") this.#later();
    else tell(verdict, { words });
    return verdict;
  }

  /** Bring everything, files included; resolves with the verdict. */
  async syncWhole() {
    const verdict = await this.sync();
    if (verdict !== "sent" || !this.draft.dirty.length) return verdict;
    const files = await this.#files;
    return files === "sent" ? this.sync() : files;
  }

  #later() {
    if (!this.#waiting) tell("kept");
    this.#timer ||= setTimeout(() => this.sync(), this.#pause);
    this.#pause = Math.min(this.#pause * 2, LONGEST);
  }

  /** The person, or the network, is back: what waits is brought, else another device's answers are taken over (Q1). */
  #again({ type, persisted }) {
    this.#pause = SOON;
    if (!drafts.isSettled(this.draft)) this.sync();
    else if (type !== "pageshow" || persisted) this.#turn = this.#turn.then(() => this.#look()).catch(() => {});
  }

  async #look() {
    const known = await drafts.find(this.vault, this.draft.code);
    if (!known || drafts.isEnded(known)) return; // sent or deleted in another window of this phone
    const { id, revision } = this.draft;
    this.draft = await adopt(this.vault, known);
    if (this.draft.id !== id || this.draft.revision !== revision) this.renewed();
  }
}

/** Give what was touched while `written` went to the disk. */
const newer = ({ raw, place }, written) => ({
  raw: Object.fromEntries(Object.entries(raw).filter(([linkId, given]) => given !== written[linkId])),
  place,
});
