// A list with tick boxes (form[data-selection]): one box ticks all on the page, another means the whole filter, Shift and
// a click tick everything in between, and what acts on the ticked waits until there are as many as it wants.
let last = null;

function boxes(form) {
  return [...form.querySelectorAll("input[type=checkbox][name=contact]")];
}

function show(form) {
  const all = boxes(form);
  const ticked = all.filter((box) => box.checked).length;
  const everyone = form.querySelector("[data-select-everyone]");
  const isEveryone = everyone?.querySelector("input").checked ?? false;
  const label = form.querySelector("[data-select-all]");
  const master = label.querySelector("input");
  label.hidden = false;
  master.checked = ticked > 0 && ticked === all.length;
  master.indeterminate = ticked > 0 && ticked < all.length;
  if (everyone) everyone.hidden = ticked < all.length;
  const chosen = form.querySelector("[data-selected]");
  const found = form.querySelector("[data-found]");
  chosen.hidden = ticked === 0;
  found.hidden = ticked > 0;
  chosen.textContent = isEveryone ? `All ${everyone.dataset.count} selected` : `${ticked} selected`;
  for (const button of form.querySelectorAll("[data-wants-selection]")) {
    const wanted = Number(button.dataset.wantsSelection);
    button.disabled = ticked === 0 || (wanted > 0 && (isEveryone || ticked !== wanted));
  }
}

function showAll(root) {
  for (const form of root.querySelectorAll("form[data-selection]")) show(form);
}

function tickBetween(form, from, to) {
  const all = boxes(form);
  const [start, end] = [all.indexOf(from), all.indexOf(to)].sort((one, other) => one - other);
  if (start < 0) return;
  for (const box of all.slice(start, end + 1)) box.checked = to.checked;
}

document.addEventListener("click", (event) => {
  const box = event.target.closest("form[data-selection] input[name=contact]");
  if (!box) return;
  if (event.shiftKey && last && last !== box) tickBetween(box.form, last, box);
  last = box;
});

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-selection]");
  if (!form) return;
  const everyone = form.querySelector("[data-select-everyone] input");
  if (event.target.closest("[data-select-all]") || event.target === everyone) {
    for (const box of boxes(form)) box.checked = event.target.checked;
  }
  if (everyone && event.target !== everyone && boxes(form).some((box) => !box.checked)) everyone.checked = false;
  show(form);
});

document.addEventListener("htmx:load", (event) => showAll(event.target.parentElement ?? document));
window.addEventListener("pageshow", () => showAll(document));
showAll(document);
