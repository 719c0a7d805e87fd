// One world as a ledger: who sent which signal when, over the rung of the conflict and the stage of talks.

const LEDGER = { row: 17, head: 22, left: 190, wide: 900, right: 16 };
const FAMILY_NAMES = Object.keys(data.families);

/** The signals of a world, by actor and name, with the weeks in which each was sent. */
const sentIn = (told) =>
  ACTORS.flatMap((actor) => {
    const found = new Map();
    for (const family of FAMILY_NAMES) {
      const places = told.weekly[`sent/${actor}/${family}`] ?? [], ordered = told.weekly[`ordered/${actor}/${family}`] ?? [];
      Array.from(places).forEach((place, week) => {
        if (!place) return;
        const signal = data.menus[actor][family][place], entry = found.get(signal) ?? { actor, family, signal, weeks: [] };
        entry.weeks.push({ week, ordered: Boolean(ordered[week]) });
        found.set(signal, entry);
      });
    }
    return [...found.values()];
  });

const ledger = (told, world) => {
  const rows = sentIn(told), x = (week) => LEDGER.left + ((week + 0.5) / data.weeks) * (LEDGER.wide - LEDGER.left - LEDGER.right);
  const parts = [];
  let y = 0;
  for (const actor of ACTORS) {
    const mine = rows.filter((row) => row.actor === actor);
    parts.push(text(0, (y += LEDGER.head) - 6, actor, { class: "label" }));
    if (!mine.length) parts.push(text(LEDGER.left, y - 6, "sent nothing", { class: "small" }));
    for (const row of mine) {
      y += LEDGER.row;
      parts.push(text(LEDGER.left - 8, y - 4, spaced(row.signal), { class: "small end" }), line(LEDGER.left, y - 8, LEDGER.wide - LEDGER.right, y - 8, "grid"));
      parts.push(row.weeks.map(({ week, ordered }) => familyMark(row.family, x(week), y - 8, ordered)));
    }
  }
  for (const [title, row, names, look] of [["Conflict rung", "rung", data.rungs, "rung"], ["Talks stage", "stage", data.stages, "stage"]]) {
    y = levelSteps(parts, y, title, told, row, names, look, x);
  }
  const says = `World ${world}: ${ACTORS.map((actor) => `${actor} sent ${added(rows.filter((row) => row.actor === actor).map((row) => row.weeks.length))} signals`).join(", ")}. The table beneath lists them.`;
  return picture("ledger", LEDGER.wide, y + 26, says, yearsBehind(x, y), parts);
};
/** A signal by its family: the shape tells it without colour; a ring says that it was ordered. */
const familyMark = (family, x, y, ordered) => {
  const look = { class: `family-${family}` };
  const marks = {
    words: () => svg("circle", { cx: round(x), cy: y, r: 3.4, ...look }),
    forces: () => svg("path", { d: `M${round(x)} ${y - 4.2}l4.2 7.6h-8.4z`, ...look }),
    economic: () => svg("rect", { x: round(x - 3.2), y: y - 3.2, width: 6.4, height: 6.4, ...look }),
    contact: () => svg("path", { d: `M${round(x)} ${y - 4.6}l4.4 4.6l-4.4 4.6l-4.4 -4.6z`, ...look }),
  };
  return ordered ? [marks[family](), svg("circle", { cx: round(x), cy: y, r: 6.5, class: "ring" })] : marks[family]();
};
/** The levels of a world as steps, those that it reached by name; at war, one past the last. */
const levelSteps = (parts, above, title, told, row, names, look, x) => {
  const war = told.weekly[WAR], levels = Array.from(told.weekly[`reading/${row}`], (level, week) => (war[week] ? names.length : Math.round(level)));
  const reached = [...new Set(levels)].sort((a, b) => a - b), top = above + LEDGER.head + 6;
  const y = (level) => top + (reached.length - 1 - reached.indexOf(level)) * LEDGER.row + LEDGER.row - 8;
  parts.push(text(0, top - 8, title, { class: "label" }));
  for (const level of reached) {
    parts.push(text(LEDGER.left - 8, y(level) + 4, names[level] ? spaced(names[level]) : "at war", { class: "small end" }), line(LEDGER.left, y(level), LEDGER.wide - LEDGER.right, y(level), "grid"));
  }
  const steps = levels.map((level, week) => `${week ? "L" : "M"}${round(x(week - 0.5))} ${y(level)}L${round(x(week + 0.5))} ${y(level)}`).join("");
  parts.push(svg("path", { d: steps, class: `steps ${look}` }));
  return top + reached.length * LEDGER.row;
};
const yearsBehind = (x, bottom) =>
  Array.from({ length: 60 }, (_, at) => Number(data.monday.slice(0, 4)) + 1 + at)
    .map((year) => [year, (dayOf(`${year}-01-01`) - dayOf(data.monday)) / 7])
    .filter(([, week]) => week < data.weeks)
    .map(([year, week]) => [line(x(week), 0, x(week), bottom + 6, "year"), text(x(week), bottom + 20, year, { class: "small middle" })]);
/** The same as a table, week by week. */
const ledgerTable = (told) => {
  const rows = sentIn(told).flatMap(({ actor, family, signal, weeks }) => weeks.map(({ week, ordered }) => ({ week, actor, family, signal, ordered })));
  rows.sort((a, b) => a.week - b.week || ACTORS.indexOf(a.actor) - ACTORS.indexOf(b.actor));
  return el("table", {}, el("thead", {}, el("tr", {}, ["week of", "actor", "signal", "family"].map((head) => el("th", { scope: "col", class: "left" }, head)))),
    el("tbody", {}, rows.map((row) => el("tr", {}, el("th", { scope: "row", class: "left" }, mondayOf(row.week)),
      [row.actor, spaced(row.signal) + (row.ordered ? " (ordered)" : ""), row.family].map((cell) => el("td", { class: "left" }, cell))))));
};
