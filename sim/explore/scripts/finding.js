// The finding in a few sentences, made by rules from the tables: sim/studies/comparison/finding.py and
// run_finding.py.

/** The sentences on a scenario beside its baseline; `name` is what it is called. */
const finding = (study) => {
  const rows = SHOWN.map((outcome) => study.agreement(outcome)), lead = leading(rows);
  const told = [lead ? most(study, lead) : nothingClear(rows), peace(study), alike(rows), contestedIn(study, rows)];
  if (lead) told.push(priceAndOnset(study));
  return told.filter(Boolean);
};
const size = (row) => Math.abs(row.difference) / OUTCOMES.get(row.outcome).delta;
const largest = (rows, by) => rows.reduce((best, row) => (best && by(best) >= by(row) ? best : row), undefined);
const leading = (rows) => largest(rows.filter((row) => row.verdict === V.better || row.verdict === V.worse), size);
const levels = (study, outcome) => [0, 1].map((cell) => study.overall(cell, outcome).mean);

const most = (study, lead) => {
  const [base, name] = study.names.map(spaced), moves = lead.difference > 0 ? "up" : "down";
  const numbers = fromTo(lead.outcome, ...levels(study, lead.outcome));
  return `${opened(name)} differs from ${base} most in ${noun(lead.outcome)}: ${moves} ${numbers}. ${surely(lead, study.enough)}`;
};
const surely = (row, enough) => {
  const [side, other] = row.verdict === V.better ? ["better", "worse"] : ["worse", "better"];
  const share = row[`share_${side}`], against = row[`share_${other}`];
  const draws = `${percent(share)} of draws${against >= 0.005 ? `, ${other} in ${percent(against)}` : ""}`;
  const agree = row.of > 1 ? `${row.agree} of ${row.of} theories agree` : "under one theory";
  const why = enough ? agree : `few draws; ${agree}`, sure = confidenceIn(row.agree, row.of, share, enough);
  return `${itIs(share)} (${draws}) that this is ${side} by what matters; confidence is ${sure} (${why}).`;
};
const nothingClear = (rows) => {
  const judged = rows.filter((row) => row.verdict !== V.not_judged);
  const parts = Object.entries(data.words.open).flatMap(([verdict, words]) => {
    const count = judged.filter((row) => row.verdict === verdict).length;
    return count ? [`${count} ${words}`] : [];
  });
  return `No difference is clear and matters: of ${judged.length}, ${parts.join(", ")}.`;
};
const peace = (study) =>
  `${data.words.peace
    .map((outcome) => {
      let [first, other] = chancesOf(...levels(study, outcome));
      if (first.endsWith("%")) first = `${first} of worlds`;
      const what = outcome === "p_war" ? "War" : "a serious clash";
      return `${what} comes in ${first} (${other} under ${spaced(study.names[1])}): ${study.agreement(outcome).verdict}`;
    })
    .join("; ")}.`;
const alike = (rows) => {
  const found = rows.filter((row) => row.verdict === V.same && !data.words.peace.includes(row.outcome));
  return found.length ? `No difference that matters in ${listed(found.map((row) => noun(row.outcome)))}.` : "";
};
const contestedIn = (study, rows) => {
  const found = rows.filter((row) => row.verdict === V.contested);
  if (!found.length) return "";
  const first = largest(found, size), several = found.length > 1;
  const sides = `more under ${first.more_under}, less under ${first.less_under}`.replaceAll("_", " ");
  const count = several ? `${found.length} of ${rows.length} differences are` : "One difference is";
  return `${count} contested between theories, ${several ? "above all " : ""}${noun(first.outcome)} under ${spaced(study.names[1])}: ${sides}.`;
};
const priceAndOnset = (study) => {
  const name = spaced(study.names[1]), price = priceOf(study, name), onset = onsetWords(study);
  return price || onset ? `${price}${price && onset ? "; " : ""}${onset}.` : "";
};
const priceOf = (study, name) => {
  const costs = Object.entries(data.words.price).map(([outcome, side]) => ({ row: study.agreement(outcome), side }));
  const contested = ({ row }) => row.verdict === V.contested;
  const paid = costs.filter((it) => readingOf(it.row) === (it.side > 0 ? V.more : V.less) && !contested(it));
  const open = costs.filter((it) => contested(it) || [V.depends, V.too_few].includes(readingOf(it.row)));
  if (paid.length) return `${opened(name)} costs ${listed(paid.map(({ row }) => changeWords(row.outcome, row.difference)), 4)}`;
  if (open.length) return `What ${name} costs in ${listed(open.map(({ row }) => noun(row.outcome)))} is open`;
  return `${opened(name)} costs nothing that matters in ${data.words.costs}`;
};
const onsetWords = (study) => {
  const order = data.words.preferred, place = (row) => (order.includes(row.what) ? order.indexOf(row.what) : order.length);
  const row = largest(onsets(study), (each) => -place(each));
  if (!row) return "";
  const higher = row.side === V.more ? "higher" : "lower";
  return `the ${row.says} is ${higher} from ${monthAndYear(mondayOf(row.first))} to ${monthAndYear(mondayOf(row.last))} (${row.weeks} weeks)`;
};

/** The sentences on one scenario alone. */
const runFinding = (study) => {
  const chance = (outcome) => study.overall(0, outcome).mean, rate = study.overall(0, "provocations");
  const spread = Number.isNaN(rate.spread_low) ? "" : ` (${fixed(rate.spread_low, 0)} to ${fixed(rate.spread_high, 0)} in 90 % of parameter draws)`;
  const often = chancesOf(...Object.keys(data.words.conflict).map(chance));
  const conflict = Object.values(data.words.conflict).map((what, at) => `${what} in ${often[at]}`).join(", ");
  const talks = Object.entries(data.words.talks).map(([outcome, what]) => `${what} in ${percent(chance(outcome))} of worlds (${likelihood(chance(outcome))})`);
  const told = [`The DPRK makes ${fixed(rate.mean, 0)} provocations a year${spread}.`, `${conflict}.`, `${talks.join("; ")}.`, partedOn(study)];
  return told.filter(Boolean);
};
/** The outcome whose means theories put furthest apart, if it is by several times what matters. */
const partedOn = (study) => {
  if (study.counting.length < 2) return "";
  const apart = SHOWN.map((outcome) => {
    const means = study.counting.map((theory) => ({ theory, mean: study.level(theory, 0, outcome) }));
    const low = largest(means, (it) => -it.mean), high = largest(means, (it) => it.mean);
    const middle = added(means.map((it) => it.mean)) / means.length;
    return { outcome, low, high, times: (high.mean - low.mean) / leastOf(outcome, middle) };
  });
  const { outcome, low, high, times } = largest(apart, (it) => it.times);
  if (!(times >= data.thresholds.parts)) return "Theories come to much the same.";
  const said = isChance(outcome) ? chancesOf(low.mean, high.mean) : [low, high].map((it) => numberOf(it.mean, digitsOf(outcome)));
  return `Theories part most on ${noun(outcome)}: ${said[0]} under ${spaced(low.theory)}, ${said[1]} under ${spaced(high.theory)}.`;
};
