// Unsaved notes on this device: one for each open page, under the user and the interview, until the server has them.

const NAME = "rapport.notes";

export class Drafts {
  /** @param {string} whose "user.interview", so that nobody else's notes are ever brought back */
  constructor(whose) {
    this.prefix = `${NAME}.${whose}.`;
  }

  /** Keep what `editor` typed; false when this device has no room or no storage. */
  keep(editor, draft) {
    try {
      localStorage.setItem(this.prefix + editor, JSON.stringify(draft));
      return true;
    } catch {
      return false;
    }
  }

  /** Forget it, but only if it is still exactly `text`: another page may have gone on with it. */
  forget(editor, text) {
    try {
      if (this.read(this.prefix + editor)?.text === text) localStorage.removeItem(this.prefix + editor);
    } catch {
      // Without storage there is nothing to forget.
    }
  }

  /** Forget whatever `editor` had typed. */
  drop(editor) {
    try {
      localStorage.removeItem(this.prefix + editor);
    } catch {
      // Without storage there is nothing to forget.
    }
  }

  /** All drafts about this interview, oldest first. */
  waiting() {
    try {
      return Object.keys(localStorage)
        .filter((key) => key.startsWith(this.prefix))
        .map((key) => ({ ...this.read(key), editor: key.slice(this.prefix.length) }))
        .filter((draft) => typeof draft.text === "string")
        .sort((one, other) => one.kept - other.kept);
    } catch {
      return [];
    }
  }

  read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }
}
