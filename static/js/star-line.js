// A line is starred by a ★ in it: it stays with the words wherever they go, and merges as they do.
const STAR = "★";

/** Star the line the caret is in, or take its star away; false when the line is empty. */
export function toggleStar(area) {
  const { value, selectionStart: caret } = area;
  const start = value.lastIndexOf("\n", caret - 1) + 1;
  const after = value.indexOf("\n", caret);
  const end = after < 0 ? value.length : after;
  const line = value.slice(start, end);
  if (!line.trim()) return false;
  const bare = line.replaceAll(` ${STAR}`, "").replaceAll(STAR, "");
  const starred = line.includes(STAR) ? bare : `${line.trimEnd()} ${STAR}`;
  area.setRangeText(starred, start, end, "preserve");
  area.setSelectionRange(Math.min(caret, start + starred.length), Math.min(caret, start + starred.length));
  return true;
}
