// Words of a scenario, as a file has them, to numbers: spans to draw from, and what is dated in every week.
// The same steps as in sim/scenario/periods.py, orders.py and sim/model/postures.py, calendar.py, orders.py.
function wordsPart() {
  const ALWAYS = -1e6, EVER = 1e6, DAY = 86400000;
  const round = Math.fround;
  const span = value => Array.isArray(value) ? value : [value, value];
  const range = (first, end, step = 1) => {
    const found = [];
    for (let k = first; k < end; k += step) found.push(k);
    return found;
  };

  class Nonsense extends Error {
    constructor(key, what) { super(`${key}: ${what}`); this.name = "Nonsense"; this.key = key; }
  }

  const weeksOf = (value, key) => {
    const found = /^ *(\d{1,4}) *(weeks?|w)? *$/i.exec(String(value));
    if (!found || +found[1] < 1 || +found[1] > 1000) throw new Nonsense(key, `${value} is no number of weeks`);
    return +found[1];
  };

  const isMapping = value => typeof value === "object" && value !== null && !Array.isArray(value);

  // `over` laid on `base` as sim/scenario/inheritance.py lays it: mappings entry by entry, everything else
  // replaced, null removing an entry
  function laidOver(base, over, key) {
    if (!isMapping(base) || !isMapping(over)) return over;
    const found = {...base};
    for (const [name, value] of Object.entries(over)) {
      const own = key ? `${key}.${name}` : name;
      if (value === null) {
        if (!Object.hasOwn(base, name)) throw new Nonsense(own, "there is nothing of this name to remove");
        delete found[name];
      } else found[name] = Object.hasOwn(base, name) ? laidOver(base[name], value, own) : value;
    }
    return found;
  }

  // what a page may change of a scenario
  const WORDS = ["name", "question", "theory", "strategy", "posture", "parameters", "orders", "calendar", "injects"];

  class Words {
    // `data` is what sim/explore/model_data.py gives
    constructor(data) {
      this.data = data;
      this.first = Object.keys(data.scenarios)[0];
      this.start = Date.parse(data.monday);
      this.shape = data.weeks + 1;
    }

    // the words of a scenario of the data, of which only what differs from the first is there
    known(name) {
      if (!Object.hasOwn(this.data.scenarios, name)) throw new Nonsense("extends", `${name} is no scenario of this page`);
      const base = this.data.scenarios[this.first], own = this.data.scenarios[name];
      if (base === own) return own;
      const found = {...base, ...own, own: own.own};
      for (const section of ["parameters", "orders", "calendar", "injects", "strategies"]) {
        found[section] = {...base[section], ...own[section]};
        for (const [entry, value] of Object.entries(found[section])) if (value === null) delete found[section][entry];
      }
      return found;
    }

    // all words of a scenario, changes of the page laid over those it extends
    merged(scenario) {
      const {extends: name, ...over} = scenario, below = this.known(name ?? this.first);
      for (const section of Object.keys(over)) if (!WORDS.includes(section)) throw new Nonsense(section, "is nothing that a page can change");
      const {calendar = {}, ...others} = over;
      return {...laidOver(below, others, ""), calendar: this.facts(calendar, below.calendar)};
    }

    // facts, each once for every year that it comes back in
    facts(changes, below) {
      const found = {...below};
      for (const [name, change] of Object.entries(changes)) {
        const key = `calendar.${name}`, years = below[name] ?? [{forces: 0}];
        if (change === null) {
          if (!below[name]) throw new Nonsense(key, "there is nothing of this name to remove");
          delete found[name];
          continue;
        }
        if (years.length > 1 && Object.keys(change).some(word => !["value", "forces"].includes(word)))
          throw new Nonsense(key, "comes back every year: a page changes only its value and forces");
        found[name] = years.map(fact => laidOver(fact, change, key));
      }
      return found;
    }

    week(day, key) {
      const at = Date.parse(day);
      if (!(typeof day === "string") || Number.isNaN(at)) throw new Nonsense(key, `${day} is no date`);
      return Math.floor((at - this.start) / (7 * DAY));
    }

    // spans by parameter, and by actor and value of a disposition; dated values as one table, week by week
    numbers(scenario) {
      const words = this.merged(scenario), before = this.known(scenario.extends ?? this.first);
      const {layout} = this.data, table = new Float32Array(this.shape * layout.dated.length);
      const columns = new Map(layout.dated.map((name, k) => [name.join("/"), k]));
      const put = (name, week, value) => {
        const column = columns.get(name);
        if (column !== undefined && week >= 0 && week < this.shape) table[week * layout.dated.length + column] = value;
      };
      const parameters = this.parameters(words, before);
      const values = this.policies(words, put);
      this.calendar(words.calendar, put);
      const kept = this.owned(words, before, table, values);
      this.orders(words.orders, kept, put);
      for (let week = 0; week < this.shape; week++) put("week", week, week);
      return {parameters, values, table};
    }

    parameters(words, before) {
      const found = {};
      for (const [name, value] of Object.entries(words.parameters)) {
        if (!Object.hasOwn(before.parameters, name)) throw new Nonsense(`parameters.${name}`, "is no parameter");
        const [low, high] = span(value);
        if (!(low <= high)) throw new Nonsense(`parameters.${name}`, `${value} is neither a number nor [low, high]`);
        found[name] = [low, high];
      }
      return found;
    }

    // ── strategy and posture over time ──

    steps(words, section) {
      const one = words[section];
      if (Array.isArray(one)) return one;
      if (section === "strategy") return [{strategy: one}];
      return [one];
    }

    periods(steps, key) {
      const found = [];
      for (const step of steps) {
        const over = step.over === undefined ? 1 : weeksOf(step.over, `${key}.over`);
        const above = found.length ? found.at(-1).end : over === 1 ? ALWAYS : 0;
        const first = step.from === undefined ? above : this.week(step.from, `${key}.from`);
        const end = step.until === undefined ? EVER : this.week(step.until, `${key}.until`) + 1;
        found.push({first, end, over, step});
      }
      return found;
    }

    policies(words, put) {
      const strategies = this.periods(this.steps(words, "strategy"), "strategy");
      const ends = [...strategies.slice(1).map(each => each.first), EVER];
      strategies.forEach((each, k) => { each.first = k ? ends[k - 1] : ALWAYS; each.end = ends[k]; });
      const postures = this.periods(this.steps(words, "posture"), "posture");
      const edges = [...strategies, ...postures].flatMap(each => [each.first, each.end]);
      const weeks = [ALWAYS, ...[...new Set(edges)].filter(week => week !== ALWAYS && week !== EVER).sort((a, b) => a - b)];
      const found = {};
      for (const actor of this.data.actors) {
        found[actor] = {};
        const named = weeks.map(week => [week, over(strategies, week), this.strategyAt(words, strategies, actor, week)]);
        const said = weeks.map(week => [week, over(postures, week), this.postureAt(postures, actor, week)]);
        for (const [, , each] of said) for (const name of Object.keys(each)) {
          if (!Object.hasOwn(named[0][2], name)) throw new Nonsense(`posture.${actor}.${name}`, "is no disposition of this actor");
        }
        for (const name of Object.keys(named[0][2])) {
          const course = this.course(
            moves(named.map(([week, slow, spans]) => ({week, over: slow, span: spans[name]}))),
            moves(said.map(([week, slow, spans]) => ({week, over: slow, span: spans[name] ?? null}))),
          );
          if (course.length > this.data.values)
            throw new Nonsense(`posture.${actor}.${name}`, `has more than ${this.data.values} values over time`);
          for (let k = 0; k < this.data.values; k++) {
            found[actor][k ? `${name} ${k}` : name] = course[Math.min(k, course.length - 1)].span;
            for (let week = 0; week < this.shape; week++) {
              const share = k < course.length ? course[k].shares[Math.min(week, this.data.weeks - 1)] : 0;
              put(`share/${actor}/${name}/${k}`, week, share);
            }
          }
        }
      }
      return found;
    }

    strategyAt(words, periods, actor, week) {
      if (!this.data.allies.includes(actor)) return words.neutral[actor];
      const {strategy} = periods.find(each => each.first <= week && week < each.end).step;
      if (!Object.hasOwn(words.strategies, strategy)) throw new Nonsense("strategy", `${strategy} is no strategy`);
      return words.strategies[strategy][actor];
    }

    postureAt(periods, actor, week) {
      const said = {};
      for (const {first, end, step} of periods) {
        if (!(first <= week && week < end)) continue;
        const values = {...(this.data.allies.includes(actor) ? step.both : {}), ...step[actor]};
        for (const [name, value] of Object.entries(values)) said[name] = span(value);
      }
      return said;
    }

    // the values of a disposition that weigh something in some week, and how much
    course(strategy, posture) {
      const all = [...strategy, ...posture.filter(each => each.span)];
      const first = Math.min(0, ...all.map(each => each.week).filter(week => week > ALWAYS)) - 1;
      const count = this.data.weeks - first, unit = new Map();
      all.forEach((move, k) => unit.set(JSON.stringify(move), k));
      const plain = move => all.map((_, k) => new Float64Array(count).fill(k === unit.get(JSON.stringify(move)) ? 1 : 0));
      const base = followed(strategy.map(move => [move, plain(move)]), first, count);
      const shares = followed(posture.map(move => [move, move.span ? plain(move) : base]), first, count);
      return all.map((move, k) => ({span: move.span ?? [0, 0], shares: Float32Array.from(shares[k].subarray(-first))}))
        .filter(each => each.shares.some(share => share));
    }

    // ── facts ──

    calendar(calendar, put) {
      const facts = Object.entries(calendar).flatMap(([name, years]) => years.map(fact => ({...fact, key: `calendar.${name}`})));
      const width = this.data.weeks + this.data.ahead + 1;
      const weeks = fact => {
        const first = this.week(fact.from, fact.key);
        return [Math.max(first, 0), fact.to === undefined ? width : Math.max(this.week(fact.to, fact.key) + 1, 0), first];
      };
      for (const name of this.data.facts) for (let week = 0; week < this.shape; week++) put(`dated/${name}`, week, NaN);
      const dated = facts.filter(fact => fact.sets !== "exercise").map(fact => [weeks(fact), fact, Date.parse(fact.from)]);
      for (const [[first, end], fact] of dated.sort((a, b) => a[2] - b[2])) {
        if (!this.data.facts.includes(fact.sets)) throw new Nonsense(fact.key, `${fact.sets} is nothing that a fact sets`);
        for (let week = first; week < Math.min(end, this.shape); week++) put(`dated/${fact.sets}`, week, fact.value);
      }
      const coming = new Float32Array(width);
      for (const fact of facts.filter(each => each.sets === "exercise")) {
        const [start, end] = weeks(fact), dose = fact.value * (1 + fact.forces) / 2;
        if (start < width && Date.parse(fact.from) >= this.start) {
          [fact.value, end - start, fact.forces].forEach((value, k) => put(`exercise/${k}`, start, value));
          for (let week = start; week < end; week++) put("exercise/3", week, dose);
        }
        const known = this.week(fact.known_from ?? fact.from, fact.key);
        for (let week = Math.max(start - this.data.ahead, known, 0); week < Math.min(start, width); week++)
          coming[week] = Math.max(coming[week], round(dose));
      }
      for (let week = 0; week < this.shape; week++) put("exercise/4", week, coming[week]);
    }

    // ── orders ──

    // what belongs to the injects of a scenario, and to the orders that they wait for; those orders' names
    owned(words, before, table, values) {
      const own = words.own, width = this.data.layout.dated.length;
      for (const [name, inject] of Object.entries(words.injects)) {
        if (JSON.stringify(inject) !== JSON.stringify(before.injects[name]))
          throw new Nonsense(`injects.${name}`, "is not part of this page: a page can take injects out, not put them in");
      }
      for (const actor of this.data.actors) Object.assign(values[actor], own?.after[actor] ?? {});
      if (!own) return [];
      for (const [column, runs] of Object.entries(own.dated)) runs.forEach(([first, value], k) => {
        const end = k + 1 < runs.length ? runs[k + 1][0] : this.shape;
        for (let week = first; week < end; week++) table[week * width + +column] = value;
      });
      const kept = Object.keys(own.tasks).filter(name =>
        name in words.injects || JSON.stringify(words.orders[name]) === JSON.stringify(before.orders[name]));
      for (const [name, columns] of Object.entries(own.tasks)) {
        if (!kept.includes(name)) for (const column of columns)
          for (let week = 0; week < this.shape; week++) table[week * width + column] = 0;
      }
      return kept;
    }

    orders(orders, kept, put) {
      const taken = new Map();
      for (const [name, order] of Object.entries(orders)) {
        if (!kept.includes(name)) this.order(`orders.${name}`, order, taken, put);
      }
    }

    order(key, order, taken, put) {
      const signal = Object.hasOwn(this.data.signals, order.signal) && this.data.signals[order.signal];
      if (!signal) throw new Nonsense(key, `${order.signal} is no signal`);
      const actors = Array.isArray(order.actor) ? order.actor : order.actor === "alliance" ? this.data.allies : [order.actor];
      const {weeks, length} = this.when(key, order, signal);
      for (const actor of actors) {
        if (!signal.senders.includes(actor)) throw new Nonsense(key, `${actor} cannot send ${order.signal}`);
        const own = `${actor}/${order.signal}`;
        for (const week of weeks) {
          put(`${order.withhold ? "withhold" : "send"}/${own}`, week, 1);
          if (order.withhold) continue;
          const slot = `${actor}/${signal.family}/${week}`;
          if (taken.has(slot)) throw new Nonsense(key, `${actor} is ordered two signals of the family ${signal.family} in week ${week}: see ${taken.get(slot)}`);
          taken.set(slot, key);
          put(`scale/${own}`, week, order.scale ?? signal.scale);
          put(`length/${own}`, week, length ?? signal.length);
          put(`forced/${own}`, week, order.whatever_the_stage ? 1 : 0);
        }
        if (length !== undefined && !order.withhold && signal.open) this.keepInForce(actor, signal, weeks, length, put);
      }
    }

    when(key, order, signal) {
      const first = this.week(order.from, `${key}.from`), last = order.to === undefined ? first : this.week(order.to, `${key}.to`);
      let length = order.length === undefined ? undefined : weeksOf(order.length, `${key}.length`);
      if (order.withhold) return {weeks: range(first, last + 1), length};
      if (order.every !== undefined) {
        const end = order.to === undefined ? this.data.weeks - 1 : Math.min(last, this.data.weeks - 1);
        return {weeks: range(first, end + 1, weeksOf(order.every, `${key}.every`)), length};
      }
      if (length === undefined && signal.lasts && order.to !== undefined) length = last - first + 1;
      return {weeks: [first], length};
    }

    // what would cut it short is closed meanwhile
    keepInForce(actor, signal, weeks, length, put) {
      for (const [other, own, senders] of signal.shortens) {
        if (!senders.includes(actor)) continue;
        for (const first of weeks) for (const week of range(first + 1, first + length - own)) put(`withhold/${actor}/${other}`, week, 1);
      }
    }
  }

  const over = (periods, week) => Math.max(1, ...periods.filter(each => each.first === week).map(each => each.over));
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

  return {Words, Nonsense};
}
