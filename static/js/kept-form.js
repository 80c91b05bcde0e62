// form[data-kept-form]: what is typed lies on this device until Rapport has it. A lost connection, an expired login or a
// closed page loses nothing: it is sent again once the connection is back, or stands in the form on the next visit.
// Sent twice, it is known again by what it says. Without this, it is a plain form.
import { Drafts } from "./drafts.js";

const KEEP_PAUSE = 250; // ms between copies to this device
const PATIENCE = 20_000; // ms until a silent connection counts as lost
const RETRY = [2_000, 4_000, 8_000, 15_000, 30_000]; // ms, the last one for good
const EDITOR = "form";
const UNKEPT = new Set(["csrfmiddlewaretoken"]);

const WAITING = {
  offline: "No connection.",
  signedOut: "You are signed out. Sign in in another tab.",
  gone: "This page is not there any more.",
  trouble: "Something went wrong on our side.",
};

function entriesOf(form) {
  return [...new FormData(form)].filter(([name]) => !UNKEPT.has(name));
}

class KeptForm {
  constructor(form) {
    this.form = form;
    this.said = form.querySelector("[data-kept-state]");
    this.drafts = new Drafts(form.dataset.keptForm);
    this.asLoaded = JSON.stringify(entriesOf(form));
    this.failures = 0;
    this.typedSo = 0;
    this.kept = true;
  }

  start({ bringBack }) {
    this.form.addEventListener("input", () => this.typed());
    this.form.addEventListener("change", () => this.typed());
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.form.addEventListener("htmx:configRequest", () => (this.onItsWay = this.typedSo));
    this.form.addEventListener("htmx:afterRequest", (event) => this.saved(event));
    window.addEventListener("online", () => this.again());
    window.addEventListener("pagehide", () => this.keep());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.keep());
    window.addEventListener("beforeunload", (event) => {
      // Only when leaving would really lose something: this device could not keep it either.
      if (this.dirty && !this.kept && !this.isLeaving) event.preventDefault();
    });
    if (bringBack) this.bringBack();
    else this.dirty = true;
  }

  /** A form that htmx saves while one types: what Rapport has need not lie here any more. */
  saved({ detail }) {
    if (detail.elt !== this.form || !detail.successful || this.onItsWay !== this.typedSo) return;
    clearTimeout(this.keeper);
    this.keeper = undefined;
    this.dirty = false;
    this.drafts.drop(EDITOR);
  }

  typed() {
    this.dirty = true;
    this.typedSo += 1;
    this.keeper ??= setTimeout(() => this.keep(), KEEP_PAUSE);
  }

  keep() {
    clearTimeout(this.keeper);
    this.keeper = undefined;
    if (!this.dirty || this.isLeaving || !this.form.isConnected) return;
    this.kept = this.drafts.keep(EDITOR, { text: JSON.stringify(entriesOf(this.form)), kept: Date.now() });
  }

  /** Put what an earlier visit left here back into the fields. */
  bringBack() {
    const draft = this.drafts.waiting().at(-1);
    if (!draft) return;
    if (draft.text === this.asLoaded) {
      this.drafts.drop(EDITOR);
      return;
    }
    const entries = JSON.parse(draft.text);
    this.form.dispatchEvent(new CustomEvent("kept:back", { detail: entries, bubbles: true }));
    const byName = new Map();
    for (const [name, value] of entries) byName.set(name, [...(byName.get(name) ?? []), value]);
    for (const field of this.form.elements) {
      const values = byName.get(field.name);
      if (!field.name || UNKEPT.has(field.name) || field.name.endsWith("_FORMS")) continue;
      if (field.type === "radio" || field.type === "checkbox") field.checked = values?.includes(field.value) ?? false;
      else if (values && field.type !== "submit") field.value = values[0];
    }
    this.dirty = true;
    this.form.dispatchEvent(new Event("input", { bubbles: true }));
    this.say("What this device had kept is back. Save it when it is right.");
  }

  submit(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (this.underWay) return;
    this.submitter = event.submitter;
    this.dirty = true;
    this.keep();
    this.send();
  }

  async send() {
    clearTimeout(this.timer);
    this.underWay = true;
    this.press(true);
    const answer = await this.ask();
    this.underWay = false;
    this.press(false);
    if (answer.outcome === "saved") {
      this.isLeaving = true;
      this.drafts.drop(EDITOR);
      location.assign(answer.url);
    } else if (answer.outcome === "refused") {
      htmx.swap(`#${this.form.id}`, answer.html, { swapStyle: "outerHTML", swapDelay: 0, settleDelay: 0 });
    } else {
      this.tryLater(answer.outcome);
    }
  }

  /** One question, one answer, never an exception. */
  async ask({ renewed = false } = {}) {
    const body = new FormData(this.form, this.submitter?.isConnected ? this.submitter : undefined);
    try {
      const response = await fetch(this.form.action, {
        method: "POST",
        body,
        headers: { "HX-Request": "true" },
        redirect: "manual",
        signal: AbortSignal.timeout(PATIENCE),
      });
      const url = response.headers.get("HX-Redirect") ?? "";
      if (response.type === "opaqueredirect" || url.startsWith(this.form.dataset.login)) return { outcome: "signedOut" };
      if (url) return { outcome: "saved", url };
      if (response.status === 403 && !renewed && (await this.renew())) return this.ask({ renewed: true });
      if (response.status === 403) return { outcome: "signedOut" };
      if (response.status === 404) return { outcome: "gone" };
      if (response.status === 422) return { outcome: "refused", html: await response.text() };
      return { outcome: "trouble" };
    } catch {
      return { outcome: "offline" };
    }
  }

  /** After signing in again in another tab the login is good, and only this page's token is old. */
  async renew() {
    const response = await fetch(location.href, { redirect: "manual" });
    if (!response.ok) return false;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const token = page.querySelector("[data-kept-form] [name=csrfmiddlewaretoken]")?.value;
    if (!token) return false;
    this.form.elements.csrfmiddlewaretoken.value = token;
    return true;
  }

  tryLater(outcome) {
    const where = this.kept
      ? "All you typed is kept on this device, and saved once you are back."
      : "This device has no room to keep it: leave this page open.";
    this.say(`${WAITING[outcome]} ${where}`, "waiting");
    this.waits = true;
    this.timer = setTimeout(() => this.again(), RETRY[Math.min(this.failures, RETRY.length - 1)]);
    this.failures += 1;
  }

  again() {
    if (this.waits && !this.underWay && this.form.isConnected) this.send();
  }

  press(isUnderWay) {
    for (const button of this.form.querySelectorAll("button[type=submit]")) {
      button.toggleAttribute("aria-disabled", isUnderWay);
      if (isUnderWay) button.setAttribute("aria-disabled", "true");
    }
  }

  say(text, tone = "calm") {
    this.said.textContent = text;
    this.said.dataset.tone = tone;
  }
}

function begin(root, options) {
  for (const form of root.querySelectorAll("form[data-kept-form]")) {
    if ("keeps" in form.dataset) continue;
    form.dataset.keeps = "";
    new KeptForm(form).start(options);
  }
}

begin(document, { bringBack: true });
document.addEventListener("htmx:afterSettle", () => {
  begin(document, { bringBack: false });
  document.querySelector("[data-kept-refused]")?.focus();
});
