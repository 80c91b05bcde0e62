// [data-rows]: lines of a form of which one needs few and may want many. Empty ones wait out of sight behind a button
// (data-rows-more); past the last one a line is copied, empty, under the next number. Without this, all of them show.
function rowsOf(list) {
  return [...list.querySelectorAll("[data-row]")];
}

function isBlank(row) {
  return [...row.querySelectorAll("input[type=text], textarea")].every((field) => !field.value.trim());
}

function reveal(list) {
  const waiting = rowsOf(list).find((row) => row.hidden);
  const row = waiting ?? copy(list);
  if (!row) return undefined;
  row.hidden = false;
  return row;
}

function copy(list) {
  const total = list.querySelector("[name$=-TOTAL_FORMS]");
  const number = Number(total.value);
  if (number >= Number(list.querySelector("[name$=-MAX_NUM_FORMS]").value)) return undefined;
  const last = rowsOf(list).at(-1);
  const row = last.cloneNode(true);
  const prefix = total.name.replace("TOTAL_FORMS", "");
  for (const element of row.querySelectorAll("*")) {
    for (const { name, value } of [...element.attributes]) {
      if (["id", "name", "for", "aria-describedby"].includes(name)) {
        element.setAttribute(name, value.replaceAll(`${prefix}${number - 1}-`, `${prefix}${number}-`));
      }
    }
    if (element.matches("input:not([type=date]), select, textarea")) element.value = "";
    element.classList.remove("is-invalid");
  }
  for (const error of row.querySelectorAll(".invalid-feedback")) error.remove();
  last.after(row);
  total.value = String(number + 1);
  return row;
}

function tidy(root) {
  for (const list of root.querySelectorAll("[data-rows]")) {
    const button = list.querySelector("[data-rows-more]");
    if (!button.hidden) continue; // tidied before
    const blank = rowsOf(list).filter(isBlank);
    const filled = rowsOf(list).length - blank.length;
    for (const row of blank.slice(filled ? 0 : 1)) row.hidden = true;
    button.hidden = false;
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-rows-more]");
  if (!button) return;
  const row = reveal(button.closest("[data-rows]"));
  row?.querySelector("input[type=text], textarea")?.focus();
  if (!row) button.hidden = true;
});

// What a device kept may have more lines than the page came with.
document.addEventListener("kept:back", (event) => {
  const names = new Set(event.detail.filter(([, value]) => value).map(([name]) => name));
  for (const list of event.target.querySelectorAll("[data-rows]")) {
    const total = list.querySelector("[name$=-TOTAL_FORMS]");
    const prefix = total.name.replace("TOTAL_FORMS", "");
    const main = list.dataset.rows;
    const wanted = [...names]
      .filter((name) => name.startsWith(prefix) && name.endsWith(`-${main}`))
      .map((name) => Number(name.slice(prefix.length).split("-")[0]));
    while (Number(total.value) <= Math.max(-1, ...wanted) && copy(list));
    rowsOf(list).forEach((row, number) => {
      if (wanted.includes(number)) row.hidden = false;
    });
  }
});

tidy(document);
document.addEventListener("htmx:afterSettle", () => tidy(document));
