// What was typed or ticked and the server may not have, on this device: one entry for each field of each open page,
// under the user and the interview.

const NAME = "rapport.notes";

function all(prefix) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/** The drafts of one field, or of a form as a whole. */
export class Drafts {
  /**
   * @param {string} whose "user.interview", so that nobody else's notes are ever brought back
   * @param {string} [field] "notes", "answer-12"; none for a form whose drafts are its `text`
   */
  constructor(whose, field) {
    this.prefix = field ? `${NAME}.${whose}.${field}.` : `${NAME}.${whose}.`;
  }

  /** The fields of this interview that have drafts, each with the newest of them. */
  static fields(whose) {
    const prefix = `${NAME}.${whose}.`;
    const found = new Map();
    for (const key of all(prefix)) {
      const [field] = key.slice(prefix.length).split(".");
      const draft = read(key);
      if (draft && !(found.get(field)?.kept > draft.kept)) found.set(field, draft);
    }
    return found;
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

  /** Forget it, but only if it is still exactly `value`: another page may have gone on with it. */
  forget(editor, value) {
    try {
      if (read(this.prefix + editor)?.value === value) localStorage.removeItem(this.prefix + editor);
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

  /** All drafts of this field or form, oldest first. */
  waiting() {
    return all(this.prefix)
      .map((key) => ({ ...read(key), editor: key.slice(this.prefix.length) }))
      .filter((draft) => typeof (draft.value ?? draft.text) === "string")
      .sort((one, other) => one.kept - other.kept);
  }
}
