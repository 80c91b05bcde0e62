// A letter to finish: the mail link follows what is typed, and a button copies it.
function parts(letter) {
  return {
    subject: letter.querySelector("[data-letter-subject]"),
    body: letter.querySelector("[data-letter-body]"),
    mail: letter.querySelector("[data-letter-mail]"),
  };
}

function link(letter) {
  const { subject, body, mail } = parts(letter);
  const text = encodeURIComponent(body.value.replaceAll("\n", "\r\n"));
  mail.href = `mailto:${mail.dataset.address}?subject=${encodeURIComponent(subject.value)}&body=${text}`;
}

document.addEventListener("input", (event) => {
  const letter = event.target.closest("[data-letter]");
  if (letter) link(letter);
});

// Other words may have come for another way.
document.addEventListener("htmx:afterSettle", () => {
  for (const letter of document.querySelectorAll("[data-letter]")) link(letter);
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-letter-copy]");
  if (!button) return;
  const { body } = parts(button.closest("[data-letter]"));
  try {
    await navigator.clipboard.writeText(body.value);
  } catch {
    body.select(); // selected at least, for the keyboard to copy
    return;
  }
  const label = button.querySelector("[data-letter-copied]");
  label.textContent = label.dataset.letterCopied;
});

for (const button of document.querySelectorAll("[data-letter-copy]")) button.hidden = false;
