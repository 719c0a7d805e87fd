// The model in a page: scenarios in words go in, outcomes and weeks of their worlds come out.
class TwotrackModel {
  // `workers` threads share the worlds; 0 runs them in the page itself, as happens where there are none
  static async load(data, {workers = 2} = {}) {
    const model = new TwotrackModel(), {Words} = wordsPart();
    model.data = data;
    model.words = new Words(data);
    model.known = new Map();
    model.waiting = [];
    try {
      model.module = await WebAssembly.compile(await TwotrackModel.unpacked(data.module));
    } catch (error) {
      throw Object.assign(new Error("this browser has no WebAssembly with SIMD", {cause: error}), {simd: false});
    }
    model.workers = await model.hired(workers);
    return model;
  }

  static async unpacked(text) {
    const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  }

  // threads made from this very text, so that a page from disk has them too
  async hired(count) {
    const {answer} = machinePart(), machines = new Map();
    const here = {ask: async task => answer(this.module, this.data, machines, task)};
    if (!count || typeof Worker === "undefined") return [here];
    const data = {...this.data, module: undefined, scenarios: undefined};
    const text = `const {answer} = (${machinePart})(); const machines = new Map(), held = new Map(); let module, data;
      onmessage = ({data: {begin, number, task, afresh}}) => {
        if (begin) { ({module, data} = begin); postMessage({number}); return; }
        if (afresh) held.clear();
        for (const each of task.numbers) if (each.table) held.set(each.key, each);
        task.numbers = task.numbers.map(each => held.get(each.key));
        try {
          const parts = answer(module, data, machines, task);
          postMessage({number, parts}, parts.flatMap(part => [...part.outcomes, ...part.weekly].map(each => each.buffer)));
        } catch (error) { postMessage({number, error: String(error)}); }
      };`;
    const url = URL.createObjectURL(new Blob([text], {type: "text/javascript"}));
    try {
      return await Promise.all(Array.from({length: count}, async () => {
        const one = thread(new Worker(url)), held = new Set();
        await one.send({begin: {module: this.module, data}});
        return {ask: task => one.send(onlyNew(task, held)).then(({parts}) => parts), end: one.end};
      }));
    } catch {
      return [here]; // a browser that lets no file have threads
    } finally {
      URL.revokeObjectURL(url);
    }

    // numbers that a thread holds already go by their key
    function onlyNew(task, held) {
      const afresh = held.size > 64;
      if (afresh) held.clear();
      const numbers = task.numbers.map(each => held.has(each.key) ? {key: each.key} : (held.add(each.key), each));
      return {task: {...task, numbers}, afresh};
    }

    function thread(worker) {
      const asked = new Map();
      let count = 0;
      worker.onmessage = ({data: {number, error, ...more}}) => {
        const {resolve, reject} = asked.get(number);
        asked.delete(number);
        if (error) reject(new Error(error)); else resolve(more);
      };
      worker.onerror = event => { for (const {reject} of asked.values()) reject(new Error(event.message)); asked.clear(); };
      const send = message => new Promise((resolve, reject) => {
        asked.set(++count, {resolve, reject});
        worker.postMessage({...message, number: count});
      });
      return {send, end: () => worker.terminate()};
    }
  }

  // the numbers of a scenario; raises Nonsense where its words are none
  numbers(scenario) {
    const key = JSON.stringify(scenario);
    let found = this.known.get(key);
    if (!found) {
      if (this.known.size > 32) this.known.delete(this.known.keys().next().value);
      found = {...this.words.numbers(scenario), key};
      this.known.set(key, found);
    }
    return found;
  }

