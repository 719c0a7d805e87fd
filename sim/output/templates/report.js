"use strict";
// Tables are sorted by the column whose head is pressed: numbers as numbers, words as words.
const number = (text) => {
  const plain = text.replace(/[\u2212\u2013]/g, "-").replace(/[%,\s]/g, "");
  return plain === "" ? NaN : Number(plain);
};
const ordered = (rows, column, up) => {
  const keys = new Map(rows.map((row) => [row, row.cells[column].textContent.trim()]));
  const numeric = [...keys.values()].some((text) => !Number.isNaN(number(text)));
  const compared = (a, b) => {
    if (!numeric) return keys.get(a).localeCompare(keys.get(b));
    const [one, other] = [number(keys.get(a)), number(keys.get(b))];
    if (Number.isNaN(one) || Number.isNaN(other)) return Number.isNaN(one) - Number.isNaN(other);
    return one - other;
  };
  return rows.sort((a, b) => (up ? compared(a, b) : compared(b, a)));
};
for (const button of document.querySelectorAll("table.sortable th button")) {
  button.addEventListener("click", () => {
    const head = button.closest("th"), body = button.closest("table").tBodies[0];
    const up = head.getAttribute("aria-sort") !== "ascending";
    for (const each of head.parentElement.children) each.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    body.append(...ordered([...body.rows], head.cellIndex, up));
  });
}
// What a link leads to may be folded away.
const unfold = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let each = target; each; each = each.parentElement) if (each.tagName === "DETAILS") each.open = true;
  if (target && target.closest("details")) target.scrollIntoView();
};
addEventListener("hashchange", unfold);
unfold();
