// Preselects the browser's timezone in a <select data-detect-timezone="UTC"> that still shows that default.
function detect(root) {
  for (const select of root.querySelectorAll("select[data-detect-timezone]")) {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const isUntouched = select.value === select.dataset.detectTimezone;
    select.removeAttribute("data-detect-timezone");
    if (isUntouched && [...select.options].some((option) => option.value === zone)) {
      select.value = zone;
    }
  }
}

detect(document);
document.addEventListener("htmx:load", (event) => detect(event.target));
