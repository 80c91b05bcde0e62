// One field that saves itself, a text or a tick, and outlives a lost connection, an expired login and a closed page.
//
// One save of it is under way at a time. Each carries the version it was typed on top of, a random name and a running
// number (interviews/notes.py says what the server makes of them). Until the server has confirmed exactly what is on
// the screen, the value also lies in localStorage; the next visit to this page sends what was left there.
import { Outcome } from "./note-server.js";

const LONGEST_PAUSE = 4_000; // ms of steady typing until a save all the same
const KEEP_PAUSE = 250; // ms between copies to this device
const RETRY = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000]; // ms, the last one for good
const KEEPALIVE_BYTES = 60_000; // browsers let 64 KB outlive the page

export function randomName() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class LiveField {
  /**
   * @param {object} parts
   * @param {string} parts.name "notes", "answer-12", "asked-12"
   * @param {object} parts.shown what it stands in: `value`, a string, to read and `show(value)`; `sent(value)` as sent
   * @param {string} parts.saved what the server has, as far as known
   * @param {number} parts.version the version of that
   * @param {number} parts.pause ms without a change before a save
   * @param {object} parts.sheet told what becomes of it: `changed(field)`, `report(field, outcome, note)`
   */
  constructor({ name, shown, saved, version = 0, pause = 0, drafts, server, sheet }) {
    Object.assign(this, { name, shown, saved, version, pause, drafts, server, sheet });
    this.editor = randomName();
    this.edit = 0; // the number of the last save sent
    this.answered = 0; // the number of the last save answered
    this.unsure = false; // whether a save may have arrived though its answer did not
    this.underWay = 0;
    this.failures = 0;
    this.kept = true;
    this.pending = [];
  }

  get dirty() {
    return this.unsure || this.shown.value !== this.saved;
  }

  /** Whether all is said and done: nothing to save, nothing on its way. */
  get settled() {
    return !this.dirty && !this.underWay;
  }

  changed() {
    this.sheet.changed(this);
    this.changingSince ??= Date.now();
    clearTimeout(this.timer);
    const waited = Date.now() - this.changingSince;
    this.timer = setTimeout(() => this.save(), Math.max(0, Math.min(this.pause, LONGEST_PAUSE - waited)));
    this.keeper ??= setTimeout(() => this.keep(), Math.min(KEEP_PAUSE, this.pause));
  }

  /** Lay a copy aside on this device. */
  keep() {
    clearTimeout(this.keeper);
    this.keeper = undefined;
    if (!this.dirty) return;
    const draft = { value: this.shown.value, base: this.version, edit: this.edit + 1, kept: Date.now() };
    this.kept = this.drafts.keep(this.editor, { ...draft, ...this.shown.alongside });
  }

  async save({ leaving = false } = {}) {
    clearTimeout(this.timer);
    this.changingSince = undefined;
    if (!this.dirty) {
      if (!this.underWay) this.drafts.drop(this.editor);
      this.sheet.report(this, Outcome.SAVED);
      return;
    }
    this.keep();
    if (this.underWay && !leaving) return; // its answer goes on from here
    const value = this.shown.value;
    const edit = ++this.edit;
    this.underWay += 1;
    const answer = await this.send({ value, base: this.version, editor: this.editor, edit }, { leaving });
    this.underWay -= 1;
    if (edit <= this.answered) return; // a later one was answered before
    if (answer.outcome === Outcome.SAVED) this.accept(answer, value, edit);
    else await this.refused(answer.outcome, leaving);
  }

  send({ value, base, editor, edit, question }, options) {
    const sent = { ...this.shown.sent(value, base, question), editor, edit };
    return this.server.save(this.name, sent, options);
  }

  accept(answer, sent, edit) {
    this.answered = edit;
    this.failures = 0;
    if (answer.text !== null && !answer.merged) {
      // The server took this save for an old one of ours. Under a new name nothing can be mistaken.
      if (edit === this.edit) this.rename();
      this.changed();
      return;
    }
    this.unsure = false;
    if (answer.text === null) {
      this.version = answer.version;
      this.saved = sent;
    } else if (this.shown.value === sent) {
      this.adopt(answer);
    }
    // Merged while typing went on: this page keeps its old version, and the next save is merged again.
    this.drafts.forget(this.editor, sent);
    if (this.dirty) this.changed();
    else this.sheet.report(this, Outcome.SAVED, answer.merged ? "Another device wrote here too; both texts are kept." : "");
    this.sendPending();
  }

  rename() {
    const old = this.editor;
    this.editor = randomName();
    this.edit = this.answered = 0;
    this.keep();
    this.drafts.forget(old, this.shown.value);
  }

  /** Put what the server has on the screen. */
  adopt({ version, text }) {
    this.shown.show(text);
    this.version = version;
    this.saved = text;
  }

  async refused(outcome, leaving) {
    if (outcome === Outcome.OLD_TOKEN && !this.renewing) {
      // Someone signed in again in another tab: the login is good, only this page's token is old.
      this.renewing = true;
      const { outcome: renewed } = await this.server.current();
      if (renewed === Outcome.SAVED) await this.save();
      else this.tryLater(renewed);
      this.renewing = false;
      return;
    }
    if (leaving) {
      this.unsure ||= outcome === Outcome.OFFLINE;
      this.save(); // still here after all, and perhaps only too big to outlive the page
      return;
    }
    this.tryLater(outcome);
  }

  tryLater(outcome) {
    this.unsure ||= outcome === Outcome.OFFLINE;
    this.sheet.report(this, outcome);
    clearTimeout(this.timer);
    const wait = RETRY[Math.min(this.failures, RETRY.length - 1)];
    this.failures += 1;
    this.timer = setTimeout(() => this.again(), wait);
  }

  again() {
    if (this.dirty) this.save();
    else this.sendPending();
  }

  /** The page goes out of sight, perhaps for good. */
  leave() {
    if (!this.dirty) return;
    this.keep();
    const value = this.shown.value;
    if (value !== this.leftWith || !this.underWay) {
      this.leftWith = value;
      this.save({ leaving: new Blob([value]).size < KEEPALIVE_BYTES });
    }
  }

  /** Back in sight, or back on the net. */
  comeBack() {
    this.failures = 0;
    if (this.dirty) this.save();
    else this.sendPending();
  }

  /** What the server has now, which other devices may have written. */
  hear(current) {
    const isNew = current.version > this.version || (current.version === this.version && current.text !== this.saved);
    if (!isNew || !this.settled) return;
    this.adopt(current);
    this.sheet.report(this, Outcome.SAVED);
  }

  /** Send what earlier visits left on this device; what nobody has overtaken goes straight onto the sheet. */
  bringBack() {
    this.pending = this.drafts.waiting().filter((draft) => {
      if (draft.value !== this.saved) return true;
      this.drafts.forget(draft.editor, draft.value);
      return false;
    });
    if (this.pending.length === 0) return;
    this.sheet.changed(this, "Bringing back what this device kept.");
    this.sendPending();
  }

  /** Each draft goes out under the name and number it was kept with, so that a save that did arrive is not repeated. */
  async sendPending() {
    if (this.sendingPending) return;
    this.sendingPending = true;
    while (this.pending.length > 0 && this.settled) {
      const draft = this.pending[0];
      this.underWay += 1;
      const answer = await this.send(draft);
      this.underWay -= 1;
      if (answer.outcome !== Outcome.SAVED) {
        if (answer.outcome === Outcome.OLD_TOKEN) await this.server.current();
        this.tryLater(answer.outcome);
        break;
      }
      this.pending.shift();
      this.drafts.forget(draft.editor, draft.value);
      if (!this.dirty) {
        this.adopt({ version: answer.version, text: answer.text ?? draft.value });
        this.sheet.report(this, Outcome.SAVED, "What this device had kept is back.");
      }
    }
    this.sendingPending = false;
    if (this.dirty && !this.underWay) this.changed();
  }
}
