// Orders and injects of a setting: those of its preset, moved or taken out, and its own; and what is wrong with one.

const WORDS = new (wordsPart().Words)(data.model);
const PRESET_WORDS = new Map();
/** The words of a preset, with all that it extends. */
const presetWords = (name) => PRESET_WORDS.get(name) ?? PRESET_WORDS.set(name, WORDS.known(name)).get(name);
/** The orders that a setting comes to, by name. */
const orderedIn = (setting) => {
  const found = { ...presetWords(setting.preset).orders };
  for (const [name, change] of Object.entries(setting.orders)) {
    if (change === null) delete found[name];
    else found[name] = { ...found[name], ...change };
  }
  return found;
};
const injectsIn = (setting) => Object.fromEntries(Object.entries(presetWords(setting.preset).injects).filter(([name]) => setting.injects[name] !== null));
const isOfPreset = (setting, name) => Object.hasOwn(presetWords(setting.preset).orders, name);

/** With an order as it is to be, or taken out (null). */
const withOrder = (setting, name, entry) => {
  const changed = copied(setting), own = presetWords(setting.preset).orders[name];
  delete changed.orders[name];
  if (entry !== null || own) changed.orders[name] = entry;
  return changed;
};
/** An order moved to another day, with the day until which it holds. */
const withOrderMoved = (setting, name, from) => {
  const order = orderedIn(setting)[name], by = dayOf(from) - dayOf(order.from);
  const days = order.to === undefined ? { from } : { from, to: isoOf(dayOf(order.to) + by) };
  return withOrder(setting, name, isOfPreset(setting, name) ? days : { ...order, ...days });
};
const asInPreset = (setting, name) => {
  const changed = copied(setting);
  delete changed.orders[name];
  return changed;
};
const withInject = (setting, name, kept) => {
  const changed = copied(setting);
  if (kept) delete changed.injects[name];
  else changed.injects[name] = null;
  return changed;
};

const isDay = (iso) => /^\d{4}-\d\d-\d\d$/.test(iso ?? "") && !Number.isNaN(dayOf(iso)) && isoOf(dayOf(iso)) === iso;
/** What is wrong with an order, or with what waits for it; empty where `check` would find it sound. */
const orderFault = (setting, name) => {
  const orders = orderedIn(setting), order = orders[name];
  if (!order) {
    const waiting = Object.entries(injectsIn(setting)).find(([, inject]) => JSON.stringify(inject.when).includes(`"after":${JSON.stringify(name)}`));
    return waiting ? `the inject ${spaced(waiting[0])} waits for it; take that out first` : "";
  }
  return dayFault(order) || signalFault(order) || metFault(orders, name) || nonsenseIn(setting);
};
const dayFault = ({ from, to }) => {
  const first = dayOf(data.start), last = dayOf(data.monday) + 7 * data.weeks - 1;
  for (const day of to === undefined ? [from] : [from, to]) {
    if (!isDay(day)) return "a day is missing";
    if (dayOf(day) < first || dayOf(day) > last) return `${dayInWords(day)} is outside the run, which goes from ${dayInWords(data.start)} to ${dayInWords(isoOf(last))}`;
  }
  return to !== undefined && to < from ? "it ends before it begins" : "";
};
const signalFault = (order) => {
  const known = Object.hasOwn(data.model.signals, order.signal) ? data.model.signals[order.signal] : null, { stages } = data.seat.signals[order.signal] ?? {};
  if (!known) return "there is no such signal";
  if (order.withhold) return order.to === undefined ? "it does not say until when the signal is withheld" : "";
  if (order.scale !== undefined && (known.family !== "forces" || !(order.scale > 0 && order.scale <= 2))) return "a scale is for forces, above 0 to 2";
  if (!known.lasts && order.length !== undefined) return `${spaced(order.signal)} is of the moment, and has no length`;
  if (!known.lasts && order.to !== undefined && order.every === undefined && weekOf(order.to) > weekOf(order.from)) return `${spaced(order.signal)} is of the moment, and has no end: send it again and again until then, or once`;
  if (stages && !order.every && !order.whatever_the_stage && weekOf(order.from) < stages[0]) return `it needs the stage ${spaced(data.stages[stages[0]])}, which no talks can have reached by then`;
  return "";
};
/** Another order that withholds what this one sends, or sends what this one withholds. */
const metFault = (orders, name) => {
  const order = orders[name], mine = new Set(weeksOfOrder(order)), actors = WORDS.dated.actors(order.actor);
  const met = Object.entries(orders).find(([other, each]) => other !== name && each.signal === order.signal && Boolean(each.withhold) !== Boolean(order.withhold)
    && WORDS.dated.actors(each.actor).some((actor) => actors.includes(actor)) && weeksOfOrder(each).some((week) => mine.has(week)));
  return met ? `${spaced(order.signal)} is both ordered and withheld in the same weeks: see ${spaced(met[0])}` : "";
};
const weeksOfOrder = (order) => WORDS.dated.when("", order, data.model.signals[order.signal]).weeks;
const nonsenseIn = (setting) => {
  try {
    WORDS.numbers(inModel(setting));
    return "";
  } catch (error) {
    return error.message.replace(/^[\w.]+: /, "");
  }
};

