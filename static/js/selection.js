// A list with tick boxes (form[data-selection]): one box ticks all, and what acts on the ticked waits for one.
function boxes(form) {
  return [...form.querySelectorAll("input[type=checkbox][name]")];
}

function show(form) {
  const all = boxes(form);
  const ticked = all.filter((box) => box.checked).length;
  const label = form.querySelector("[data-select-all]");
  const master = label.querySelector("input");
  label.hidden = false;
  master.checked = ticked > 0 && ticked === all.length;
  master.indeterminate = ticked > 0 && ticked < all.length;
  for (const button of form.querySelectorAll("[data-wants-selection]")) button.disabled = ticked === 0;
}

function showAll(root) {
  for (const form of root.querySelectorAll("form[data-selection]")) show(form);
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-selection]");
  if (!form) return;
  if (event.target.closest("[data-select-all]")) {
    for (const box of boxes(form)) box.checked = event.target.checked;
  }
  show(form);
});

document.addEventListener("htmx:load", (event) => showAll(event.target.parentElement ?? document));
window.addEventListener("pageshow", () => showAll(document));
showAll(document);
