// Copying the address of the calendar feed.
const button = document.querySelector("[data-feed-copy]");
const address = document.querySelector("[data-feed-address]");

async function copy() {
  const label = button.querySelector("[data-feed-copied]");
  try {
    await navigator.clipboard.writeText(address.value);
  } catch {
    address.select(); // for the keyboard to copy
    return;
  }
  label.textContent = label.dataset.feedCopied;
}

if (button) {
  button.hidden = false;
  button.addEventListener("click", copy);
}