/** An order of one actor as the run will carry it out: sim/studies/preview/content.py. */
const sendingOf = (order, actor) => {
  const signal = data.model.signals[order.signal], when = WORDS.dated.when("", order, signal), weeks = when.weeks.filter((week) => week >= 0);
  if (!weeks.length) return null;
  const length = when.length ?? signal.length, last = dayOf(mondayOf(weeks.at(-1))), end = last + (order.withhold ? 0 : 7 * (length - 1)) + 6;
  const shown = isoOf(Math.min(last + 6, end, dayOf(data.monday) + 7 * data.weeks - 1)), times = order.withhold ? 0 : weeks.length, first = mondayOf(weeks[0]);
  const inWeeks = (count) => `${count} week${count === 1 ? "" : "s"}`, every = times > 1 ? weeks[1] - weeks[0] : 1;
  const often = times === 1 ? "once" : `${every === 1 ? "every week" : `every ${inWeeks(every)}`}, ${times} times`;
  const lasts = length > 1 ? `, ${times > 1 ? "each " : ""}lasting ${inWeeks(length)}` : "", scale = order.scale === undefined ? "" : `, at scale ${short(order.scale)}`;
  const how = times ? `${often}${lasts}${scale}` : "withheld", days = times === 1 ? `on ${first}` : `from ${first} to ${shown}`;
  return { first, actor, signal: order.signal, words: `ordered: ${actor} ${spaced(order.signal)}, ${how}, ${days}` };
};
const sendingsOf = (setting) => Object.values(orderedIn(setting)).flatMap((order) => WORDS.dated.actors(order.actor).map((actor) => sendingOf(order, actor))).filter(Boolean)
  .sort((a, b) => [["first"], ["actor"], ["signal"]].map(([key]) => (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0)).find(Boolean) ?? 0).map((each) => each.words);
/** Orders and injects of a setting that another one has not, in words. */
const toldOrders = (setting, baseline) => {
  const theirs = new Set(sendingsOf(baseline)), mine = sendingsOf(setting).filter((words) => !theirs.has(words)), most = data.thresholds.named;
  const injects = injectsIn(baseline), more = mine.length > most ? [`${mine.length - most} more orders`] : [];
  const told = Object.entries(injectsIn(setting)).filter(([name, inject]) => JSON.stringify(inject) !== JSON.stringify(injects[name]));
  return [...mine.slice(0, most), ...more, ...told.map(([name]) => `inject ${spaced(name)}: ${PRESETS.get(setting.preset).injects[name]}`)];
};
/** The same for a question, without what the preset says. */
const orderChanges = (setting) => [
  ...Object.entries(setting.orders).map(([name, change]) => {
    const order = orderedIn(setting)[name];
    if (change === null) return `${spaced(name)} is not ordered`;
    return order.withhold ? `${order.actor} is kept from ${spaced(order.signal)} from ${order.from} to ${order.to}` : `${order.actor} is ordered ${spaced(order.signal)} on ${order.from}`;
  }),
  ...Object.keys(setting.injects).map((name) => `the inject ${spaced(name)} is left out`),
];

// ── in a link ──
const ORDER_WORDS = { actor: String, signal: String, from: String, to: String, every: Number, length: Number, scale: Number, withhold: Boolean, whatever_the_stage: Boolean };
const OUT = "-";
const orderInLink = (change) => (change === null ? OUT : Object.entries(change).map(([word, value]) => `${word}:${value}`).join(","));
/** A setting with an order of a link; null where it says nothing sound. */
const withOrderOfLink = (setting, name, value) => {
  if (!/^[A-Za-z][A-Za-z0-9_]{0,60}$/.test(name) || (value === OUT && !isOfPreset(setting, name))) return null;
  const entry = value === OUT ? null : {};
  for (const part of value === OUT ? [] : value.split(",")) {
    const [word, ...rest] = part.split(":"), kind = Object.hasOwn(ORDER_WORDS, word) ? ORDER_WORDS[word] : null;
    if (!kind || rest.length !== 1 || (kind === Number && !(Number(rest[0]) > 0)) || (kind === Boolean && rest[0] !== "true")) return null;
    entry[word] = kind(rest[0]);
  }
  const changed = withOrder(setting, name, entry);
  try {
    return orderFault(changed, name) ? null : changed;
  } catch {
    return null; // words that are lacking
  }
};
const withInjectOfLink = (setting, name, value) => (value === OUT && Object.hasOwn(injectsIn(setting), name) ? withInject(setting, name, false) : null);
