// A letter leads to the field that has it ([data-key="l"]); Enter sends a text box of one line ([data-enter-sends]).
function typing(element) {
  return element.matches("input, textarea, select, [contenteditable]");
}

function goTo(field) {
  const folded = field.closest("details");
  if (folded) folded.open = true;
  field.focus();
  field.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const { target, key } = event;
  if (key === "Enter" && !event.shiftKey && target.matches("[data-enter-sends]")) {
    event.preventDefault();
    target.form.requestSubmit();
  } else if (key === "Escape" && target.matches("[data-key]")) {
    target.blur();
  } else if (/^[a-z]$/.test(key) && !typing(target)) {
    const field = document.querySelector(`[data-key="${key}"]`);
    if (!field) return;
    event.preventDefault();
    goTo(field);
  }
});
