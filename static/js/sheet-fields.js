// What the fields of a note sheet stand in: a box to type in, a tick, a question added on the spot.

/** Where the caret at `at` in `before` belongs in `after`: behind the same words. */
function sameCaret(before, after, at) {
  if (after.startsWith(before.slice(0, at))) return at;
  const words = before.slice(Math.max(0, at - 80), at);
  const found = after.lastIndexOf(words);
  return found < 0 ? after.length : found + words.length;
}

/** Whatever belongs to a question says which words it has, so that the server can write it down anew. */
class OfQuestion {
  constructor(row) {
    this.row = row;
  }

  get alongside() {
    return this.row ? { question: this.row.words } : {};
  }

  withQuestion(sent, words) {
    return this.row ? { ...sent, [`question-${this.row.ref}`]: words ?? this.row.words } : sent;
  }
}

export class TextBox extends OfQuestion {
  constructor(area, row) {
    super(row);
    this.area = area;
  }

  get value() {
    return this.area.value;
  }

  sent(value, base, words) {
    const { name } = this.area;
    return this.withQuestion({ [name]: value, [`${name}_version`]: base }, words);
  }

  /** Put `text` on the screen, the caret staying behind the same words. */
  show(text) {
    const before = this.area.value;
    if (before === text) return;
    const { selectionStart, selectionEnd, scrollTop } = this.area;
    this.area.value = text;
    if (document.activeElement === this.area) {
      this.area.setSelectionRange(sameCaret(before, text, selectionStart), sameCaret(before, text, selectionEnd));
    }
    this.area.scrollTop = scrollTop;
  }
}

export class TickBox extends OfQuestion {
  constructor(box, row) {
    super(row);
    this.box = box;
  }

  get value() {
    return this.box.checked ? "on" : "";
  }

  sent(value, _base, words) {
    const { name } = this.box;
    const tick = value ? { [name]: value } : {};
    return this.withQuestion({ ...tick, [`${name}_was`]: value ? "" : "on" }, words);
  }

  show(value) {
    this.box.checked = value !== "";
  }
}

/** The words of a question that was added on the spot; they do not change. */
export class NewQuestion extends OfQuestion {
  get value() {
    return this.row.words;
  }

  sent(value) {
    return { [`question-${this.row.ref}`]: value };
  }

  show() {}
}
