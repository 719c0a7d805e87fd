// Shares of worlds week by week, and when a difference sets in: sim/results/onset.py.

/** Of one cell: by name the level of what is followed in every week, from rows of every world. */
const weeklyLevels = (rows, worlds, weeks) => {
  const war = rows[WAR], alive = new Float64Array(weeks);
  for (let week = 0; week < weeks; week++) alive[week] = worlds - added(war.subarray(week * worlds, (week + 1) * worlds));
  const crises = binnedMeans("in_crisis", rows, worlds, alive);
  const measured = Object.keys(data.followed).map((name) => [name, binnedMeans(name, rows, worlds, alive)]);
  return {
    talks: sharesFrom("talks", rows, worlds, weeks), freeze: sharesFrom("freeze", rows, worlds, weeks),
    in_crisis: crises.map((mean, week) => (mean * alive[week]) / worlds), ...Object.fromEntries(measured),
  };
};
/** The share of worlds that stand at a stage or beyond it, week by week. */
const sharesFrom = (kind, rows, worlds, weeks) => {
  const from = data.stages.indexOf(kind), stage = rows.stage, war = rows[WAR], found = new Float64Array(weeks);
  for (let at = 0; at < stage.length; at++) if (!war[at] && stage[at] >= from) found[Math.floor(at / worlds)] += 1;
  return found.map((count) => count / worlds);
};
/** The mean of a measure as it is counted: each world in the middle of its bin; 0 without any world. */
const binnedMeans = (name, rows, worlds, alive) => {
  const { low, high } = data.measures[name], bins = data.thresholds.bins, values = rows[name], war = rows[WAR];
  const start = Math.fround(low), scale = Math.fround(bins / (high - low)), sums = new Float64Array(alive.length);
  for (let at = 0; at < values.length; at++) {
    const bin = Math.trunc(Math.fround(Math.fround(values[at] - start) * scale));
    if (!war[at]) sums[Math.floor(at / worlds)] += Math.min(Math.max(bin, 0), bins - 1);
  }
  return sums.map((sum, week) => (alive[week] ? low + ((0.5 + sum / alive[week]) * (high - low)) / bins : 0));
};

/** The mean of a thing that is followed over the theories that count, week by week. */
const meanOver = (study, cell, what) =>
  study.once(`mean ${cell} ${what}`, () => {
    const rows = study.counting.map((theory) => study.cells[theory][cell].weekly[what]);
    return mapped(rows[0].length, (week) => added(rows.map((row) => row[week])) / rows.length);
  });

/** Runs of four weeks or more in which something holds, as first week and the one after the last. */
const spells = (holds) => {
  const found = [];
  for (let week = 0, start = 0; week <= holds.length; week++) {
    if (week < holds.length && holds[week]) continue;
    if (week - start >= data.thresholds.spell) found.push([start, week]);
    start = week + 1;
  }
  return found;
};

/** How many of the theories that see the lever differ by what matters by themselves in these weeks, and which on the other side. */
const onsetByTheory = (study, what, runs, least, side) => {
  const means = study.leveraged.map((theory) => {
    const [base, other] = study.cells[theory].map((cell) => cell.weekly[what]);
    const apart = runs.flatMap(([start, stop]) => Array.from({ length: stop - start }, (_, at) => other[start + at] - base[start + at]));
    return { theory, mean: (added(apart) / apart.length) * (side === V.more ? 1 : -1) };
  });
  const reverse = means.filter(({ mean }) => mean <= -least).map(({ theory }) => theory);
  return { agree: means.filter(({ mean }) => mean >= least).length, theories: means.length, reverse };
};

/** When things that are followed differ for long: a row a thing and side. */
const onsets = (study) =>
  study.once("onsets", () =>
    data.onsets.flatMap(({ what, least }) => {
      const [base, other] = [0, 1].map((cell) => meanOver(study, cell, what)), apart = Array.from(other, (each, week) => each - base[week]);
      return [[V.more, apart.map((each) => each >= least)], [V.less, apart.map((each) => each <= -least)]].flatMap(([side, holds]) => {
        const runs = spells(holds), weeks = runs.reduce((sum, [start, stop]) => sum + stop - start, 0);
        return runs.length ? [{ what, side, first: runs[0][0], last: runs.at(-1)[1] - 1, weeks, ...onsetByTheory(study, what, runs, least, side) }] : [];
      });
    }),
  );
