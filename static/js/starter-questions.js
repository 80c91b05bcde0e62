// "Add" beside a question to start from writes it under the others. Without this, the list is there to copy from.
function show() {
  for (const button of document.querySelectorAll("[data-starter][hidden]")) button.hidden = false;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-starter]");
  if (!button) return;
  const area = document.querySelector(button.closest("[data-starters]").dataset.starters);
  const lines = area.value.split("\n").filter((line) => line.trim());
  if (!lines.includes(button.dataset.starter)) area.value = [...lines, button.dataset.starter].join("\n");
  area.dispatchEvent(new Event("input", { bubbles: true }));
  button.disabled = true;
});

show();
