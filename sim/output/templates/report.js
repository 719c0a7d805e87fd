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
// The page with the model in it, where the report carries one: made when it is asked for.
const carried = document.getElementById("model-page");
const unpacked = async () => {
  const bytes = Uint8Array.from(atob(carried.textContent), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
};
const address = async () => URL.createObjectURL(new Blob([await unpacked()], { type: "text/html" }));
const openModel = async (button) => {
  const place = document.getElementById("model-place"), frame = document.createElement("iframe");
  frame.title = "The model: move a lever, and see what follows";
  frame.src = await address();
  place.replaceChildren(frame);
  button.setAttribute("aria-expanded", "true");
  button.disabled = true;
};
const saveModel = async () => {
  const link = document.createElement("a");
  link.href = await address();
  link.download = "explore.html";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};
if (carried) {
  const says = (error) => {
    document.getElementById("model-fails").textContent = `This browser cannot open it: ${error.message}. The report is whole without it.`;
  };
  for (const [id, act] of [["model-open", openModel], ["model-save", saveModel]]) {
    const button = document.getElementById(id);
    button.addEventListener("click", () => act(button).catch(says));
    button.parentElement.hidden = false;
  }
}
