// What may be said of a difference: sim/results/verdicts.py and what_matters.py, with their words.

const V = data.verdicts;

/** The least difference to a level that matters. */
const leastOf = (outcome, level) => {
  const { delta, bounded } = OUTCOMES.get(outcome), rooms = [Math.abs(level)];
  if (bounded) rooms.push(Math.abs(1 - level));
  return Math.min(delta, ...rooms.map((room) => Math.max(room / 2, delta * data.thresholds.next_to_nothing)));
};

/** What a difference shows, before it is asked which side is better. */
const readingOf = (row) => {
  if (Number.isNaN(row.difference + row.mean_low + row.mean_high + row.mc_error)) return V.too_few;
  const side = sideOf(row);
  if (side && Math.abs(row.difference) >= row.delta) return side > 0 ? V.more : V.less;
  if (row.both_sides) return V.depends;
  return -row.delta < row.mean_low && row.mean_high < row.delta ? V.same : V.too_few;
};
/** 1 or -1 where the mean is clear of nothing, however little it is. */
const sideOf = (row) => Number(row.mean_low > 0) - Number(row.mean_high < 0);
const verdictOf = (outcome, saturated, row) => {
  const { better } = OUTCOMES.get(outcome), reading = readingOf(row);
  if (saturated) return V.saturated;
  if (better === "neither") return V.not_judged;
  if (reading !== V.more && reading !== V.less) return reading;
  return reading === better ? V.better : V.worse;
};

/** Whether one final class holds nearly all worlds in every scenario. */
const isSaturated = (finals) => {
  if (Math.min(...finals.map((each) => each.length)) * (1 - data.thresholds.nearly_all) < 1) return false;
  return data.final_classes.some((_, place) =>
    finals.every((each) => each.filter((it) => it === place).length / each.length > data.thresholds.nearly_all),
  );
};
