// A scenario in words, as a file has them, to numbers: spans to draw from, and what is dated in every week.
function wordsPart() {
  const tools = toolsPart(), {Nonsense, isMapping, span, dayOf, named, laidOver} = tools;
  const {Policies} = policiesPart(tools), {Dated} = datedPart(tools);
  // what a page may change of a scenario
  const WORDS = ["name", "question", "theory", "strategy", "posture", "parameters", "orders", "calendar", "injects"];
  const BY_NAME = ["parameters", "orders", "calendar", "injects", "strategies"];
  const same = (x, y) => JSON.stringify(x) === JSON.stringify(y);

  // a row a week, and a column for everything that is dated
  class Table {
    constructor(names, weeks) {
      this.columns = new Map(names.map((name, k) => [name.join("/"), k]));
      Object.assign(this, {weeks, width: names.length, numbers: new Float32Array(weeks * names.length)});
    }

    // what no week reads has no column
    set(name, week, value) {
      const column = this.columns.get(name);
      if (column !== undefined) this.put(column, week, value);
    }

    put(column, week, value) { if (week >= 0 && week < this.weeks) this.numbers[week * this.width + column] = value; }

    row(name, value) {
      const column = this.columns.get(name);
      if (column !== undefined) for (let week = 0; week < this.weeks; week++) this.put(column, week, value(week));
    }
  }

  class Words {
    // `data` is what sim/explore/model_data.py gives
    constructor(data) {
      const week = (day, key) => Math.floor((dayOf(day, key) - dayOf(data.monday)) / 7);
      Object.assign(this, {data, first: Object.keys(data.scenarios)[0]});
      this.policies = new Policies(data, week);
      this.dated = new Dated(data, week);
    }

    // spans by parameter, and by actor and value of a disposition; and the table of what is dated
    numbers(scenario) {
      const {extends: name, ...over} = scenario, before = this.known(name ?? this.first), words = this.merged(before, over);
      const table = new Table(this.data.layout.dated, this.data.weeks + 1);
      const parameters = this.parameters(words.parameters), values = this.policies.over(words, table);
      this.dated.facts(words.calendar, table);
      this.dated.orders(words.orders, this.owned(words, before, values, table), table);
      table.row("week", week => week);
      return {parameters, values, table: table.numbers};
    }

    // the words of a scenario of the data, of which only what differs from the first is there
    known(name) {
      const base = this.data.scenarios[this.first], own = named(name, this.data.scenarios, "extends", "scenario");
      if (base === own) return own;
      const found = {...base, ...own, own: own.own};
      for (const section of BY_NAME) {
        const entries = Object.entries({...base[section], ...own[section]});
        found[section] = Object.fromEntries(entries.filter(([, entry]) => entry !== null));
      }
      return found;
    }

    // changes of the page laid over a scenario
    merged(below, over) {
      for (const [section, value] of Object.entries(over)) {
        if (!WORDS.includes(section)) throw new Nonsense(section, "is nothing that a page can change");
        if (BY_NAME.includes(section) && !isMapping(value)) throw new Nonsense(section, `${JSON.stringify(value)} has no entries`);
      }
      const {calendar = {}, ...others} = over;
      return {...laidOver(below, others, ""), calendar: this.facts(calendar, below.calendar)};
    }

    // facts, each once for every year that it comes back in
    facts(changes, below) {
      const found = {...below};
      for (const [name, change] of Object.entries(changes)) {
        const key = `calendar.${name}`, years = below[name] ?? [{}];
        if (change === null) {
          named(name, below, key, "fact");
          delete found[name];
        } else if (years.length > 1 && Object.keys(change).some(word => word !== "value" && word !== "forces"))
          throw new Nonsense(key, "comes back every year: a page changes its value and forces alone");
        else found[name] = years.map(fact => laidOver(fact, change, key));
      }
      return found;
    }

    parameters(asked) {
      const ranges = {...this.data.scenarios[this.first].parameters, ...this.data.ranges.parameters};
      return Object.fromEntries(Object.entries(asked).map(([name, value]) => {
        const key = `parameters.${name}`;
        return [name, span(value, key, named(name, ranges, key, "parameter"))];
      }));
    }

    // what belongs to the injects of a scenario and to the orders beside them: it is in the data as numbers;
    // the names of those orders that are as they were
    owned({injects, orders, own}, before, values, table) {
      for (const [name, inject] of Object.entries(injects))
        if (!same(inject, before.injects[name])) throw new Nonsense(`injects.${name}`, "a page can take injects out, not put them in");
      if (!own) return [];
      for (const [actor, spans] of Object.entries(own.after)) Object.assign(values[actor], spans);
      for (const [column, runs] of Object.entries(own.dated)) runs.forEach(([first, value], k) => {
        for (let week = first; week < (runs[k + 1]?.[0] ?? table.weeks); week++) table.put(+column, week, value);
      });
      const stays = {injects: name => name in injects, orders: name => name in orders && same(orders[name], before.orders[name])};
      for (const [section, tasks] of Object.entries(own.tasks)) for (const [name, columns] of Object.entries(tasks)) if (!stays[section](name))
        for (const column of columns) for (let week = 0; week < table.weeks; week++) table.put(column, week, 0);
      return Object.keys(own.tasks.orders).filter(stays.orders);
    }
  }

  return {Words, Nonsense};
}
