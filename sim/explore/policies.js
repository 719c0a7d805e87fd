// Strategies and postures over time: the values of every disposition, and the weight of each by week.
// The steps of sim/scenario/periods.py and sim/model/postures.py.
function policiesPart({Nonsense, span, weeksOf, known, named}) {
  const ALWAYS = -1e6, EVER = 1e6;

  class Policies {
    // `week` gives the week of a day
    constructor(data, week) { Object.assign(this, {data, week}); }

    // spans by actor and value of each disposition; the weights go into the table
    over(words, table) {
      const {values, weeks: run} = this.data, courses = this.courses(words), found = {};
      for (const [actor, dispositions] of Object.entries(courses)) {
        found[actor] = {};
        for (const [name, course] of Object.entries(dispositions)) {
          if (course.length > values) throw new Nonsense(`posture.${actor}.${name}`, `has more than ${values} values over time`);
          for (let k = 0; k < values; k++) {
            found[actor][k ? `${name} ${k}` : name] = course[Math.min(k, course.length - 1)].span;
            table.row(`share/${actor}/${name}/${k}`, week => course[k]?.shares[Math.min(week, run - 1)] ?? 0);
          }
        }
      }
      return found;
    }

    courses(words) {
      const strategies = this.strategies(words.strategy), postures = this.postures(words.posture);
      const edges = new Set([...strategies, ...postures].flatMap(each => [each.first, each.end]));
      const changes = [...edges].filter(week => week !== ALWAYS && week !== EVER).sort((x, y) => x - y);
      return Object.fromEntries(this.data.actors.map(actor => {
        const steps = [ALWAYS, ...changes].map(week => ({
          week,
          strategy: this.strategyAt(words, strategies, actor, week), posture: this.postureAt(postures, actor, week),
          over: overAt(strategies, week),
        }));
        const naming = name => postures.filter(({step}) => Object.hasOwn(this.said(step, actor), name));
        this.check(steps, actor);
        return [actor, Object.fromEntries(Object.keys(steps[0].strategy).map(name => [name, this.course(
          moves(steps.map(({week, over, strategy}) => ({week, over, span: strategy[name]}))),
          moves(steps.map(({week, posture}) => ({week, over: overAt(naming(name), week), span: posture[name] ?? null}))),
        )]))];
      }));
    }

    check(steps, actor) {
      for (const {strategy, posture} of steps) for (const name of Object.keys(posture))
        if (!Object.hasOwn(strategy, name)) throw new Nonsense(`posture.${actor}.${name}`, "is no disposition of this actor");
    }

    // without a gap, from before the start to after the end
    strategies(asked) {
      const steps = Array.isArray(asked) ? asked : [{strategy: asked}], found = this.periods(steps, "strategy");
      const ends = [...found.slice(1).map(each => each.first), EVER];
      return found.map((each, k) => ({...each, first: k ? ends[k - 1] : ALWAYS, end: ends[k]}));
    }

    postures(asked) { return this.periods(Array.isArray(asked) ? asked : [asked], "posture"); }

    periods(steps, key) {
      const found = [];
      steps.forEach((step, k) => {
        const own = `${key}${steps.length > 1 ? `.${k + 1}` : ""}`;
        known(step, this.data.words[key], own);
        const over = step.over === undefined ? 1 : weeksOf(step.over, `${own}.over`);
        const above = found.length ? found.at(-1).end : over === 1 ? ALWAYS : 0;
        const first = step.from === undefined ? above : this.week(step.from, `${own}.from`);
        const end = step.until === undefined ? EVER : this.week(step.until, `${own}.until`) + 1;
        found.push({first, end, over, step});
      });
      return found;
    }

    strategyAt(words, periods, actor, week) {
      if (!this.data.allies.includes(actor)) return words.neutral[actor];
      const {strategy} = periods.find(each => each.first <= week && week < each.end).step;
      return named(strategy, words.strategies, "strategy", "strategy")[actor];
    }

    postureAt(periods, actor, week) {
      const said = {};
      for (const {step} of periods.filter(each => each.first <= week && week < each.end))
        for (const [name, value] of Object.entries(this.said(step, actor)))
          said[name] = span(value, `posture.${actor}.${name}`, this.data.ranges.dispositions[name]);
      return said;
    }

    // what a step says of an actor: of both allies, then of it alone
    said(step, actor) { return {...(this.data.allies.includes(actor) ? step.both : {}), ...step[actor]}; }

    // the values of a disposition that weigh something in some week, and how much
    course(strategy, posture) {
      const all = [...strategy, ...posture.filter(each => each.span)];
      const first = Math.min(0, ...all.map(each => each.week).filter(week => week > ALWAYS)) - 1;
      const count = this.data.weeks - first, places = new Map(all.map((move, k) => [JSON.stringify(move), k]));
      const alone = move => all.map((_, k) => new Float64Array(count).fill(k === places.get(JSON.stringify(move)) ? 1 : 0));
      const base = followed(strategy.map(move => [move, alone(move)]), first, count);
      const shares = followed(posture.map(move => [move, move.span ? alone(move) : base]), first, count);
      return all.map((move, k) => ({span: move.span ?? [0, 0], shares: Float32Array.from(shares[k].subarray(-first))}))
        .filter(each => each.shares.some(share => share));
    }
  }

  const overAt = (periods, week) => Math.max(1, ...periods.filter(each => each.first === week).map(each => each.over));
  const moves = asked => asked.filter((each, k) => !k || JSON.stringify(each.span) !== JSON.stringify(asked[k - 1].span));

  // weights by week on the way from one target to the next, each in equal parts from where things stood
  function followed(steps, start, count) {
    const shares = steps[0][1].map(row => row.slice());
    for (const [move, target] of steps.slice(1)) {
      const at = Math.min(move.week - start, count);
      shares.forEach((row, k) => {
        const stood = row[at - 1];
        for (let week = at; week < count; week++) {
          const done = Math.min((week - at + 1) / move.over, 1);
          row[week] = (1 - done) * stood + done * target[k][week];
        }
      });
    }
    return shares;
  }

  return {Policies};
}
