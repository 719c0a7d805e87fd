// Elements of the page. Words of a scenario become text, never markup.

const byId = (id) => document.getElementById(id);
const filled = (node, attributes, children) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
};
const el = (name, attributes = {}, ...children) => filled(document.createElement(name), attributes, children);
const svg = (name, attributes = {}, ...children) =>
  filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
const put = (id, ...children) => byId(id).replaceChildren(...children.flat(Infinity).filter(Boolean));
/** A picture that says in words what it shows; it is called `name` where it is saved. */
const picture = (name, width, height, says, ...children) =>
  svg("svg", { viewBox: `0 0 ${round(width)} ${round(height)}`, role: "img", "aria-label": says, "data-name": name }, ...children);
const round = (x) => Math.round(x * 100) / 100;
const text = (x, y, words, look = {}) => svg("text", { x: round(x), y: round(y), ...look }, words);
const line = (x1, y1, x2, y2, look) => svg("line", { x1: round(x1), y1: round(y1), x2: round(x2), y2: round(y2), class: look });
/** Says something to a reader of the screen, too. */
const say = (words) => {
  byId("said").textContent = words;
};
