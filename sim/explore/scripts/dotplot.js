// The first picture: for each outcome twenty dots, each a twentieth of the parameter draws; price and theories.

const CELL = { wide: 212, tall: 92, left: 10, right: 10, dot: 10, foot: 20, ticks: 12, up: 5 };

/** Columns of dots, of which no one is higher than there is room. */
const thinned = (columns, across, up) => {
  const counts = new Array(across).fill(0);
  for (const at of columns) counts[at] += 1;
  const room = () => counts.reduce((best, count, at) => (count < up && (best < 0 || Math.abs(at - full()) < Math.abs(best - full())) ? at : best), -1);
  const full = () => counts.indexOf(Math.max(...counts));
  while (Math.max(...counts) > up && Math.min(...counts) < up) {
    const [from, to] = [full(), room()];
    counts[from] -= 1;
    counts[to] += 1;
  }
  return counts.flatMap((count, at) => Array.from({ length: count }, (_, level) => [at, level]));
};
/** A scale that holds the dots, the ticks and what matters, the worse side first. */
const limitsOf = (outcome, spread) => {
  const values = [-spread.delta, spread.delta, ...spread.dots, ...spread.theories].filter(Number.isFinite);
  const low = Math.min(...values), high = Math.max(...values), margin = 0.05 * (high - low);
  return OUTCOMES.get(outcome).better === "more" ? [low - margin, high + margin] : [high + margin, low - margin];
};
const sideOfDot = (outcome, value, delta) => {
  if (!(Math.abs(value) >= delta && delta > 0)) return "same";
  return value > 0 === (OUTCOMES.get(outcome).better === "more") ? "better" : "worse";
};
/** What a cell shows of a study: the dots, the mean, and the mean under each theory. */
const spreadFor = (study, outcome) => ({
  dots: study.dots(outcome), delta: study.delta(outcome), mean: study.pooledChanges(outcome).sample.mean,
  theories: study.counting.map((theory) => study.difference(theory, outcome)),
});

const dotCell = (study, outcome) => {
  const spread = spreadFor(study, outcome), [start, end] = limitsOf(outcome, spread);
  const wide = CELL.wide - CELL.left - CELL.right, across = Math.floor(wide / CELL.dot), base = CELL.tall - CELL.foot - CELL.ticks;
  const x = (value) => CELL.left + ((value - start) / (end - start)) * wide;
  const known = spread.dots.filter(Number.isFinite).sort((a, b) => (a - b) * Math.sign(end - start));
  const columns = known.map((value) => Math.min(Math.max(Math.floor((x(value) - CELL.left) / CELL.dot), 0), across - 1));
  const marks = thinned(columns, across, CELL.up).map(([at, level], k) =>
    dot(sideOfDot(outcome, known[k], spread.delta), CELL.left + (at + 0.5) * CELL.dot, base - (level + 0.5) * CELL.dot));
  const [one, other] = [x(-spread.delta), x(spread.delta)].sort((a, b) => a - b);
  const band = svg("rect", { x: round(one), y: 0, width: round(other - one), height: base, class: "band" });
  const ticks = spread.theories.map((value) => line(x(value), base + 3, x(value), base + CELL.ticks - 1, "tick"));
  return picture(`dots_${outcome}`, CELL.wide, CELL.tall, dotsSay(outcome, known, spread),
    band, line(x(0), 0, x(0), base, "zero"), line(CELL.left, base, CELL.wide - CELL.right, base, "axis"), marks, ticks, scaleOf(outcome, x, [start, end]));
};
const dot = (side, x, y) => {
  if (side === "worse") return svg("path", { d: `M${round(x)} ${round(y - 4)}l4.4 8h-8.8z`, class: side });
  return svg("circle", { cx: round(x), cy: round(y), r: 4, class: side });
};
/** Two or three numbers beneath a cell. */
const scaleOf = (outcome, x, ends) => {
  const [low, high] = [...ends].sort((a, b) => a - b), edge = 0.08 * (high - low), by = isChance(outcome) ? 100 : 1;
  return ticksBetween((low + edge) * by, (high - edge) * by, 3).map((value) =>
    text(x(value / by), CELL.tall - 5, `${value > 0 ? "+" : ""}${short(value)}`.replace("-", "−"), { class: "small middle" }));
};
/** So many round numbers at most between two, nothing among them. */
const ticksBetween = (low, high, most) => {
  const rough = (high - low) / most, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= rough);
  const found = [];
  for (let at = Math.ceil(low / step); at * step <= high; at++) found.push(Number((at * step).toPrecision(12)));
  return found;
};
const countSides = (outcome, dots, delta) => {
  const count = (side) => dots.filter((value) => sideOfDot(outcome, value, delta) === side).length;
  return { better: count("better"), same: count("same"), worse: count("worse") };
};
const dotsSay = (outcome, dots, spread) => {
  const sides = countSides(outcome, dots, spread.delta), { label } = OUTCOMES.get(outcome);
  return `${label}: mean difference ${figure(outcome, spread.mean, true)}. Of ${dots.length} dots ${sides.better} better, ${sides.same} too small to matter, ${sides.worse} worse.`;
};

/** A card: the outcome, its levels, the difference, the dots and the verdict. */
const outcomeCard = (study, group, outcome, judged) => {
  const label = OUTCOMES.get(outcome).label.replace(" by the horizon", ""), spread = spreadFor(study, outcome);
  const [before, after] = [0, 1].map((cell) => figure(outcome, study.overall(cell, outcome).mean));
  const share = (side) => percent(study.shares(outcome)[`share_${side}`]);
  return el("div", { class: "card" },
    el("h3", {}, el("span", { class: "group" }, group), label),
    el("p", { class: "levels" }, `${before} → ${after} `, el("strong", {}, figure(outcome, spread.mean, true)), ` ${unitOfDifference(outcome)}`),
    dotCell(study, outcome),
    el("p", { class: "sides" }, [["good", "●", "better"], ["bad", "▲", "worse"]].map(([tone, mark, side]) =>
      el("span", { class: tone }, `${mark} ${share(side)}`, el("span", { class: "unseen" }, ` of draws ${side}`)))),
    el("p", { class: "verdict" }, judged ? verdictWords(study.agreement(outcome)) : " "));
};
const unitOfDifference = (outcome) => (isChance(outcome) ? "points" : OUTCOMES.get(outcome).unit);
const verdictWords = (row) => {
  const tone = { [V.better]: "good", [V.worse]: "bad", [V.contested]: "open" }[row.verdict] ?? "quiet";
  return [el("span", { class: tone }, row.verdict), row.of > 1 ? ` ${row.agree}/${row.of} theories` : ""];
};
/** When talks and crises differ for long, each on the side on which it does for longest. */
const whenCard = (study) => {
  const words = ["talks", "in_crisis"].flatMap((kind) => {
    const row = largest(onsets(study).filter(({ what }) => what === kind), ({ weeks }) => weeks);
    if (!row) return [];
    const more = row.side === V.more, good = more === (kind === "talks"), what = kind === "talks" ? "worlds at talks" : "worlds in a crisis";
    const [tone, mark] = row.reverse.length ? ["open", "◆"] : good ? ["good", "●"] : ["bad", "▲"];
    return [el("p", { class: tone }, `${mark} ${more ? "more" : "fewer"} ${what}: ${spellWords(row)}${standingWords(row)}`)];
  });
  return el("div", { class: "card" }, el("h3", {}, el("span", { class: "group" }, "When"), "Lasting difference in talks or crises"), words.length ? words : el("p", {}, "nothing that lasts"));
};
