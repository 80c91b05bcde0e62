// form[data-capture]: names typed one after the other. Each is taken the moment it is sent, so that one can type on; it
// lies on this device until Rapport has it, and goes in by itself once the connection is back. Sent twice, it is known
// again by its key. The region (data-region) is swapped for what Rapport answers. Without this, it is a plain form.
import { Drafts } from "./drafts.js";

const PATIENCE = 20_000; // ms until a silent connection counts as lost
const RETRY = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000]; // ms, the last one for good

const WAITING = {
  offline: "No connection.",
  signedOut: "You are signed out. Sign in in another tab.",
  gone: "This page is not there any more.",
  trouble: "Something went wrong on our side.",
};

function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function initials(name) {
  const words = name.split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  return [...new Set([words[0], words.at(-1)])]
    .filter(Boolean)
    .map((word) => [...word][0].toUpperCase())
    .join("");
}

function listed(names) {
  return names.length > 3 ? `${names.length} lines` : names.map((name) => `“${name}”`).join(", ");
}

class Capture {
  constructor(form) {
    this.form = form;
    this.text = form.querySelector("[data-capture-text]");
    this.said = form.querySelector("[data-capture-state]");
    this.drafts = new Drafts(`capture.${form.dataset.capture}`);
    this.queue = []; // what waits to go in: {key, text, fields}
    this.failures = 0;
    this.kept = true;
  }

  start() {
    document.addEventListener("submit", (event) => event.target === this.form && this.submit(event), { capture: true });
    this.text.addEventListener("keydown", (event) => this.enter(event));
    window.addEventListener("online", () => this.again());
    window.addEventListener("pageshow", (event) => event.persisted && this.again());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.again());
    window.addEventListener("beforeunload", (event) => {
      // Only when leaving would really lose something: this device could not keep it either.
      if (this.queue.length && !this.kept) event.preventDefault();
    });
    document.addEventListener("htmx:afterSettle", () => this.comeBack());
    this.queue = this.drafts.waiting().map((draft) => ({ ...draft, key: draft.editor }));
    if (this.queue.length) this.show();
    this.again();
  }

  /** Enter in a field of several lines sends it too; with Shift it begins a line. */
  enter(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    if (this.form.dataset.next) {
      // On to the next field first, where there is one to fill.
      event.preventDefault();
      if (this.text.value.trim()) this.form.querySelector(this.form.dataset.next).focus();
    } else if (this.text.matches("textarea")) {
      event.preventDefault();
      this.form.requestSubmit();
    }
  }

  submit(event) {
    if (event.submitter?.name === "go") return; // on to another page, with what is typed
    event.preventDefault();
    const text = this.text.value.trim();
    this.text.focus();
    if (!text) return;
    const data = new FormData(this.form, event.submitter);
    data.delete("csrfmiddlewaretoken");
    data.set("key", randomKey());
    const entry = { key: data.get("key"), text, fields: [...data], kept: Date.now() };
    this.kept = this.drafts.keep(entry.key, entry);
    this.queue.push(entry);
    for (const field of this.clearable()) field.value = "";
    this.form.dispatchEvent(new CustomEvent("capture:taken", { bubbles: true }));
    this.show();
    this.send();
  }

  clearable() {
    return [...this.form.querySelectorAll("[data-capture-clear]")];
  }

  async send() {
    if (this.underWay) return;
    clearTimeout(this.timer);
    this.underWay = true;
    while (this.queue.length) {
      const entry = this.queue[0];
      const { outcome, html } = await this.ask(entry);
      if (outcome !== "saved" && outcome !== "refused") {
        this.tryLater(outcome);
        break;
      }
      this.failures = 0;
      this.queue.shift();
      this.drafts.drop(entry.key);
      delete this.said.dataset.tone;
      htmx.swap(this.form.dataset.region, html, { swapStyle: "outerHTML", swapDelay: 0, settleDelay: 0 });
      if (outcome === "refused") this.giveBack(entry);
      this.show();
    }
    this.underWay = false;
  }

  /** One question, one answer, never an exception. */
  async ask(entry, { renewed = false } = {}) {
    const body = new FormData();
    for (const [name, value] of entry.fields) body.append(name, value);
    body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    let response;
    try {
      response = await fetch(this.form.action, {
        method: "POST",
        body,
        headers: { "HX-Request": "true" },
        redirect: "manual",
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (response.type === "opaqueredirect" || response.headers.has("HX-Redirect")) return { outcome: "signedOut" };
      if (response.status === 403 && !renewed && (await this.renew())) return this.ask(entry, { renewed: true });
      if (response.status === 403) return { outcome: "signedOut" };
      if (response.status === 404) return { outcome: "gone" };
      if (response.status !== 422 && !response.ok) return { outcome: "trouble" };
      return { outcome: response.ok ? "saved" : "refused", html: await response.text() };
    } catch {
      return { outcome: "offline" };
    }
  }

  /** After signing in again in another tab the login is good, and only this page's token is old. */
  async renew() {
    const response = await fetch(location.href, { redirect: "manual" });
    if (!response.ok) return false;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const token = page.querySelector("[data-capture] [name=csrfmiddlewaretoken]")?.value;
    if (!token) return false;
    this.form.elements.csrfmiddlewaretoken.value = token;
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
    return true;
  }

  /** What Rapport would not take goes back into the fields, unless one has typed on in them. */
  giveBack(entry) {
    if (this.clearable().some((field) => field.type !== "hidden" && field.value)) {
      this.text.value = [entry.text, this.text.value].join(this.text.matches("textarea") ? "\n" : ", ");
      return;
    }
    for (const field of this.clearable()) field.value = new Map(entry.fields).get(field.name) ?? "";
  }

  tryLater(outcome) {
    const names = listed(this.queue.map((entry) => entry.text));
    const where = this.kept
      ? `Kept on this device: ${names}. It goes in by itself.`
      : `This device has no room to keep ${names}: leave this page open.`;
    this.said.textContent = `${WAITING[outcome]} ${where}`;
    this.said.dataset.tone = "waiting";
    this.timer = setTimeout(() => this.again(), RETRY[Math.min(this.failures, RETRY.length - 1)]);
    this.failures += 1;
  }

  again() {
    if (this.queue.length) this.send();
  }

  /** Put what waits at the head of the list. */
  show() {
    const list = document.querySelector(`${this.form.dataset.region} [data-capture-list]`);
    for (const row of list.querySelectorAll(".is-waiting")) row.remove();
    const template = document.getElementById("capture-waiting");
    for (const entry of this.queue) {
      const row = template.content.cloneNode(true);
      row.querySelector("[data-initials]").textContent = initials(entry.text);
      row.querySelector("[data-name]").textContent = entry.text;
      list.prepend(row);
    }
  }

  /** After a swap that took the focus away, back to typing; what waits is shown again. */
  comeBack() {
    this.show();
    if (document.activeElement === document.body) this.text.focus();
  }
}

for (const form of document.querySelectorAll("form[data-capture]")) new Capture(form).start();
