// Numbers per world gathered by parameter draw, and how sure what is made of them is: sim/results/sample.py.

const ratio = (top, bottom) => (bottom > 0 ? top / bottom : NaN);
const mapped = (count, made) => Float64Array.from({ length: count }, (_, at) => made(at));
const added = (row) => {
  let sum = 0;
  for (const each of row) sum += each;
  return sum;
};
/** The row on a grid whose sums are exact, so that no order of addition matters. */
const summable = (row) => {
  let largest = 0;
  for (const each of row) largest = Math.max(largest, Math.abs(each));
  if (largest === 0) return row;
  const grid = 2 ** (exponent(largest * row.length) - 52), even = 6755399441055744;
  return row.map((each) => (each / grid + even - even) * grid);
};
/** Of a number m × 2ᵉ with m from a half to one, the e. */
const exponent = (x) => {
  let e = Math.floor(Math.log2(x)) + 1;
  while (2 ** e <= x) e += 1;
  while (2 ** (e - 1) > x) e -= 1;
  return e;
};
/** The quantile of ordered numbers, linear between neighbours. */
const between = (ordered, share) => {
  if (!ordered.length) return NaN;
  const place = share * (ordered.length - 1), below = Math.floor(place);
  return ordered[below] + (place - below) * (ordered[Math.ceil(place)] - ordered[below]);
};
const ordered = (row) => row.filter((each) => !Number.isNaN(each)).sort();
/** What lies between two numbers, of which the mean may be one outside. */
const spreadOf = (inOrder, mean) => {
  const ends = data.resampling.interval.map((share) => between(inOrder, share));
  if (Number.isNaN(mean)) return ends;
  return Number.isNaN(ends[0]) ? [mean, mean] : [Math.min(ends[0], mean), Math.max(ends[1], mean)];
};

/** One number of every world, gathered by parameter draw. */
class Sample {
  constructor(values, replicates) {
    const known = values.map((each) => (Number.isNaN(each) ? 0 : 1));
    const row = summable(values.map((each) => (Number.isNaN(each) ? 0 : each)));
    const draws = Math.ceil(row.length / replicates);
    [this.sums, this.worlds, this.squares] = [0, 0, 0].map(() => new Float64Array(draws));
    row.forEach((each, world) => {
      const draw = Math.floor(world / replicates);
      this.sums[draw] += each;
      this.worlds[draw] += known[world];
    });
    row.forEach((each, world) => {
      const draw = Math.floor(world / replicates), off = each - this.sums[draw] / this.worlds[draw];
      if (known[world]) this.squares[draw] += off * off;
    });
    this.total = added(this.worlds);
    this.mean = ratio(added(this.sums), this.total);
    this.known = this.worlds.reduce((count, each) => count + (each > 0), 0);
    this.averages = mapped(draws, (draw) => ratio(this.sums[draw], this.worlds[draw]));
  }
  get spare() {
    return this.worlds.reduce((sum, each) => sum + Math.max(each - 1, 0), 0);
  }
  /** The variance of worlds within a parameter draw: random draws alone. */
  get within() {
    return ratio(added(this.squares), this.spare);
  }
  get mcError() {
    return Math.sqrt(ratio(this.within, this.total));
  }
  /** Share of the variance between averages of draws that is random. */
  get randomShare() {
    const count = Math.max(this.known, 1), has = (draw) => this.worlds[draw] > 0;
    const squares = this.averages.map((each, draw) => (has(draw) ? (each - this.mean) ** 2 : 0));
    const variance = added(summable(squares)) / Math.max(count - 1, 1);
    const perWorld = this.worlds.map((each) => (each > 0 ? 1 / each : 0));
    const random = ((this.within || 0) * added(summable(perWorld))) / count;
    return Math.min(variance > 0 ? random / variance : 0, 1) * (1 - 1 / count);
  }
  get shareError() {
    return data.resampling.sure * Math.sqrt(2 / Math.max(this.known - 1, 1) + 2 / Math.max(this.spare, 1));
  }
  drawnIn(randomShare) {
    const kept = Math.sqrt(1 - randomShare);
    return this.averages.map((each) => this.mean + (each - this.mean) * kept);
  }
  /** Averages of parameter draws without what random draws add. */
  get draws() {
    return this.drawnIn(this.randomShare);
  }
  /** The same if as much of their spread is random as the error allows. */
  get narrow() {
    return this.drawnIn(Math.min(this.randomShare * (1 + this.shareError), 1));
  }
  /** The 90 % interval of the mean by bootstrap over draws. */
  interval() {
    if (this.known < 2) return [NaN, NaN];
    const sums = weighed(this.sums), worlds = weighedWorlds(this.worlds);
    const inOrder = ordered(sums.map((sum, at) => ratio(sum, worlds[at])));
    return data.resampling.interval.map((share) => between(inOrder, share));
  }
}
/** Numbers of the draws added up in each resample, as often as the resample counts each draw. */
const weighed = (row) => {
  const draws = row.length, weights = weightsOf(draws), found = new Float64Array(weights.length / draws);
  for (let at = 0, place = 0; at < found.length; at++) {
    let sum = 0;
    for (let draw = 0; draw < draws; draw++, place++) sum += row[draw] * weights[place];
    found[at] = sum;
  }
  return found;
};
/** The same of the counts of worlds, which are alike for nearly all numbers: the last ones are kept. */
let lastWorlds = { key: "", found: null };
const weighedWorlds = (worlds) => {
  const key = worlds.join();
  if (lastWorlds.key !== key) lastWorlds = { key, found: weighed(worlds) };
  return lastWorlds.found;
};

/** The sample of averages over theories, world by world, and the draws of all of them, then these narrow. */
const pooled = (rows, replicates) => {
  const each = rows.map((row) => new Sample(row, replicates));
  const mean = mapped(rows[0].length, (world) => {
    const known = rows.map((row) => row[world]).filter((value) => !Number.isNaN(value));
    return ratio(added(known), known.length);
  });
  const joined = (name) => Float64Array.from(each.flatMap((sample) => [...sample[name]]));
  return { sample: new Sample(mean, replicates), draws: joined("draws"), narrow: joined("narrow"), each };
};
