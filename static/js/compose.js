// A message that keeps itself. htmx saves while one types and brings back how it reads; this adds what the browser alone
// can do: a copy on this device until the server has it, the mail link and Ctrl-Enter waiting for the last save, copying.
import { Drafts } from "./drafts.js";

const form = document.querySelector("[data-compose]");
const FIELDS = ["channel", "subject", "body", "voicemail"];
const PLACE = "message"; // one copy for each message on this device
const drafts = new Drafts(form.dataset.drafts);
let typed = 0; // changes made on this page
let sent = 0; // those in the save that is under way
let saved = 0; // those the server has
let then = null; // what waits for the last save
let waved = false; // whether the next reading comes because something was left as it is
let wasOpen = false; // whether the rest of what is said stood open

function words() {
  return JSON.stringify(Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value])));
}

/** The words as the server wrote them into the page. */
function served() {
  const value = (field) => field.defaultValue ?? [...field.options].find((option) => option.defaultSelected)?.value ?? field.options[0].value;
  return JSON.stringify(Object.fromEntries(FIELDS.map((name) => [name, value(form.elements[name])])));
}

function put(text) {
  for (const [name, value] of Object.entries(JSON.parse(text))) {
    if (FIELDS.includes(name)) form.elements[name].value = value;
  }
}

function reading(selector) {
  return document.querySelector(`#reading ${selector}`);
}

function afterSave(act) {
  if (typed === saved) {
    act();
    return;
  }
  then = act;
  window.htmx.trigger(form, "save-now");
}

function showCopy() {
  const copy = reading("[data-copy]");
  if (copy) copy.hidden = false;
}

form.addEventListener("input", () => {
  typed += 1;
  drafts.keep(PLACE, { text: words(), base: form.elements.version.value, kept: Date.now() });
});

document.addEventListener("htmx:beforeRequest", (event) => {
  if (!event.detail.elt.closest("#compose, #reading")) return;
  sent = typed;
  waved = event.detail.elt.matches("[name=wave]");
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.elt.closest("#compose, #reading")) return;
  if (!event.detail.successful) {
    then = null; // what went wrong is said in a note; the words stay here and on this device
    return;
  }
  saved = sent;
  if (saved === typed) drafts.drop(PLACE);
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id === "reading") wasOpen = reading("[data-rest]")?.open ?? false;
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "reading" && event.detail.elt?.id !== "reading") return;
  showCopy();
  const rest = reading("[data-rest]");
  if (rest) rest.open = wasOpen;
  if (waved) (reading("[name=wave]") ?? document.getElementById("reading")).focus();
  const act = then;
  then = null;
  if (act) act();
});

document.addEventListener("click", (event) => {
  const mail = event.target.closest("[data-mail]");
  if (mail && typed !== saved) {
    event.preventDefault();
    afterSave(() => reading("[data-mail]")?.click());
  }
  const copy = event.target.closest("[data-copy]");
  if (copy) afterSave(copyText);
});

async function copyText() {
  const label = reading("[data-copied]");
  const text = reading("[data-copy-text]");
  if (!label || !text) return;
  try {
    await navigator.clipboard.writeText(text.textContent);
  } catch {
    window.getSelection().selectAllChildren(text); // selected at least, for the keyboard to copy
    return;
  }
  label.textContent = label.dataset.copied;
}

form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  event.preventDefault();
  afterSave(() => {
    const button = reading("[data-sent]");
    if (button) form.requestSubmit(button);
    else document.getElementById("reading").scrollIntoView({ block: "start" });
  });
});

// A press that leaves the page takes the words along; the copy stays until a page shows that they arrived.
form.addEventListener("submit", () => {
  if (typed !== saved) drafts.keep(PLACE, { text: words(), base: form.elements.version.value, kept: Date.now(), left: true });
});

window.addEventListener("pagehide", () => {
  if (typed !== saved && !("sending" in form.dataset)) navigator.sendBeacon(form.action, new FormData(form));
});

window.addEventListener("online", () => typed !== saved && window.htmx.trigger(form, "save-now"));

function bringBack(kept) {
  put(kept.text);
  form.elements.version.value = kept.base; // so that whatever was saved since is laid aside, not lost
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function lookForKept(early) {
  const kept = drafts.waiting().at(-1);
  if (!kept) return;
  if (kept.text === words()) {
    drafts.drop(PLACE);
  } else if (kept.left || early) {
    const offer = form.querySelector("[data-kept]");
    offer.hidden = false;
    offer.querySelector("button").addEventListener("click", () => {
      offer.hidden = true;
      bringBack(kept);
    });
  } else {
    bringBack(kept);
  }
}

// htmx listens from then on. Whatever was typed before this script had come counts as typed now.
document.addEventListener("DOMContentLoaded", () => {
  const early = words() !== served();
  lookForKept(early);
  if (early) form.dispatchEvent(new Event("input", { bubbles: true }));
});
form.querySelector("[data-keys]").hidden = false;
showCopy();
