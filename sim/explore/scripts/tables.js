// Every outcome as a table on the page and as CSV.

const COLUMNS = ["outcome", "before", "now", "difference", "90 % of draws", "verdict", "agree"];
const outcomeTable = (study) => {
  const heads = study.alone ? ["outcome", "mean", "90 % of draws", ...study.counting.map(spaced)] : COLUMNS;
  return el("table", {}, el("thead", {}, el("tr", {}, heads.map((head, at) => el("th", { scope: "col", class: at ? "" : "left" }, head)))),
    el("tbody", {}, SHOWN.map((outcome) => el("tr", {}, el("th", { scope: "row", class: "left" }, OUTCOMES.get(outcome).label, unitInTable(outcome)),
      (study.alone ? cellsOfOne : cellsOfTwo)(study, outcome).map((cell) => el("td", {}, cell))))));
};
const unitInTable = (outcome) => el("span", { class: "quiet" }, isChance(outcome) ? "" : ` ${OUTCOMES.get(outcome).unit}`);
const cellsOfOne = (study, outcome) => {
  const { mean, spread_low, spread_high } = study.overall(0, outcome);
  return [figure(outcome, mean), `${figure(outcome, spread_low)} to ${figure(outcome, spread_high)}`, ...study.counting.map((theory) => figure(outcome, study.level(theory, 0, outcome)))];
};
const cellsOfTwo = (study, outcome) => {
  const row = study.agreement(outcome), tone = { [V.better]: "good", [V.worse]: "bad", [V.contested]: "open" }[row.verdict] ?? "quiet";
  return [...[0, 1].map((cell) => figure(outcome, study.overall(cell, outcome).mean)), figure(outcome, row.difference, true),
    `${figure(outcome, row.spread_low, true)} to ${figure(outcome, row.spread_high, true)}`, el("span", { class: tone }, row.verdict), `${row.agree}/${row.of}`];
};

/** What spreadsheets must not take for a formula stands behind a quote. */
const csvCell = (value) => {
  const plain = typeof value === "string" && /^[=+@\t\r-]/.test(value) ? `'${value}` : String(value);
  return /[",\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
};
const csvOf = (rows) => rows.map((row) => `${row.map(csvCell).join(",")}\n`).join("");
const NUMBERS = ["difference", "spread_low", "spread_high", "share_better", "share_same", "share_worse", "delta", "mean_low", "mean_high", "mc_error"];
/** Levels, and differences over all theories and under each: the numbers behind the page. */
const csvOfStudy = (study) => {
  const head = ["scenario", "baseline", "theory", "outcome", "unit", "baseline_mean", "mean", ...NUMBERS, "verdict"];
  if (study.alone) return csvOf([["scenario", "theory", "outcome", "unit", "mean"], ...study.theories.flatMap((theory) => NAMES.map((outcome) => [study.names[0], theory, outcome, OUTCOMES.get(outcome).unit, study.level(theory, 0, outcome)]))]);
  const rows = [["all", (outcome) => study.agreement(outcome), (cell, outcome) => study.overall(cell, outcome).mean],
    ...study.theories.map((theory) => [theory, (outcome) => study.effect(theory, outcome), (cell, outcome) => study.level(theory, cell, outcome)])];
  return csvOf([head, ...rows.flatMap(([theory, row, level]) => NAMES.map((outcome) => {
    const found = row(outcome);
    return [study.names[1], study.names[0], theory, outcome, OUTCOMES.get(outcome).unit, level(0, outcome), level(1, outcome), ...NUMBERS.map((name) => found[name]), found.verdict];
  }))]);
};
