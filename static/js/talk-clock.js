// How many of the promised minutes are gone. Calm: it never blinks, and says nothing to screen readers by itself.
const MINUTE = 60_000;
const SHOW_BEFORE = 60; // minutes
const SHOW_AFTER = 180; // minutes

function words(passed, promised) {
  if (passed < -SHOW_BEFORE || passed > promised + SHOW_AFTER) return null;
  if (passed < 0) return passed === -1 ? "in a minute" : `in ${-passed} minutes`;
  if (passed <= promised) return `${passed} of ${promised} minutes`;
  return `${passed} minutes, ${passed - promised} over the ${promised} you asked for`;
}

function tick() {
  for (const clock of document.querySelectorAll("[data-talk-clock]")) {
    const passed = Math.floor((Date.now() - Number(clock.dataset.starts)) / MINUTE);
    const text = words(passed, Number(clock.dataset.minutes));
    if (text !== null && clock.textContent !== text) clock.textContent = text;
  }
}

if (document.querySelector("[data-talk-clock]")) {
  tick();
  setInterval(tick, 10_000);
}
