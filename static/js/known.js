// Picking someone who is in the list already (button[data-known]) for a form[data-capture]: their name into the field,
// their number beside it, on to the next field. Typing another name lets go of them.
const form = document.querySelector("form[data-capture]");
const name = form.querySelector("[data-capture-text]");
const contact = form.elements.contact;
const known = document.getElementById("known");
let picked = "";

function clear() {
  known.replaceChildren();
}

function pick(button) {
  picked = button.dataset.known;
  name.value = picked;
  contact.value = button.value;
  clear();
  form.querySelector(form.dataset.next).focus();
}

document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest("[data-known]");
    if (!button) return;
    event.preventDefault();
    pick(button);
  },
  { capture: true },
);

name.addEventListener("input", () => {
  if (contact.value && !name.value.startsWith(picked)) contact.value = "";
});

// Arrows walk from the field through those offered and back; Escape puts them away.
document.addEventListener("keydown", (event) => {
  const offered = [...known.querySelectorAll("button")];
  if (!offered.length || event.isComposing) return;
  const at = offered.indexOf(document.activeElement);
  if (event.key === "Escape") {
    clear();
    name.focus();
  } else if (event.key === "ArrowDown" && (document.activeElement === name || at >= 0)) {
    event.preventDefault();
    offered[Math.min(at + 1, offered.length - 1)].focus();
  } else if (event.key === "ArrowUp" && at >= 0) {
    event.preventDefault();
    (offered[at - 1] ?? name).focus();
  }
});

// An answer that comes after one has gone on is too late.
form.addEventListener("capture:taken", clear);
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target === known && document.activeElement !== name) event.detail.shouldSwap = false;
});
form.querySelector(form.dataset.next).addEventListener("focus", clear);
