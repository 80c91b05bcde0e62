// Cards to drag between columns ([data-sort-into]): dropping one chooses in the card's own select or hidden field, and
// sends its form, which is also what the keyboard and a browser without script do.
import Sortable from "../vendor/sortable/sortable.core.esm.js";

function attach(root) {
  for (const list of root.querySelectorAll("[data-sort-into]:not([data-sorted])")) {
    list.dataset.sorted = "";
    Sortable.create(list, {
      group: "sorting",
      draggable: "[data-card]",
      filter: "select, button, summary",
      preventOnFilter: false,
      delay: 200,
      delayOnTouchOnly: true,
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      sort: false,
      onAdd({ item, to }) {
        const choice = item.querySelector("[data-submits], [data-place]");
        choice.value = to.dataset.sortInto;
        choice.form.requestSubmit();
      },
    });
  }
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
});
document.addEventListener("htmx:load", (event) => attach(event.target.parentElement ?? document));
attach(document);

// The card that was moved keeps the focus where the list was drawn anew around it.
let moved = null;

document.addEventListener("htmx:beforeRequest", (event) => {
  moved = event.target.closest("[data-card]")?.querySelector("summary[id]")?.id ?? null;
});
document.addEventListener("htmx:afterSettle", () => {
  if (moved && document.activeElement === document.body) document.getElementById(moved)?.focus();
  moved = null;
});
