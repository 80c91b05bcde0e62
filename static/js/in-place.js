// A thing that turned into its own small form (form[data-in-place] in a .fact with an id): Escape or Cancel put back what
// stood there, Ctrl-Enter saves.
const before = new Map();

function slot(element) {
  return element.closest(".fact[id]");
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, requestConfig, xhr } = event.detail;
  if (requestConfig?.verb === "get" && xhr.status === 200 && target.matches(".fact[id]")) {
    before.set(target.id, target.cloneNode(true));
  }
});

function putBack(form) {
  const place = slot(form);
  const former = place && before.get(place.id);
  if (!former) return false;
  place.replaceWith(former);
  window.htmx.process(former);
  former.querySelector(".fact-edit")?.focus();
  return true;
}

document.addEventListener("click", (event) => {
  const cancel = event.target.closest("[data-cancel]");
  if (cancel && putBack(cancel.closest("form"))) event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-in-place]");
  if (!form) return;
  if (event.key === "Escape" && putBack(form)) {
    event.preventDefault();
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
  }
});
