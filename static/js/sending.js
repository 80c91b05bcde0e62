// A form is sent once, however often its button is pressed.
const PATIENCE = 10_000; // ms after which a form may be sent again: a download leaves the page standing

function buttons(form) {
  return [...form.elements].filter((element) => element.matches("button:not([type=button]), input[type=submit]"));
}

function lock(form) {
  form.dataset.sending = "";
  for (const button of buttons(form)) button.setAttribute("aria-disabled", "true");
}

function unlock(form) {
  delete form.dataset.sending;
  for (const button of buttons(form)) button.removeAttribute("aria-disabled");
}

document.addEventListener(
  "submit",
  (event) => {
    if ("sending" in event.target.dataset) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  },
  { capture: true },
);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  lock(form);
  setTimeout(() => unlock(form), PATIENCE);
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, requestConfig } = event.detail;
  if (elt.matches("form") && requestConfig.triggeringEvent?.type === "submit") lock(elt);
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt.matches("form")) unlock(event.detail.elt);
});

// The browser may show a kept copy of the page when one goes back to it.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sending]")) unlock(form);
});
