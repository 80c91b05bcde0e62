// A text field that holds several names with commas between (input[data-comma-list]): its datalist suggests the next one.
document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches?.("input[data-comma-list]") || !field.list) return;
  const comma = field.value.lastIndexOf(",");
  const before = comma < 0 ? "" : `${field.value.slice(0, comma + 1)} `;
  const taken = new Set(
    before
      .split(",")
      .map((name) => name.trim().toLowerCase())
      .filter(Boolean),
  );
  for (const option of field.list.options) {
    option.dataset.name ??= option.value;
    const name = option.dataset.name;
    option.value = taken.has(name.toLowerCase()) ? "" : `${before}${name}`;
  }
});
