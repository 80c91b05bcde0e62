// The line that says what happened: "l" goes there, Enter logs it, Shift-Enter starts a new line.
function typing(element) {
  return element.matches("input, textarea, select, [contenteditable]");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Enter" && !event.shiftKey && event.target.matches("[data-log-line]")) {
    event.preventDefault();
    event.target.form.requestSubmit();
  } else if (event.key === "l" && !typing(event.target)) {
    const line = document.querySelector("[data-log-line]");
    if (!line) return;
    event.preventDefault();
    line.focus();
    line.scrollIntoView({ block: "nearest" });
  } else if (event.key === "Escape" && event.target.matches("[data-log-line]")) {
    event.target.blur();
  }
});
