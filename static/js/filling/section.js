// One section being filled in, whoever drew it: the server, or the phone without a network.
import { chooseOwn, forgetNote, isSameQuestion, isTouched, mark, questionOf, questions, rawOf, write } from "./fields.js";
import { press } from "./rows.js";
import { tellPartly } from "./words.js";

const PATIENCE = 2_000;

export class Section {
  /**
   * @param {HTMLFormElement} form
   * @param {{keeper: import("./keeper.js").Keeper, number: number, total: number, checking: boolean,
   *   linkIdOf: (name: string) => string, drawing: () => Promise<{book: object, drawing: object}>,
   *   go: (address: string) => void, fail: (failure: Error) => void}} about
   */
  constructor(form, about) {
    Object.assign(this, about, { form });
    for (const type of ["input", "change"]) form.addEventListener(type, ({ target }) => this.#touched(target, type));
    form.addEventListener("focusout", ({ target, relatedTarget }) => isSameQuestion(target, relatedTarget) || this.#left(target));
    form.addEventListener("click", (event) => this.#pressed(event));
    form.addEventListener("submit", (event) => this.#submit(event));
  }

  /**
   * Bring page and draft together: what was typed before the vault was open goes in, what it holds comes out.
   * @param {boolean} [asDrawn] whether the page was drawn from this very draft
   */
  async begin(asDrawn = false) {
    const typed = questions(this.form).filter((name) => isTouched(this.form, name) && this.#isNew(name));
    if (typed.length) await this.#keep(typed);
    const refilled = this.refill();
    if (typed.length || refilled || !asDrawn) await this.arrange();
    for (const picker of this.form.querySelectorAll("[type=file]")) await this.#touched(picker, "change"); // chosen meanwhile
  }

  /** What the browser itself put back, and the draft knows, is nobody's typing. */
  #isNew(name) {
    const held = this.keeper.raw[this.linkIdOf(name)] ?? [];
    return JSON.stringify(held) !== JSON.stringify(rawOf(this.form, name));
  }

  /** Put the draft's answers into the fields; tell whether any changed. */
  refill() {
    const changed = questions(this.form).filter((name) => this.#isNew(name));
    for (const name of changed) write(this.form, name, this.keeper.raw[this.linkIdOf(name)] ?? []);
    return changed.length > 0;
  }

  /** Show what another device wrote meanwhile. */
  async renew() {
    if (this.refill()) await this.arrange();
  }

  /** Show what is asked now, and what is unusual. */
  async arrange() {
    const { book, drawing } = await this.drawing();
    drawing.arrange(this.form, book, this.number, this.keeper.raw);
    drawing.remark(this.form, book, questions(this.form).filter((name) => rawOf(this.form, name).length));
  }

  #keep(names, place = this.number) {
    const raw = Object.fromEntries(names.map((name) => [this.linkIdOf(name), rawOf(this.form, name)]));
    return this.keeper.keep(raw, place).catch(this.fail);
  }

  /** Take chosen files into the vault, then into the draft. */
  async #chosen(picker) {
    const { book, drawing } = await this.drawing();
    const wrong = await drawing.attach(this.form, picker, this.keeper);
    await this.#keep([picker.name]);
    drawing.arrange(this.form, book, this.number, this.keeper.raw);
    drawing.remark(this.form, book, [picker.name]);
    if (wrong) mark(this.form, picker.name, { error: wrong });
  }

  /** One answer more or less, or a file to open: no need to ask the server. */
  #pressed(event) {
    const pressed = event.target.closest("[data-add],[data-take],[data-turn],[data-open]");
    if (!pressed) return;
    event.preventDefault();
    if ("open" in pressed.dataset) this.#open(pressed);
    else if ("turn" in pressed.dataset) this.#turned(pressed.value.split(":"));
    else this.#touched({ name: press(pressed) }, "change");
  }

  /** Save a file that this phone has from here; else the server gives it. */
  async #open(link) {
    const isHere = await this.#drawn(({ drawing }) => drawing.saveHere(link, this.keeper.vault));
    if (!isHere) location.assign(link.href);
  }

  async #touched(field, type) {
    const name = questionOf(field);
    if (!name) return;
    if (field.type === "file") return type === "change" && field.files.length && this.#chosen(field).catch(this.fail);
    chooseOwn(this.form, field);
    this.#keep([name]);
    if (type === "input") forgetNote(this.form, name);
    if (type === "input" && field.type !== "radio" && field.type !== "checkbox") return mark(this.form, name);
    await this.#drawn(({ book, drawing }) => {
      drawing.arrange(this.form, book, this.number, this.keeper.raw);
      drawing.remark(this.form, book, [name]);
    });
  }

  /** One repetition of a group more or less: what is behind one that goes moves up. */
  #turned([, counter, turn = 0]) {
    return this.#drawn(({ book, drawing }) => {
      const { raw, names, focus } = book.turned(counter, Number(turn), this.keeper.raw);
      this.keeper.keep(raw, this.number).catch(this.fail);
      drawing.arrange(this.form, book, this.number, this.keeper.raw);
      for (const [name, linkId] of names) if (this.form.elements[name]) write(this.form, name, raw[linkId]);
      drawing.remark(this.form, book);
      document.getElementById(focus)?.focus();
    });
  }

  /** Draw with the engine; where it did not come, the page stays as it is: the server checks all the same. */
  async #drawn(act) {
    const drawer = await this.drawing().catch(() => null);
    tellPartly(!drawer);
    return drawer ? act(drawer) : false;
  }

  async #left(field) {
    const name = questionOf(field);
    if (name) await this.#drawn(({ book, drawing }) => drawing.remark(this.form, book, [name]));
  }

  async #submit(event) {
    event.preventDefault();
    const back = event.submitter?.value === "back";
    this.form.ariaBusy = "true";
    const number = Math.min(Math.max(this.number + (back ? -1 : 1), 1), this.total);
    await this.#keep([], number);
    if (!back && (await this.#faulty())) return (this.form.ariaBusy = null);
    await Promise.race([this.keeper.sync(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    this.go(this.#onward(back, number));
  }

  #faulty() {
    return this.#drawn(({ book, drawing }) => {
      const faults = book.faults(this.number, this.keeper.raw);
      drawing.remark(this.form, book);
      drawing.summarise(this.form.parentElement, book, faults);
      return faults.length > 0;
    });
  }

  #onward(back, number) {
    const base = `/questionnaires/${this.keeper.draft.code}`;
    if (!back && (this.checking || this.number === this.total)) return `${base}/review`;
    return `${base}/parts/${number}${back ? "" : `?left=${this.number}`}`;
  }
}
