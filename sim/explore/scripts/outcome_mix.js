// In what worlds end: a bar a scenario, a part a final class.

const MIX = { wide: 760, bar: 30, gap: 24, top: 4, legend: 20 };

/** The share of worlds of each final class, over the theories that count. */
const finalShares = (study, cell) => {
  const finals = study.counting.map((theory) => study.cells[theory][cell].final);
  return data.final_classes.map((_, place) => added(finals.map((final) => final.filter((each) => each === place).length / final.length)) / finals.length);
};
const outcomeMix = (study) => {
  const rows = study.names.map((_, cell) => finalShares(study, cell)), tall = MIX.top + rows.length * (MIX.bar + MIX.gap);
  const bars = rows.map((shares, cell) => {
    let at = 0;
    const y = MIX.top + cell * (MIX.bar + MIX.gap) + 18;
    return [text(0, y - 5, spaced(study.names[cell]), { class: "label" }), shares.map((share, place) => {
      const x = at * MIX.wide;
      at += share;
      return mixPart(x, y, share, place);
    })];
  });
  const says = rows.map((shares, cell) => `${opened(spaced(study.names[cell]))} ends in ${shares.map((share, place) => `${spaced(data.final_classes[place])} in ${percent(share)}`).join(", ")}.`).join(" ");
  return picture("outcome_mix", MIX.wide, tall + 6, says, bars);
};
const mixPart = (x, y, share, place) => {
  const wide = share * MIX.wide, colour = data.final_colours[place], said = shareSaid(share);
  const parts = [svg("rect", { x: round(x), y, width: round(wide), height: MIX.bar, fill: colour, class: "part" })];
  if (wide > 30) parts.push(text(x + wide / 2, y + MIX.bar / 2 + 5, said, { class: "middle", style: `fill:${inkOn(colour)}` }));
  return parts;
};
const inkOn = (colour) => {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? "#000" : "#fff";
};
/** What the colours mean, with the share under each scenario: a table says it without colour. */
const mixTable = (study) => {
  const rows = study.names.map((_, cell) => finalShares(study, cell));
  return el("table", { class: "mix" },
    el("thead", {}, el("tr", {}, el("th", { scope: "col", class: "left" }, "ends in"), study.names.map((name) => el("th", { scope: "col" }, spaced(name))))),
    el("tbody", {}, data.final_classes.map((name, place) => el("tr", {},
      el("th", { scope: "row", class: "left" }, el("span", { class: "swatch", style: `background:${data.final_colours[place]}` }), `${spaced(name)}: ${data.final_says[place]}`),
      rows.map((shares) => el("td", {}, percent(shares[place])))))));
};
