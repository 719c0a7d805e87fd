// Shares of worlds week by week: talks, freezes, crises; the scenario over the pinned one.

const CHART = { wide: 330, tall: 170, left: 38, right: 42, top: 8, foot: 24 };
const KINDS = [["talks", "At talks or beyond"], ["freeze", "At a freeze or beyond"], ["in_crisis", "In a crisis"]];

const overTime = (study) => KINDS.map(([what, title]) => el("figure", {}, el("figcaption", {}, title), chart(study, what, title)));
const chart = (study, what, title) => {
  const rows = study.names.map((_, cell) => meanOver(study, cell, what)), weeks = data.weeks;
  const most = Math.max(0.02, ...rows.flatMap((row) => [...row])) * 1.05;
  const x = (week) => CHART.left + (week / (weeks - 1)) * (CHART.wide - CHART.left - CHART.right);
  const y = (share) => CHART.tall - CHART.foot - (share / most) * (CHART.tall - CHART.foot - CHART.top);
  const course = (row) => Array.from(row, (share, week) => `${week ? "L" : "M"}${round(x(week))} ${round(y(share))}`).join("");
  const paths = rows.map((row, cell) => svg("path", { d: course(row), class: study.alone || cell ? "variant" : "pinned" }));
  const ends = endLabels(rows.map((row) => row.at(-1)), y, study.alone);
  const says = `${title}, share of worlds: ${rows.map((row, cell) => `${spaced(study.names[cell])} ${percent(row[0])} in the first week, ${percent(Math.max(...row))} at most, ${percent(row.at(-1))} in the last`).join("; ")}.`;
  return picture(`over_time_${what}`, CHART.wide, CHART.tall, says, shareGrid(most, y), years(x), paths, ends);
};
const shareGrid = (most, y) =>
  ticksBetween(0, most * 100, 3).map((value) => [
    line(CHART.left, y(value / 100), CHART.wide - CHART.right, y(value / 100), "grid"),
    text(CHART.left - 5, y(value / 100) + 4, `${short(value)}%`, { class: "small end" }),
  ]);
/** The turns of years. */
const years = (x) => {
  const first = Number(data.monday.slice(0, 4)) + 1, last = Number(mondayOf(data.weeks - 1).slice(0, 4)), every = Math.ceil((last - first + 1) / 5);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at).filter((year) => (year - first) % every === 0).map((year) => {
    const week = (dayOf(`${year}-01-01`) - dayOf(data.monday)) / 7;
    return [line(x(week), CHART.tall - CHART.foot, x(week), CHART.tall - CHART.foot + 4, "axis"), text(x(week), CHART.tall - 6, year, { class: "small middle" })];
  });
};
/** Where each ends, in per cent, none over the other. */
const endLabels = (shares, y, alone) => {
  const places = shares.map((share) => y(share) + 4);
  if (places.length > 1 && Math.abs(places[0] - places[1]) < 13) {
    const middle = (places[0] + places[1]) / 2, up = places[1] <= places[0] ? 1 : -1;
    [places[0], places[1]] = [middle + 6.5 * up, middle - 6.5 * up];
  }
  return shares.map((share, cell) => text(CHART.wide - CHART.right + 4, places[cell], shareSaid(share), { class: alone || cell ? "small variant-text" : "small" }));
};
