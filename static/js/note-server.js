// The server's side of the note page: one question and one answer, never an exception.
const PATIENCE = 30_000; // ms until a silent connection counts as lost

/** What became of a save: `saved`, or the reason why not. */
export const Outcome = Object.freeze({
  SAVED: "saved",
  OFFLINE: "offline",
  SIGNED_OUT: "signed-out",
  OLD_TOKEN: "old-token",
  GONE: "gone",
  TOO_LONG: "too-long",
  TROUBLE: "trouble",
});

const REFUSALS = { 400: Outcome.TOO_LONG, 403: Outcome.OLD_TOKEN, 404: Outcome.GONE, 413: Outcome.TOO_LONG };

export class NoteServer {
  constructor(form) {
    this.saveUrl = form.action;
    this.currentUrl = form.dataset.current;
    this.token = form.elements.csrfmiddlewaretoken.value;
    this.before = Promise.resolve(); // the save that goes first
  }

  /**
   * Save the field `name`; resolves to `{outcome, version, text, merged}`, `text` being null when it is what was sent.
   * One save goes after the other, as all are about the same talk; a page that is being left cannot wait.
   */
  save(name, sent, { leaving = false } = {}) {
    if (leaving) return this.send(name, sent, leaving);
    this.before = this.before.then(() => this.send(name, sent, leaving));
    return this.before;
  }

  async send(name, sent, leaving) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", this.token);
    for (const [key, value] of Object.entries(sent)) body.append(key, value);
    const { outcome, fields } = await this.ask(this.saveUrl, { method: "POST", body, keepalive: leaving });
    if (outcome !== Outcome.SAVED) return { outcome };
    return fields?.[name] ? { outcome, ...fields[name] } : { outcome: Outcome.TROUBLE };
  }

  /** The whole sheet as it is: `{outcome, fields, questions}`; a fresh token comes along and is kept. */
  async current() {
    const answer = await this.ask(this.currentUrl, {});
    if (answer.token) this.token = answer.token;
    return answer;
  }

  async ask(url, options) {
    let response;
    try {
      response = await fetch(url, {
        ...options,
        headers: { Accept: "application/json" },
        redirect: "manual", // the only place to be sent to is the login page
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch {
      return { outcome: Outcome.OFFLINE };
    }
    if (response.type === "opaqueredirect") return { outcome: Outcome.SIGNED_OUT };
    if (!response.ok) return { outcome: REFUSALS[response.status] ?? Outcome.TROUBLE };
    try {
      return { outcome: Outcome.SAVED, ...(await response.json()) };
    } catch {
      return { outcome: Outcome.TROUBLE };
    }
  }
}
