// The view that is open is in sight, however many stand before it in the row.
document.querySelector(".views [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// Whoever opens "Save this view" wants to type.
document.addEventListener(
  "toggle",
  (event) => {
    if (event.target.open) event.target.querySelector("#view-name")?.focus();
  },
  true,
);
