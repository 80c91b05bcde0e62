// The note sheet: each of its fields saves itself (live-field.js); one line says how all of them stand. Questions are
// ticked off, starred and added on the spot, with or without a connection.
import { Drafts } from "./drafts.js";
import { LiveField, randomName } from "./live-field.js";
import { NoteServer, Outcome } from "./note-server.js";
import { NewQuestion, TextBox, TickBox } from "./sheet-fields.js";
import { toggleStar } from "./star-line.js";

const TYPING_PAUSE = 800; // ms without a key before a save
const KEPT_PLACE = "__ref__"; // where the name of a new question goes into its row

const WAITING = {
  [Outcome.OFFLINE]: "Not saved yet: no connection.",
  [Outcome.SIGNED_OUT]: "Not saved yet: you are signed out. Sign in in another tab, then it saves by itself.",
  [Outcome.OLD_TOKEN]: "Not saved yet: you are signed out. Sign in in another tab, then it saves by itself.",
  [Outcome.GONE]: "Not saved: this talk was deleted, or belongs to another account.",
  [Outcome.TOO_LONG]: "Not saved: this is more than one page can hold. Copy a part of it elsewhere.",
  [Outcome.TROUBLE]: "Not saved yet: something went wrong on our side. It is tried again.",
};

function clock() {
  return new Intl.DateTimeFormat([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date());
}

/** One question on the sheet. */
class Row {
  constructor(element) {
    this.element = element;
    this.ref = element.dataset.question;
  }

  get words() {
    return this.element.querySelector("[data-question-words]").textContent.trim();
  }
}

class NoteSheet {
  constructor(form) {
    this.form = form;
    this.line = form.querySelector("[data-live-state]");
    this.voice = form.querySelector("[data-live-voice]");
    this.signIn = form.querySelector("[data-live-sign-in]");
    this.list = form.querySelector("[data-questions]");
    this.server = new NoteServer(form);
    this.fields = new Map();
    this.waiting = new Map(); // what became of those fields that could not be saved
    this.note = ""; // what is to be said once all is saved
  }

  start() {
    for (const element of this.form.querySelectorAll("[data-without-script]")) element.hidden = true;
    for (const element of this.form.querySelectorAll("[data-with-script]")) element.hidden = false;
    this.listen();
    const notes = this.form.elements.notes;
    this.addText(notes);
    for (const element of this.list.children) this.addRow(new Row(element));
    this.bringBackQuestions();
    for (const field of this.fields.values()) {
      field.bringBack();
      if (field.dirty) field.changed(); // typed before this script had come
    }
  }

  listen() {
    this.form.addEventListener("input", (event) => this.fields.get(event.target.name)?.changed());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.saveAll();
    });
    this.form.addEventListener("focusin", ({ target }) => {
      if (target instanceof HTMLTextAreaElement) this.lastTyped = target;
    });
    this.listenToKeys();
    this.listenToButtons();
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.leave();
      else this.comeBack();
    });
    window.addEventListener("pagehide", () => this.leave());
    window.addEventListener("pageshow", (event) => event.persisted && this.comeBack());
    window.addEventListener("focus", () => this.comeBack());
    window.addEventListener("online", () => this.comeBack());
    window.addEventListener("offline", () => {
      for (const field of this.fields.values()) if (field.dirty) this.report(field, Outcome.OFFLINE);
    });
    window.addEventListener("beforeunload", (event) => {
      // Only when leaving would really lose something: this device could not keep it either.
      if ([...this.fields.values()].some((field) => field.dirty && !field.kept)) event.preventDefault();
    });
  }

  listenToKeys() {
    document.addEventListener("keydown", (event) => {
      const command = event.ctrlKey || event.metaKey;
      if (command && event.key === "s") {
        event.preventDefault();
        this.saveAll();
      } else if (command && event.key === "b" && this.form.contains(event.target)) {
        event.preventDefault();
        this.starLine();
      } else if (command && event.key === "Enter" && event.target.matches?.("[data-question] textarea")) {
        event.preventDefault();
        this.tickAndGoOn(event.target.closest("[data-question]"));
      }
    });
  }

  listenToButtons() {
    const asking = this.form.elements.new_question;
    const add = () => {
      if (!asking.value.trim()) return;
      const row = this.addQuestion(`n${randomName()}`, asking.value.trim());
      asking.value = "";
      row.element.querySelector("textarea").focus();
    };
    asking.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      add();
    });
    this.form.querySelector("[data-add-question]").addEventListener("click", add);
    const star = this.form.querySelector("[data-star-line]");
    star.addEventListener("pointerdown", (event) => event.preventDefault()); // the caret stays where it is
    star.addEventListener("click", () => this.starLine());
  }

  addText(area, row) {
    const version = Number(this.form.elements[`${area.name}_version`]?.value ?? 0);
    this.add({ name: area.name, shown: new TextBox(area, row), saved: area.defaultValue, version, pause: TYPING_PAUSE });
  }

  addRow(row) {
    this.addText(row.element.querySelector("textarea"), row);
    for (const box of row.element.querySelectorAll("input[type=checkbox]")) {
      this.add({ name: box.name, shown: new TickBox(box, row), saved: box.defaultChecked ? "on" : "" });
    }
  }

  add(parts) {
    const drafts = new Drafts(this.form.dataset.drafts, parts.name);
    const field = new LiveField({ ...parts, drafts, server: this.server, sheet: this });
    this.fields.set(parts.name, field);
    return field;
  }

  /** Put a question at the end of the sheet; unless the server has it already (`isKnown`) it is sent there. */
  addQuestion(ref, words, { isKnown = false } = {}) {
    const template = this.form.querySelector("template[data-question-row]");
    this.list.insertAdjacentHTML("beforeend", template.innerHTML.replaceAll(KEPT_PLACE, ref));
    const row = new Row(this.list.lastElementChild);
    for (const place of row.element.querySelectorAll("[data-words]")) place.textContent = words;
    this.addRow(row);
    if (!isKnown) this.add({ name: `question-${ref}`, shown: new NewQuestion(row), saved: "" }).changed();
    return row;
  }

  /** Questions of which this device kept something, and which are no longer, or not yet, on the sheet. */
  bringBackQuestions() {
    for (const [name, draft] of Drafts.fields(this.form.dataset.drafts)) {
      const ref = /^\w+-(\w+)$/.exec(name)?.[1];
      if (ref && draft.question && !this.fields.has(`answer-${ref}`)) this.addQuestion(ref, draft.question);
    }
  }

  tickAndGoOn(element) {
    const tick = element.querySelector("[data-asked]");
    if (!tick.checked) tick.click();
    const next = element.nextElementSibling?.querySelector("textarea") ?? this.form.elements.notes;
    next.focus();
  }

  starLine() {
    const area = this.lastTyped ?? this.form.elements.notes;
    if (toggleStar(area)) this.fields.get(area.name)?.changed();
  }

  saveAll() {
    for (const field of this.fields.values()) field.save();
  }

  leave() {
    for (const field of this.fields.values()) field.leave();
  }

  /** Back in sight, or back on the net: save what waits, and fetch what other devices wrote meanwhile. */
  async comeBack() {
    const all = [...this.fields.values()];
    const wanting = all.filter((field) => field.dirty || field.pending.length > 0);
    for (const field of wanting) field.comeBack();
    if (wanting.length > 0 || !all.every((field) => field.settled)) return;
    const { outcome, fields, questions } = await this.server.current();
    if (outcome !== Outcome.SAVED) return;
    for (const { ref, words } of questions) {
      if (!this.fields.has(`answer-${ref}`)) this.addQuestion(ref, words, { isKnown: true });
    }
    for (const [name, current] of Object.entries(fields)) this.fields.get(name)?.hear(current);
  }

  changed(_field, words = "Saving…") {
    if (this.line.dataset.tone !== "waiting") this.line.textContent = words;
  }

  report(field, outcome, note = "") {
    if (outcome === Outcome.SAVED) this.waiting.delete(field);
    else this.waiting.set(field, outcome);
    this.note = note || this.note;
    if (this.waiting.size > 0) {
      this.show([...this.waiting.values()].at(-1));
    } else if ([...this.fields.values()].every((each) => each.settled)) {
      this.show(Outcome.SAVED, this.note);
      this.note = "";
    }
  }

  show(outcome, note = "") {
    const waiting = outcome !== Outcome.SAVED;
    const isKept = [...this.fields.values()].every((field) => field.kept);
    const kept = isKept ? "Kept on this device." : "This device has no room to keep it: leave this page open.";
    const text = waiting ? `${WAITING[outcome]} ${kept}` : `Saved ${clock()}. ${note}`.trim();
    const tone = waiting ? "waiting" : "calm";
    // Read out what is new, not every save: someone is talking.
    if (note || tone !== (this.line.dataset.tone ?? "calm")) this.voice.textContent = text;
    this.line.textContent = text;
    this.line.dataset.tone = tone;
    this.signIn.hidden = ![Outcome.SIGNED_OUT, Outcome.OLD_TOKEN].includes(outcome);
  }
}

for (const form of document.querySelectorAll("[data-live-notes]")) new NoteSheet(form).start();
