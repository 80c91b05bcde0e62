// The search box: "/" or Ctrl-K opens it on every page, the arrows choose, Enter opens. Pages without it have a field
// of their own (data-find), which the same keys lead to.
const KEPT = 8;

const box = document.querySelector("dialog[data-finder]");
const words = box?.querySelector("[role=combobox]");
const list = box?.querySelector("[role=listbox]");
const said = box?.querySelector("[data-finder-said]");
let isWaiting = false; // for what was typed last
let opensWhenThere = false; // Enter came before the answer

function typing(element) {
  return element.matches?.("input, textarea, select, [contenteditable]");
}

// --- Who was opened on this device: numbers alone, which mean nothing to anyone but their owner -----------------------

const key = `rapport.opened.${box?.dataset.whose}`;

function opened() {
  try {
    return JSON.parse(localStorage.getItem(key))?.filter(Number.isInteger) ?? [];
  } catch {
    return [];
  }
}

function remember(id) {
  try {
    localStorage.setItem(key, JSON.stringify([id, ...opened().filter((other) => other !== id)].slice(0, KEPT)));
  } catch {
    // Without storage nobody was opened.
  }
}

// --- The list ---------------------------------------------------------------------------------------------------------

function options() {
  return [...list.querySelectorAll("[role=option]")];
}

function chosen() {
  return list.querySelector("[aria-selected=true]");
}

function choose(option) {
  chosen()?.setAttribute("aria-selected", "false");
  if (!option) {
    words.removeAttribute("aria-activedescendant");
    return;
  }
  option.setAttribute("aria-selected", "true");
  words.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = options();
  if (!all.length) return;
  const at = all.indexOf(chosen());
  choose(all[(at + by + all.length) % all.length]);
}

function settle(event) {
  // Not by the answer to what was typed before.
  isWaiting &&= new URL(event.detail.xhr.responseURL).searchParams.get("q") !== words.value;
  const all = options();
  words.setAttribute("aria-expanded", String(all.length > 0));
  list.scrollTop = 0;
  choose(all[0]);
  const count = list.querySelectorAll("[role=option]:not([data-not-counted])").length;
  const nothing = words.value.trim() ? "Nothing found." : "";
  said.textContent = count ? `${count} to choose from` : nothing;
  if (opensWhenThere && !isWaiting) {
    opensWhenThere = false;
    chosen()?.click();
  }
}

function fail(text) {
  isWaiting = opensWhenThere = false;
  list.replaceChildren();
  words.setAttribute("aria-expanded", "false");
  choose(null);
  said.textContent = text;
}

// --- Opening and closing ----------------------------------------------------------------------------------------------

function open() {
  if (box.open) {
    words.select();
    return;
  }
  box.showModal();
  words.select();
  const recent = box.querySelector("[name=recent]");
  recent.value = opened()
    .filter((id) => id !== Number(box.dataset.opened))
    .join(",");
  recent.disabled = false;
  isWaiting = true;
  htmx.trigger(words, "finder:opened");
}

document.addEventListener("keydown", (event) => {
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target);
  const ctrlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  if (!slash && !ctrlK) return;
  const field = document.querySelector("[data-find]");
  if (!box && !field) return;
  event.preventDefault();
  if (box) {
    open();
  } else {
    field.focus();
    field.select();
  }
});

if (box) {
  if (box.dataset.opened) remember(Number(box.dataset.opened));

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !event.target.closest("[data-finder-open]")) return;
    event.preventDefault();
    open();
  });

  box.addEventListener("click", (event) => {
    if (event.target === box || event.target.closest("[data-finder-close]")) box.close();
  });

  // A page that "back" brings up again shows itself, not the box that led away from it.
  window.addEventListener("pagehide", () => box.close());

  words.addEventListener("input", () => {
    isWaiting = true;
    opensWhenThere = false;
  });

  words.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (isWaiting) opensWhenThere = true;
      else if (event.ctrlKey || event.metaKey) window.open(chosen()?.href, "_blank", "noopener");
      else chosen()?.click();
    }
  });

  list.addEventListener("pointermove", (event) => {
    const option = event.target.closest("[role=option]");
    if (option && option !== chosen()) choose(option);
  });

  list.addEventListener("htmx:afterSwap", settle);
  words.addEventListener("htmx:sendError", () => fail("No connection. Try again in a moment."));
  words.addEventListener("htmx:timeout", () => fail("No answer. Try again in a moment."));
  words.addEventListener("htmx:responseError", () => fail("Something went wrong on our side. Try again in a minute."));
}
