// A scenario beside its baseline under some theories, as tables: sim/results/effects.py, agreement.py, summary.py.

/** The theories under which what others signal has an effect; all where none is of that kind. */
const seeing = (theories) => {
  const found = theories.filter((name) => !data.blind.includes(name));
  return found.length ? found : theories;
};

/**
 * What a comparison comes to. `cells` holds, by theory, the baseline and the scenario, each with `outcomes` by
 * name, `final` classes and `weekly` shares; a run of one scenario has one cell a theory.
 */
class Study {
  constructor({ names, theories, cells, replicates }) {
    Object.assign(this, { names, theories, cells, replicates });
    this.counting = seeing(theories);
    this.worlds = cells[theories[0]][0].final.length;
    this.draws = Math.ceil(this.worlds / replicates);
    this.alone = cells[theories[0]].length === 1;
    this.made = new Map();
  }
  /** What has been worked out before is not worked out again. */
  once(what, make) {
    if (!this.made.has(what)) this.made.set(what, make());
    return this.made.get(what);
  }
  /** That there are too few parameter draws, "" if there are enough. */
  get few() {
    return this.draws < data.thresholds.few_draws ? `${this.draws} parameter draws: intervals are too narrow under ${data.thresholds.few_draws}` : "";
  }
  values(theory, cell, outcome) {
    return this.once(`${theory} ${cell} ${outcome}`, () => Float64Array.from(this.cells[theory][cell].outcomes[outcome]));
  }
  changes(theory, outcome) {
    return this.once(`changes ${theory} ${outcome}`, () => {
      const [base, other] = [0, 1].map((cell) => this.values(theory, cell, outcome));
      return other.map((each, world) => each - base[world]);
    });
  }
  /** The level of an outcome under one theory. */
  level(theory, cell, outcome) {
    return this.once(`level ${theory} ${cell} ${outcome}`, () => new Sample(this.values(theory, cell, outcome), this.replicates).mean);
  }
  /** The level over theories that see, with what holds 90 % of parameter draws. */
  overall(cell, outcome) {
    return this.once(`overall ${cell} ${outcome}`, () => {
      const rows = this.counting.map((theory) => this.values(theory, cell, outcome));
      const { sample, draws } = pooled(rows, this.replicates);
      const spread = sample.known < 2 ? [NaN, NaN] : spreadOf(ordered(draws), sample.mean);
      return { mean: sample.mean, spread_low: spread[0], spread_high: spread[1] };
    });
  }
  saturated(theory) {
    return this.once(`saturated ${theory}`, () => isSaturated(this.cells[theory].map((cell) => cell.final)));
  }
  /** The paired difference under one theory. */
  effect(theory, outcome) {
    return this.once(`effect ${theory} ${outcome}`, () => {
      const sample = new Sample(this.changes(theory, outcome), this.replicates);
      const least = leastOf(outcome, this.level(theory, 0, outcome));
      return this.row(outcome, sample, sample.draws, sample.narrow, least, this.saturated(theory));
    });
  }
  /** The mean difference under one theory, without how sure it is. */
  difference(theory, outcome) {
    return this.once(`difference ${theory} ${outcome}`, () => new Sample(this.changes(theory, outcome), this.replicates).mean);
  }
  row(outcome, sample, draws, narrow, delta, saturated) {
    const [mean_low, mean_high] = sample.interval();
    const [low, high] = data.resampling.interval.map((share) => between(ordered(narrow), share));
    const spread = spreadOf(ordered(draws), sample.mean).map((end) => (Number.isNaN(mean_low) ? NaN : end));
    const row = {
      outcome, delta, mean_low, mean_high, difference: sample.mean, mc_error: sample.mcError,
      spread_low: spread[0], spread_high: spread[1], both_sides: low <= -delta && high >= delta,
      ...sharesOf(outcome, draws, delta),
    };
    return { ...row, verdict: verdictOf(outcome, saturated, row) };
  }
  /** The theories under which anything at all comes out differently; if none, all that count. */
  get leveraged() {
    return this.once("leveraged", () => {
      const found = this.counting.filter((theory) => NAMES.some((outcome) => !same(...[0, 1].map((cell) => this.values(theory, cell, outcome)))));
      return found.length ? found : this.counting;
    });
  }
  pooledChanges(outcome) {
    return this.once(`pooled ${outcome}`, () => pooled(this.leveraged.map((theory) => this.changes(theory, outcome)), this.replicates));
  }
  /** The least that matters of a difference over the theories. */
  delta(outcome) {
    return this.once(`delta ${outcome}`, () => {
      const rows = this.leveraged.map((theory) => this.values(theory, 0, outcome));
      return leastOf(outcome, pooled(rows, this.replicates).sample.mean);
    });
  }
  /** The difference over all theories that see the lever, and how many of them agree. */
  agreement(outcome) {
    return this.once(`agreement ${outcome}`, () => {
      const { sample, draws, narrow } = this.pooledChanges(outcome);
      const full = this.leveraged.every((theory) => this.saturated(theory));
      const row = this.row(outcome, sample, draws, narrow, this.delta(outcome), full);
      return { ...row, ...standing(row, this.leveraged.map((theory) => [theory, this.effect(theory, outcome)])) };
    });
  }
  /** The shares of draws on either side. */
  shares(outcome) {
    return this.once(`shares ${outcome}`, () => sharesOf(outcome, this.pooledChanges(outcome).draws, this.delta(outcome)));
  }
  /** Twenty equal shares of the parameter draws of a difference, each by its middle. */
  dots(outcome) {
    return this.once(`dots ${outcome}`, () => {
      const inOrder = ordered(this.pooledChanges(outcome).draws), count = data.thresholds.dots;
      return Array.from({ length: count }, (_, at) => between(inOrder, (at + 0.5) / count));
    });
  }
}

const same = (a, b) => a.every((each, at) => Object.is(each, b[at]) || each === b[at]);

/** Shares of draws that are better and worse by what matters, and between them those that are not. */
const sharesOf = (outcome, draws, delta) => {
  const { better } = OUTCOMES.get(outcome), side = { more: 1, less: -1 }[better] ?? NaN;
  const known = draws.filter((each) => !Number.isNaN(each * side)).length;
  const share = (sign) => ratio(draws.filter((each) => each * side * sign >= delta).length, known < 2 ? 0 : known);
  const [share_better, share_worse] = [share(1), share(-1)];
  return { share_better, share_same: 1 - share_better - share_worse, share_worse };
};

/** The verdict over theories and how many agree with it; `own` are the rows by theory. */
const standing = (row, own) => {
  const under = (reading) => own.filter(([, mine]) => readingOf(mine) === reading).map(([theory]) => theory);
  const [more, less] = [under(V.more), under(V.less)], reading = readingOf(row);
  const sides = { of: own.length, more_under: more.join(", "), less_under: less.join(", ") };
  if (more.length && less.length && row.verdict !== V.saturated) {
    return { ...sides, verdict: V.contested, agree: Math.max(more.length, less.length) };
  }
  return { ...sides, agree: under(reading).length };
};
