// The module at work: its memory, what goes into it, and what comes out. Runs in the page or in a worker.
function machinePart() {
  const round = Math.fround, WORD = 2n ** 64n;

  // 2 to the power of a float32: the steps of sim/core/maths.py
  function exp2(x, {ln2, whole, terms, range}) {
    const wide = Math.min(Math.max(x, range[0]), range[1]), power = (wide + whole) - whole;
    const rest = (wide - power) * ln2;
    let series = rest * terms.at(-1);
    for (let k = terms.length - 2; k > 0; k--) series = (series + terms[k]) * rest;
    return round((series + terms[0]) * 2 ** power);
  }

  // tables of a fixed size: `cells` scenarios, each with `units` of worlds
  class Machine {
    constructor(module, data, cells, units) {
      const {layout} = data, {sizes, lanes, unit} = layout;
      Object.assign(this, {data, layout, cells, units, lanes, weeks: data.weeks, wide: units * unit, blocks: units * unit / lanes});
      this.rows = Math.max(layout.rows.length, data.outcomes.length);
      let size = 1024;
      const place = bytes => { const at = size; size += Math.ceil(bytes / 64) * 64; return at; };
      this.at = {
        words: place(8 * layout.words.length), names: place(8 * layout.names.length), drawn: place(8 * this.filled()),
        days: place(8 * this.weeks), cells: place(8 * data.theories.length * (1 + cells)),
        state: place(4 * cells * this.wide * sizes.state), given: place(4 * cells * this.wide * sizes.given),
        dated: place(4 * (this.weeks + 1) * cells * layout.dated.length),
        random: place(4 * units * this.weeks * sizes.week), places: place(4 * this.filled() * this.drawUnits() * unit),
        outcomes: place(4 * data.outcomes.length * cells * this.wide),
        record: place(4 * this.weeks * layout.rows.length * cells * this.wide),
      };
      const pages = Math.ceil(size / layout.page), [from, name] = layout.memory;
      this.memory = new WebAssembly.Memory({initial: pages, maximum: pages});
      this.run_ = new WebAssembly.Instance(module, {[from]: {[name]: this.memory}}).exports;
      this.floats = new Float32Array(this.memory.buffer);
      this.longs = new BigInt64Array(this.memory.buffer);
      this.putLongs(this.at.names, layout.names);
      this.putLongs(this.at.drawn, layout.drawn);
      const monday = Math.round(Date.parse(data.monday) / 86400000) + data.epoch;
      this.putLongs(this.at.days, Array.from({length: this.weeks}, (_, week) => monday + 7 * week));
    }

    // names that places are drawn for, filled up to whole batches
    filled() { return Math.ceil(this.layout.drawn.length / this.layout.batch) * this.layout.batch; }

    // counters of eight draws that the parameters of all worlds may take
    drawUnits() { return Math.ceil((this.wide / this.data.replicates + 1) / this.layout.unit) + 1; }

    putLongs(at, values) { values.forEach((value, k) => { this.longs[at / 8 + k] = BigInt.asIntN(64, BigInt(value)); }); }

    call(name, words, values) {
      this.putLongs(this.at.words, words.map(word => values[word] ?? 0));
      this.run_[name](this.at.words);
    }

    // what all functions over blocks are given; `record` stands for rows of one week or of all
    arguments(record, rows, weeks, week) {
      const {sizes, dated} = this.layout, row = 4 * this.lanes;
      return {
        ...this.at, ...this.draw, record, weeks, units: this.units,
        dated: this.at.dated + 4 * week * this.cells * dated.length,
        cells_step: 8 * (1 + this.cells), dated_step: 4 * this.cells * dated.length,
        row_step: row, record_step: rows * row, block_step: weeks * rows * row, cell_step: this.blocks * weeks * rows * row,
        unit_step: 4 * this.weeks * sizes.week,
      };
    }

    // the random draws of the worlds from `first` on (which begins a unit), kept until others are asked for
    drawn(seed, first) {
      const key = `${seed}/${first}`;
      if (this.key === key) return;
      const {layout, data} = this, long = BigInt(seed);
      this.draw = {key: long % WORD, key2: long / WORD, first: first / layout.unit};
      this.call("draws", layout.words, this.arguments(0, 0, this.weeks, 0));
      const begin = Math.floor(first / data.replicates), counter = Math.floor(begin / layout.unit);
      this.call("places", layout.placing, {
        ...this.draw, rows: this.at.places, names: this.at.drawn, batches: this.filled() / layout.batch,
        count: this.filled(), first: counter, units: this.drawUnits(), unit_step: 4 * this.filled() * layout.unit,
      });
      this.skip = begin - counter * layout.unit;
      this.lead = first % data.replicates;
      this.key = key;
      this.done = [];
    }

    // the place of a name in a draw of the parameters
    place(name, draw) {
      const {unit} = this.layout, at = draw + this.skip;
      return this.floats[this.at.places / 4 + (Math.floor(at / unit) * this.filled() + name) * unit + at % unit];
    }

    // numbers of a scenario: sim/core/parameters.py draws them in the same steps
    fill(cell, numbers) {
      const {layout, data} = this, draws = Math.ceil((this.lead + this.wide) / data.replicates), values = new Float32Array(draws);
      layout.given.forEach((slot, k) => {
        if ("constant" in slot) values.fill(slot.constant);
        else {
          const name = slot.parameter ?? slot.fade, [low, high] = (slot.actor ? numbers.values[slot.actor][slot.value] ?? [0, 0] : numbers.parameters[name]).map(round);
          const wide = round(high - low);
          for (let draw = 0; draw < draws; draw++) {
            const value = Math.min(round(low + round(wide * this.place(slot.drawn, draw))), high);
            values[draw] = slot.fade ? round(1 - exp2(round(-1 / value), data.maths)) : value;
          }
        }
        this.spread(cell, k, values);
      });
      const {dated} = layout, table = this.at.dated / 4;
      for (let week = 0; week <= this.weeks; week++)
        this.floats.set(numbers.table.subarray(week * dated.length, (week + 1) * dated.length), table + (week * this.cells + cell) * dated.length);
    }

    spread(cell, k, values) {
      const {sizes, lanes} = this.layout, {replicates} = this.data;
      for (let world = 0; world < this.wide; world++) {
        const block = cell * this.blocks + Math.floor(world / lanes);
        this.floats[this.at.given / 4 + (block * sizes.given + k) * lanes + world % lanes] = values[Math.floor((this.lead + world) / replicates)];
      }
    }

    // `numbers` has those of each scenario, `theories` the place of its theory; what has not changed stays as it is
    prepared(numbers, theories, seed, first) {
      const {data, at} = this;
      this.drawn(seed, first);
      const asked = numbers.map((each, cell) => `${theories[cell]} ${each.key}`);
      const changed = asked.flatMap((each, cell) => each === this.done[cell] ? [] : [cell]);
      for (const cell of changed) this.fill(cell, numbers[cell]);
      data.theories.forEach((_, theory) => {
        const cells = changed.filter(cell => theories[cell] === theory);
        this.putLongs(at.cells + 8 * theory * (1 + this.cells), [cells.length, ...cells]);
      });
      this.done = asked;
    }

    run(asked) {
      const {layout, data, at} = this;
      this.prepared(...asked);
      this.begun(this.weeks);
      this.call("outcomes", layout.words, this.arguments(at.outcomes, data.outcomes.length, 1, this.weeks));
    }

    // what options are worth in a week, when the weeks before it have been run
    weighed(asked, week) {
      const {layout, at} = this, random = at.random + 4 * week * layout.sizes.week;
      this.done = []; // what was run to the end before is none of this
      this.prepared(...asked);
      this.begun(week);
      this.call("options", layout.words, {...this.arguments(at.record, layout.options.length, 1, week), random});
      this.done = [];
    }

    begun(weeks) {
      const {layout, at} = this, all = this.arguments(at.record, layout.rows.length, weeks, 0);
      for (const name of weeks ? ["once", "start", "weeks"] : ["once", "start"]) this.call(name, layout.words, all);
    }

    // one outcome of one scenario, by world
    outcome(cell, k, worlds) { return this.copied(this.at.outcomes, 1, this.data.outcomes.length, cell, k, worlds); }

    // one row of the record of one scenario, by week and world
    recorded(cell, k, worlds) { return this.copied(this.at.record, this.weeks, this.layout.rows.length, cell, k, worlds); }

    // what one option of one scenario is worth, by world
    worth(cell, k, worlds) { return this.copied(this.at.record, 1, this.layout.options.length, cell, k, worlds); }

    // weeks of a row of a table in which each block has its weeks, and each of these its rows, side by side
    copied(table, weeks, rows, cell, row, worlds) {
      const {floats, lanes, blocks} = this, found = new Float32Array(weeks * worlds);
      for (let world = 0; world < worlds; world++) {
        const block = cell * blocks + Math.floor(world / lanes);
        let at = table / 4 + (block * weeks * rows + row) * lanes + world % lanes;
        for (let to = world; to < found.length; to += worlds, at += rows * lanes) found[to] = floats[at];
      }
      return found;
    }
  }

  // answers a task: worlds of some scenarios, or the options of a `week`, in machines that are kept as long as they fit
  function answer(module, data, machines, task) {
    const {numbers, theories, seed, first, worlds, rows, week} = task, {unit} = data.layout;
    const units = Math.ceil(worlds / unit), key = `${numbers.length}/${units}`;
    let machine = machines.get(key);
    machines.delete(key);
    machine ??= new Machine(module, data, numbers.length, units);
    machines.set(key, machine);
    if (machines.size > 2) machines.delete(machines.keys().next().value);
    if (week !== undefined) {
      machine.weighed([numbers, theories, seed, first], week);
      return numbers.map((_, cell) => ({outcomes: [], weekly: [], options: data.layout.options.map((_, k) => machine.worth(cell, k, worlds))}));
    }
    machine.run([numbers, theories, seed, first]);
    return numbers.map((_, cell) => ({
      outcomes: data.outcomes.map((_, k) => machine.outcome(cell, k, worlds)),
      weekly: rows.map(name => machine.recorded(cell, data.layout.rows.indexOf(name), worlds)),
    }));
  }

  return {Machine, answer};
}
