// Questions to drag into another order (ol[data-order]); the buttons beside each do the same.
import Sortable from "../vendor/sortable/sortable.core.esm.js";

function attach(root) {
  for (const list of root.querySelectorAll("[data-order]:not([data-ordered])")) {
    list.dataset.ordered = "";
    Sortable.create(list, {
      draggable: "[data-picked]",
      filter: "button",
      preventOnFilter: false,
      delay: 200,
      delayOnTouchOnly: true,
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      onEnd({ item, oldIndex, newIndex }) {
        if (oldIndex === newIndex) return;
        window.htmx.ajax("POST", item.dataset.picked, {
          source: item.querySelector("button"),
          target: "#questions",
          swap: "outerHTML",
          values: { to: newIndex },
        });
      },
    });
  }
}

// What was folded open stays open when the list is drawn anew.
let open = null;

document.addEventListener("htmx:beforeSwap", () => {
  open = document.querySelector("#questions [data-stays-open]")?.open ?? null;
});
document.addEventListener("htmx:afterSwap", () => {
  const fold = document.querySelector("#questions [data-stays-open]");
  if (fold && open !== null) fold.open = open;
});
document.addEventListener("htmx:load", (event) => attach(event.target.parentElement ?? document));
attach(document);
