// Notes at the foot of the page leave by themselves, but not while someone points at them or tabs through them.
const STAY = 8_000; // ms

const region = document.getElementById("toasts");

function busy(note) {
  return note.matches(":hover, :focus-within");
}

function dismissLater(note) {
  if (note.matches("[role=alert]")) return;
  setTimeout(function leave() {
    if (busy(note)) setTimeout(leave, STAY / 2);
    else note.remove();
  }, STAY);
}

function seen(node) {
  if (node.nodeType === Node.ELEMENT_NODE && node.matches("[data-note]")) dismissLater(node);
}

/** Show `text` as a note; a warning stays until it is closed. */
export function show(text, { warning = false } = {}) {
  if ([...region.querySelectorAll("p")].some((line) => line.textContent === text)) return;
  const note = document.createElement("div");
  note.className = warning ? "note note-warning" : "note";
  note.dataset.note = "";
  if (warning) note.setAttribute("role", "alert");
  const line = document.createElement("p");
  line.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "note-close";
  close.dataset.noteClose = "";
  close.setAttribute("aria-label", "Close this note");
  close.textContent = "×";
  note.append(line, close);
  region.append(note);
}

if (region) {
  region.querySelectorAll("[data-note]").forEach(seen);
  new MutationObserver((changes) => {
    for (const change of changes) change.addedNodes.forEach(seen);
  }).observe(region, { childList: true });

  region.addEventListener("click", (event) => {
    event.target.closest("[data-note-close]")?.closest("[data-note]").remove();
  });
}
