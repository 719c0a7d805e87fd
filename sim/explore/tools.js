// What scenarios in words are read with: days, weeks, spans, and complaints about what is none of them.
function toolsPart() {
  const DAY = 86400000;

  class Nonsense extends Error {
    constructor(key, what) { super(`${key}: ${what}`); this.name = "Nonsense"; this.key = key; }
  }

  const isMapping = value => typeof value === "object" && value !== null && !Array.isArray(value);

  // (low, high) of a number or range, within another
  function span(value, key, within = [-Infinity, Infinity]) {
    const [low, high] = Array.isArray(value) ? value : [value, value];
    const numbers = (Array.isArray(value) ? value.length === 2 : true) && Number.isFinite(low) && Number.isFinite(high);
    if (!numbers || low > high) throw new Nonsense(key, `${JSON.stringify(value)} is neither a number nor [low, high]`);
    if (low < within[0] || high > within[1])
      throw new Nonsense(key, `${JSON.stringify(value)} is out of range; allowed: ${within[0]} to ${within[1]}`);
    return [low, high];
  }

  // a number of weeks, with its unit or without
  function weeksOf(value, key) {
    const found = /^ *(\d{1,4}) *(weeks?|w)? *$/i.exec(String(value));
    if (!found || +found[1] < 1 || +found[1] > 1000) throw new Nonsense(key, `${JSON.stringify(value)} is no number of weeks`);
    return +found[1];
  }

  // the place of a day, counted from 1 January 1970
  function dayOf(value, key) {
    const at = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(value) : NaN;
    if (Number.isNaN(at)) throw new Nonsense(key, `${JSON.stringify(value)} is no day`);
    return at / DAY;
  }

  function known(words, allowed, key) {
    if (!isMapping(words)) throw new Nonsense(key, `${JSON.stringify(words)} has no entries`);
    for (const word of Object.keys(words))
      if (!allowed.includes(word)) throw new Nonsense(`${key}.${word}`, `is not known; allowed: ${allowed.join(", ")}`);
  }

  function named(word, table, key, kind) {
    if (!Object.hasOwn(table, word)) throw new Nonsense(key, `${JSON.stringify(word)} is no ${kind} of this page`);
    return table[word];
  }

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

  const range = (first, end, step = 1) => Array.from({length: Math.max(Math.ceil((end - first) / step), 0)}, (_, k) => first + k * step);

  return {Nonsense, isMapping, span, weeksOf, dayOf, known, named, laidOver, range};
}
