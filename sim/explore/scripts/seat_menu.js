// The menu of a seat: one choice a family, silence first; what is closed says why.

const menuName = (actor, family) => `seat-${actor}-${family}`;
const seatMenu = (told, actor, week, alone) =>
  familiesOf(actor).map((family) => {
    const options = [[SILENT, "silence", "Nothing of this family is sent."], [BY_RULES, "leave it to the rules", actor === "DPRK" || actor === "China" ? "The theory and the rules choose." : "The strategy chooses."]];
    const signals = data.menus[actor][family].slice(1).map((name) => [name, spaced(name), data.seat.signals[name].says]);
    return el("fieldset", { class: "menu" }, el("legend", {}, `${alone ? "" : `${actor}: `}${family}`),
      [...options, ...signals].map(([value, label, says]) => choice(told, week, { name: menuName(actor, family), value, label, says })));
  });
const choice = (told, week, { name, value, label, says }) => {
  const closed = Object.hasOwn(data.seat.signals, value) ? closedWhy(told, value, week) : "", id = `${name}-${value.replaceAll(" ", "-")}`;
  return el("div", { class: closed ? "closed option" : "option" },
    el("input", { type: "radio", id, name, value, disabled: Boolean(closed), checked: value === SILENT, "aria-describedby": `${id}-says` }),
    el("label", { for: id }, label), " ", el("span", { id: `${id}-says`, class: "small" }, closed ? `closed: ${closed}` : says));
};
/** What has been chosen for some actors. */
const chosenMoves = (actors) =>
  Object.fromEntries(actors.map((actor) => [actor, Object.fromEntries(familiesOf(actor).map((family) => [family, document.querySelector(`input[name="${menuName(actor, family)}"]:checked`).value]))]));
/** The same in words, for who moves by ear. */
const movesInWords = (moves) =>
  Object.entries(moves).map(([actor, families]) => {
    const sent = Object.entries(families).filter(([, each]) => each !== SILENT && each !== BY_RULES).map(([, each]) => spaced(each));
    const left = Object.entries(families).filter(([, each]) => each === BY_RULES).map(([family]) => family);
    return `${actor}: ${sent.length ? listed(sent, 4) : "nothing"}${left.length ? `; by the rules: ${listed(left, 4)}` : ""}`;
  }).join(". ");
