// "/" or Ctrl-K goes to the search field, unless one is typing.
function typing(element) {
  return element.matches("input, textarea, select, [contenteditable]");
}

document.addEventListener("keydown", (event) => {
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target);
  const ctrlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
  const field = document.querySelector("[data-find]");
  if (field && (slash || ctrlK)) {
    event.preventDefault();
    field.focus();
    field.select();
  }
});
