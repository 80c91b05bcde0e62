// Cards to drag between columns ([data-sort-into]): dropping one chooses in the card's own select and sends its form,
// which is also what the keyboard and a browser without script do.
import Sortable from "../vendor/sortable/sortable.core.esm.js";

function attach(root) {
  for (const list of root.querySelectorAll("[data-sort-into]:not([data-sorted])")) {
    list.dataset.sorted = "";
    Sortable.create(list, {
      group: "sorting",
      draggable: "[data-card]",
      filter: "select, button",
      preventOnFilter: false,
      delay: 200,
      delayOnTouchOnly: true,
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      sort: false,
      onAdd({ item, to }) {
        const select = item.querySelector("[data-submits]");
        select.value = to.dataset.sortInto;
        select.form.requestSubmit();
      },
    });
  }
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
});
document.addEventListener("htmx:load", (event) => attach(event.target.parentElement ?? document));
attach(document);
