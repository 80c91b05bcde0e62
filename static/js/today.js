// Today by keyboard: j and k walk the cards, Enter opens what to do, e is done, s opens the snooze menu.
// After an answer from the server the focus goes to the card that took the place of the one that left.
const cards = () => [...document.querySelectorAll("[data-agenda] [data-card]")];

function typing(element) {
  return element.matches("input, textarea, select, [contenteditable]");
}

function current() {
  return document.activeElement?.closest("[data-card]");
}

function go(step) {
  const all = cards();
  if (!all.length) return;
  const at = all.indexOf(current());
  const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1);
  all[next].focus();
  all[next].scrollIntoView({ block: "nearest" });
}

const KEYS = {
  j: () => go(1),
  k: () => go(-1),
  e: () => current()?.querySelector("[data-done]")?.click(),
  s: () => {
    const opener = current()?.querySelector("[data-snooze]");
    if (!opener) return;
    opener.parentElement.open = true;
    opener.parentElement.querySelector(".menu-list button")?.focus();
  },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "Enter" && event.target.matches("[data-card]")) {
    event.target.querySelector("[data-act]")?.click();
  } else if (KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key]();
  }
});

let left = -1;

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id === "agenda") left = cards().indexOf(current());
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "agenda" || left < 0) return;
  const all = cards();
  (all[Math.min(left, all.length - 1)] ?? document.getElementById("main"))?.focus();
  left = -1;
});
