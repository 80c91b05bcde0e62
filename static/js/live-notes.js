// Notes that save themselves while one types, and outlive a lost connection, an expired login and a closed page.
//
// One save is under way at a time. Each carries the version it was typed on top of, the random name of this open page
// and a running number (interviews/notes.py says what the server makes of them). Until the server has confirmed exactly
// what is on the screen, the text also lies in localStorage; the next visit to this page sends what was left there.
import { Drafts } from "./drafts.js";
import { NoteServer, Outcome } from "./note-server.js";

const PAUSE = 800; // ms without a key before a save
const LONGEST_PAUSE = 4_000; // ms of steady typing until a save all the same
const KEEP_PAUSE = 250; // ms between copies to this device
const RETRY = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000]; // ms, the last one for good
const KEEPALIVE_BYTES = 60_000; // browsers let 64 KB outlive the page

const WAITING = {
  [Outcome.OFFLINE]: "Not saved yet: no connection.",
  [Outcome.SIGNED_OUT]: "Not saved yet: you are signed out. Sign in in another tab, then it saves by itself.",
  [Outcome.OLD_TOKEN]: "Not saved yet: you are signed out. Sign in in another tab, then it saves by itself.",
  [Outcome.GONE]: "Not saved: this talk was deleted, or belongs to another account.",
  [Outcome.TOO_LONG]: "Not saved: this is more than one page can hold. Copy a part of it elsewhere.",
  [Outcome.TROUBLE]: "Not saved yet: something went wrong on our side. It is tried again.",
};