  // worlds of some scenarios on the same draws of parameters and the same random draws
  async run({cells, theory, worlds = 250, first = 0, seed = this.data.seed, weekly = [], signal}) {
    const {unit} = this.data.layout, before = first % unit, rows = weekly.map(name => this.row(name));
    const numbers = cells.map(each => this.numbers(each)), theories = cells.map(each => this.theory(each.theory ?? theory));
    const units = Math.ceil((before + worlds) / unit);
    const most = Math.max(Math.floor(TwotrackModel.LARGEST / cells.length), 1);
    const each = Math.min(Math.max(Math.ceil(units / this.workers.length), 1), most);
    const starts = Array.from({length: Math.ceil(units / each)}, (_, k) => k * each * unit);
    const parts = await Promise.all(starts.map(start => this.asked({
      numbers, theories, seed: String(seed), rows, first: first - before + start, worlds: Math.min(each * unit, units * unit - start),
    }, signal)));
    const joined = (cell, pick, height) => {
      const found = new Float32Array(height * worlds);
      parts.forEach((part, k) => {
        const rows = pick(part[cell]), width = rows.length / height, from = k ? 0 : before, to = starts[k] - before + from;
        const count = Math.min(width - from, worlds - to);
        for (let row = 0; row < height; row++) found.set(rows.subarray(row * width + from, row * width + from + count), row * worlds + to);
      });
      return found;
    };
    const named = (names, make) => Object.fromEntries(names.map((name, k) => [name, make(k)]));
    return {
      worlds, first, seed, weeks: this.data.weeks,
      outcomes: cells.map((_, cell) => named(this.data.outcomes, k => joined(cell, part => part.outcomes[k], 1))),
      weekly: cells.map((_, cell) => named(weekly, k => joined(cell, part => part.weekly[k], this.data.weeks))),
    };
  }

  // all that is recorded of one world, week by week
  async world({world, ...asked}) {
    const found = await this.run({...asked, first: world, worlds: 1, weekly: this.data.layout.rows});
    return found.weekly.map((rows, cell) => ({outcomes: found.outcomes[cell], weekly: rows}));
  }

  // the chance of every option of every actor and family in a week of one world; 0 where it is not open
  async options({cell, theory, world, week, seed = this.data.seed}) {
    const {unit, options, closed} = this.data.layout, before = world % unit;
    const asked = {numbers: [this.numbers(cell)], theories: [this.theory(theory)], seed: String(seed), rows: [], week};
    const [found] = await this.asked({...asked, first: world - before, worlds: before + 1}), chances = {};
    options.forEach((name, k) => {
      const [actor, family] = name.split("/"), value = found.options[k][before];
      ((chances[actor] ??= {})[family] ??= []).push(value <= closed / 2 ? 0 : Math.exp(value));
    });
    for (const families of Object.values(chances)) for (const [family, odds] of Object.entries(families)) {
      const whole = odds.reduce((sum, each) => sum + each, 0);
      families[family] = odds.map(each => each / whole);
    }
    return chances;
  }

  row(name) {
    const {rows} = this.data.layout, found = rows.includes(name) ? name : `reading/${name}`;
    if (!rows.includes(found)) throw new Error(`no week records ${name}`);
    return found;
  }

  theory(name) {
    const place = this.data.theories.indexOf(name);
    if (place < 0) throw new Error(`${name} is no theory of this page`);
    return place;
  }

  // the next worker that is free takes the task that has waited longest
  asked(task, signal) {
    return new Promise((resolve, reject) => {
      this.waiting.push({task, signal, resolve, reject});
      this.hand();
    });
  }

  hand() {
    for (const worker of this.workers) {
      while (!worker.busy && this.waiting.length) {
        const {task, signal, resolve, reject} = this.waiting.shift();
        if (signal?.aborted) { reject(signal.reason); continue; }
        worker.busy = true;
        worker.ask(task).then(resolve, reject).finally(() => { worker.busy = false; this.hand(); });
      }
    }
  }

  // ends the threads
  close() { for (const worker of this.workers) worker.end?.(); }
}
// units of worlds that run at a time, at most, of all scenarios together: a machine then has some 60 MB
TwotrackModel.LARGEST = 64;
