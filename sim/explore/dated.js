// Facts of the calendar and orders, week by week. The steps of sim/model/calendar.py and orders.py, and of
// sim/scenario/orders.py.
function datedPart({Nonsense, span, weeksOf, dayOf, known, named, range}) {
  const round = Math.fround, EXERCISE = "exercise";

  class Dated {
    // `week` gives the week of a day
    constructor(data, week) { Object.assign(this, {data, week}); }

    // ── facts ──

    facts(calendar, table) {
      const facts = Object.entries(calendar).flatMap(([name, years]) => years.map(fact => this.fact(fact, `calendar.${name}`)));
      for (const name of Object.keys(this.data.facts)) table.row(`dated/${name}`, () => NaN);
      for (const fact of facts.filter(each => each.sets !== EXERCISE).sort((x, y) => x.day - y.day))
        for (const week of range(fact.first, Math.min(fact.end, table.weeks))) table.set(`dated/${fact.sets}`, week, fact.value);
      this.exercises(facts.filter(each => each.sets === EXERCISE), table);
    }

    fact(fact, key) {
      known(fact, this.data.words.calendar, key);
      const value = span(fact.value, `${key}.value`, named(fact.sets, {...this.data.facts, [EXERCISE]: this.data.exercise}, `${key}.sets`, "fact"))[0];
      const first = Math.max(this.week(fact.from, `${key}.from`), 0);
      const end = fact.to === undefined ? this.width : Math.max(this.week(fact.to, `${key}.to`) + 1, 0);
      return {
        ...fact, value, first, end, forces: span(fact.forces ?? 0, `${key}.forces`, [0, 1])[0],
        day: dayOf(fact.from, key), known: this.week(fact.known_from ?? fact.from, `${key}.known_from`),
      };
    }

    // weeks that the calendar looks at
    get width() { return this.data.weeks + this.data.ahead + 1; }

    exercises(facts, table) {
      const coming = new Float32Array(this.width);
      for (const {value, forces, first, end, day, known: told} of facts) {
        const dose = value * (1 + forces) / 2, begins = day >= dayOf(this.data.monday);
        if (first < this.width && begins) {
          [value, end - first, forces].forEach((each, k) => table.set(`${EXERCISE}/${k}`, first, each));
          for (const week of range(first, end)) table.set(`${EXERCISE}/3`, week, dose);
        }
        for (const week of range(Math.max(first - this.data.ahead, told, 0), Math.min(begins ? first + 1 : first, this.width)))
          coming[week] = Math.max(coming[week], round(dose));
      }
      table.row(`${EXERCISE}/4`, week => coming[week]);
    }

    // ── orders ──

    // all but those that are `kept` as they stand in the data
    orders(orders, kept, table) {
      const taken = new Map();
      for (const [name, order] of Object.entries(orders)) if (!kept.includes(name)) this.order(`orders.${name}`, order, taken, table);
    }

    order(key, order, taken, table) {
      known(order, this.data.words.orders, key);
      const signal = named(order.signal, this.data.signals, `${key}.signal`, "signal");
      const {weeks, length} = this.when(key, order, signal);
      const scale = order.scale === undefined ? signal.scale : span(order.scale, `${key}.scale`, [0, 2])[0];
      for (const actor of this.actors(order.actor)) {
        if (!signal.senders.includes(actor)) throw new Nonsense(`${key}.actor`, `${JSON.stringify(actor)} cannot send ${order.signal}`);
        const own = `${actor}/${order.signal}`;
        if (order.withhold) for (const week of weeks) table.set(`withhold/${own}`, week, 1);
        else for (const week of weeks) {
          this.take(key, actor, signal.family, week, taken);
          table.set(`send/${own}`, week, 1);
          table.set(`scale/${own}`, week, scale);
          table.set(`length/${own}`, week, length ?? signal.length);
          table.set(`forced/${own}`, week, order.whatever_the_stage ? 1 : 0);
        }
        if (length !== undefined && !order.withhold && signal.open) this.keepInForce(actor, signal, weeks, length, table);
      }
    }

    actors(asked) { return Array.isArray(asked) ? asked : asked === "alliance" ? this.data.allies : [asked]; }

    // an actor sends one signal of a family a week
    take(key, actor, family, week, taken) {
      const slot = `${actor} ${family} ${week}`;
      if (taken.has(slot)) throw new Nonsense(key, `${actor} is ordered two signals of the family ${family} in week ${week}: see ${taken.get(slot)}`);
      taken.set(slot, key);
    }

    when(key, order, signal) {
      const first = this.week(order.from, `${key}.from`), last = order.to === undefined ? first : this.week(order.to, `${key}.to`);
      const length = order.length === undefined ? undefined : weeksOf(order.length, `${key}.length`);
      if (order.withhold) return {weeks: range(first, last + 1), length};
      if (order.every !== undefined) {
        const end = order.to === undefined ? this.data.weeks - 1 : Math.min(last, this.data.weeks - 1);
        return {weeks: range(first, end + 1, weeksOf(order.every, `${key}.every`)), length};
      }
      const until = signal.lasts && order.to !== undefined ? last - first + 1 : undefined;
      return {weeks: [first], length: length ?? until};
    }

    // what would cut short what is ordered is closed meanwhile
    keepInForce(actor, signal, weeks, length, table) {
      for (const [other, own, senders] of signal.shortens) {
        if (!senders.includes(actor)) continue;
        for (const first of weeks) for (const week of range(first + 1, first + length - own)) table.set(`withhold/${actor}/${other}`, week, 1);
      }
    }
  }

  return {Dated};
}