function randomName() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function clock() {
  return new Intl.DateTimeFormat([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date());
}

/** Where the caret at `at` in `before` belongs in `after`: behind the same words. */
function sameCaret(before, after, at) {
  if (after.startsWith(before.slice(0, at))) return at;
  const words = before.slice(Math.max(0, at - 80), at);
  const found = after.lastIndexOf(words);
  return found < 0 ? after.length : found + words.length;
}

class LiveNotes {
  constructor(form) {
    this.form = form;
    this.area = form.querySelector("[data-live-text]");
    this.line = form.querySelector("[data-live-state]");
    this.voice = form.querySelector("[data-live-voice]");
    this.signIn = form.querySelector("[data-live-sign-in]");
    this.server = new NoteServer(form);
    this.drafts = new Drafts(form.dataset.drafts);
    this.editor = randomName();
    this.edit = 0; // the number of the last save sent
    this.answered = 0; // the number of the last save answered
    this.version = Number(form.elements.base_version.value);
    this.saved = this.area.defaultValue; // what the server has, as far as known
    this.unsure = false; // whether a save may have arrived though its answer did not
    this.underWay = 0;
    this.failures = 0;
    this.kept = true;
    this.pending = [];
  }

  start() {
    this.form.querySelector("[data-live-button]").hidden = true;
    this.area.addEventListener("input", () => this.typed());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "s" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.save();
      }
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.leave();
      else this.comeBack();
    });
    window.addEventListener("pagehide", () => this.leave());
    window.addEventListener("pageshow", (event) => event.persisted && this.comeBack());
    window.addEventListener("focus", () => this.comeBack());
    window.addEventListener("online", () => this.comeBack());
    window.addEventListener("offline", () => this.dirty && this.show(Outcome.OFFLINE));
    window.addEventListener("beforeunload", (event) => {
      // Only when leaving would really lose something: this device could not keep it either.
      if (this.dirty && !this.kept) event.preventDefault();
    });
    this.bringBack();
    if (this.dirty) this.typed(); // typed before this script had come
  }

  get dirty() {
    return this.unsure || this.area.value !== this.saved;
  }

  typed() {
    if (this.line.dataset.tone !== "waiting") this.line.textContent = "Saving…";
    this.typingSince ??= Date.now();
    clearTimeout(this.timer);
    const waited = Date.now() - this.typingSince;
    this.timer = setTimeout(() => this.save(), Math.max(0, Math.min(PAUSE, LONGEST_PAUSE - waited)));
    this.keeper ??= setTimeout(() => this.keep(), KEEP_PAUSE);
  }

  /** Lay a copy aside on this device. */
  keep() {
    clearTimeout(this.keeper);
    this.keeper = undefined;
    if (!this.dirty) return;
    const draft = { text: this.area.value, base: this.version, edit: this.edit + 1, kept: Date.now() };
    this.kept = this.drafts.keep(this.editor, draft);
  }

  async save({ leaving = false } = {}) {
    clearTimeout(this.timer);
    this.typingSince = undefined;
    if (!this.dirty) {
      if (!this.underWay) this.drafts.drop(this.editor);
      this.show(Outcome.SAVED);
      return;
    }
    this.keep();
    if (this.underWay && !leaving) return; // its answer goes on from here
    const text = this.area.value;
    const edit = ++this.edit;
    this.underWay += 1;
    const answer = await this.server.save({ text, base: this.version, editor: this.editor, edit }, { leaving });
    this.underWay -= 1;
    if (edit <= this.answered) return; // a later one was answered before
    if (answer.outcome === Outcome.SAVED) this.accept(answer, text, edit);
    else await this.refused(answer.outcome, leaving);
  }

  accept(answer, sent, edit) {
    this.answered = edit;
    this.failures = 0;
    if (answer.text !== null && !answer.merged) {
      // The server took this save for an old one of ours. Under a new name nothing can be mistaken.
      if (edit === this.edit) this.rename();
      this.typed();
      return;
    }
    this.unsure = false;
    if (answer.text === null) {
      this.version = answer.version;
      this.saved = sent;
    } else if (this.area.value === sent) {
      this.adopt(answer);
    }
    // Merged while typing went on: this page keeps its old version, and the next save is merged again.
    this.drafts.forget(this.editor, sent);
    if (this.dirty) this.typed();
    else this.show(Outcome.SAVED, answer.merged ? "Another device wrote here too; both texts are kept." : "");
    this.sendPending();
  }

  rename() {
    const old = this.editor;
    this.editor = randomName();
    this.edit = this.answered = 0;
    this.keep();
    this.drafts.forget(old, this.area.value);
  }

  /** Put what the server has on the screen, the caret staying behind the same words. */
  adopt({ version, text }) {
    const before = this.area.value;
    if (before !== text) {
      const { selectionStart, selectionEnd, scrollTop } = this.area;
      this.area.value = text;
      if (document.activeElement === this.area) {
        this.area.setSelectionRange(sameCaret(before, text, selectionStart), sameCaret(before, text, selectionEnd));
      }
      this.area.scrollTop = scrollTop;
    }
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
    this.show(outcome);
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
    const bytes = new Blob([this.area.value]).size;
    if (this.area.value !== this.leftWith || !this.underWay) {
      this.leftWith = this.area.value;
      this.save({ leaving: bytes < KEEPALIVE_BYTES });
    }
  }

  /** Back in sight, or back on the net: save what waits, else fetch what other devices wrote meanwhile. */
  async comeBack() {
    this.failures = 0;
    if (this.dirty) {
      this.save();
      return;
    }
    if (this.underWay) return;
    const answer = await this.server.current();
    if (answer.outcome === Outcome.SAVED && answer.version > this.version && !this.dirty && !this.underWay) {
      this.adopt(answer);
      this.show(Outcome.SAVED);
    }
    this.sendPending();
  }

  /** Send what earlier visits left on this device; what nobody has overtaken goes straight onto the sheet. */
  bringBack() {
    this.pending = this.drafts.waiting().filter((draft) => {
      if (draft.text !== this.saved) return true;
      this.drafts.forget(draft.editor, draft.text);
      return false;
    });
    if (this.pending.length === 0) return;
    this.line.textContent = "Bringing back what this device kept.";
    this.sendPending();
  }

  /** Each draft goes out under the name and number it was kept with, so that a save that did arrive is not repeated. */
  async sendPending() {
    if (this.sendingPending) return;
    this.sendingPending = true;
    while (this.pending.length > 0 && !this.underWay && !this.dirty) {
      const draft = this.pending[0];
      this.underWay += 1;
      const answer = await this.server.save(draft);
      this.underWay -= 1;
      if (answer.outcome !== Outcome.SAVED) {
        if (answer.outcome === Outcome.OLD_TOKEN) await this.server.current();
        this.tryLater(answer.outcome);
        break;
      }
      this.pending.shift();
      this.drafts.forget(draft.editor, draft.text);
      if (!this.dirty) {
        this.adopt({ version: answer.version, text: answer.text ?? draft.text });
        this.show(Outcome.SAVED, "What this device had kept is back.");
      }
    }
    this.sendingPending = false;
    if (this.dirty && !this.underWay) this.typed();
  }

  show(outcome, note = "") {
    const waiting = outcome !== Outcome.SAVED;
    const kept = this.kept ? "Kept on this device." : "This device has no room to keep it: leave this page open.";
    const text = waiting ? `${WAITING[outcome]} ${kept}` : `Saved ${clock()}. ${note}`.trim();
    const tone = waiting ? "waiting" : "calm";
    // Read out what is new, not every save: someone is talking.
    if (note || tone !== (this.line.dataset.tone ?? "calm")) this.voice.textContent = text;
    this.line.textContent = text;
    this.line.dataset.tone = tone;
    this.signIn.hidden = ![Outcome.SIGNED_OUT, Outcome.OLD_TOKEN].includes(outcome);
  }
}

for (const form of document.querySelectorAll("[data-live-notes]")) new LiveNotes(form).start();
