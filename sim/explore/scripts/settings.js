// What levers are set to, over a preset; and the words of the scenario file that means the same.

const ACTORS = Object.keys(data.levers.of_actors);
const ALLIES = ["US", "ROK"];
const PRESETS = new Map(data.presets.map((each) => [each.name, each]));
/** A setting with no lever moved. `strategy` null is the preset's own; `then` is what it switches to. */
const untouched = (preset) => ({ preset, strategy: null, then: null, mix: {}, parameters: {}, orders: {}, injects: {} });
const copied = (setting) => JSON.parse(JSON.stringify(setting));
const alikeSettings = (one, other) => JSON.stringify(wordsOf(one)) === JSON.stringify(wordsOf(other));
const isTouched = (setting) => Object.keys(wordsOf(setting)).length > 1;
/** What the scenario is called: a name that `compare` shows, too. */
const nameOf = (setting) => (isTouched(setting) ? `${setting.preset}_changed` : setting.preset);

/** Steps of strategy, each with the first week in which it holds. */
const stepsOf = (setting) => {
  const own = setting.strategy ? [{ strategy: setting.strategy, week: 0, over: 1 }] : PRESETS.get(setting.preset).steps;
  if (!setting.then) return own;
  const week = weekOf(setting.then.from);
  return [...own.filter((each) => each.week < week), { strategy: setting.then.strategy, week, over: setting.then.over }];
};
const weekOf = (iso) => Math.floor((dayOf(iso) - dayOf(data.monday)) / 7);

/** The span of every disposition of an actor under a strategy, before levers. */
const underStrategy = (setting, actor, strategy) => {
  const declared = data.levers.of_actors[actor].map((name) => [name, spanOf(data.levers.dispositions[name].default)]);
  return { ...Object.fromEntries(declared), ...(ALLIES.includes(actor) ? strategyOf(setting, strategy)[actor] : {}) };
};
const strategyOf = (setting, name) => PRESETS.get(setting.preset).strategies[name] ?? data.strategies[name];
const spanOf = (value) => (Array.isArray(value) ? value : [value, value]);
/** What a preset's posture makes of an actor in a week: the shipped steps, one over the other. */
const posed = (setting, actor, week) => {
  const holding = PRESETS.get(setting.preset).postures.filter((each) => each.week <= week && week < each.end);
  return Object.assign({}, ...holding.map((each) => each.mix[actor] ?? {}));
};
/** The span of every disposition of an actor that a week is on the way to. */
const mixAt = (setting, actor, week, levers = true) => {
  const step = stepsOf(setting).findLast((each) => each.week <= week);
  const moved = Object.entries(levers ? setting.mix[actor] ?? {} : {}).map(([name, value]) => [name, spanOf(value)]);
  return { ...underStrategy(setting, actor, step.strategy), ...posed(setting, actor, week), ...Object.fromEntries(moved) };
};

/** A setting with a disposition of some actors at a value; at what it is anyway, the lever is as untouched. */
const withDisposition = (setting, actors, name, value) => {
  const changed = copied(setting);
  for (const actor of actors) {
    const mix = { ...changed.mix[actor] }, otherwise = mixAt(setting, actor, 0, false)[name];
    delete mix[name];
    if (value !== null && !(otherwise[0] === value && otherwise[1] === value)) mix[name] = value;
    changed.mix[actor] = mix;
    if (!Object.keys(mix).length) delete changed.mix[actor];
  }
  return changed;
};
const ownSpan = (setting, name) => PRESETS.get(setting.preset).parameters[name] ?? data.levers.parameters[name].span;
const withParameter = (setting, name, span) => {
  const changed = copied(setting);
  delete changed.parameters[name];
  const own = ownSpan(setting, name);
  if (span && (span[0] !== own[0] || span[1] !== own[1])) changed.parameters[name] = span[0] === span[1] ? span[0] : span;
  return changed;
};

/** The words of a scenario file that extends the preset. */
const wordsOf = (setting) => {
  const words = { extends: setting.preset }, posture = postureWords(setting);
  if (setting.strategy && !setting.then) words.strategy = setting.strategy;
  if (setting.then) words.strategy = strategySteps(setting);
  if (Object.keys(posture).length) words.posture = laidOver(setting, posture);
  if (Object.keys(setting.parameters).length) words.parameters = { ...setting.parameters };
  for (const section of ["orders", "injects"]) if (Object.keys(setting[section]).length) words[section] = { ...setting[section] };
  return words;
};
const strategySteps = (setting) =>
  stepsOf(setting).map(({ strategy, week, over }) => {
    const isLast = setting.then && week === weekOf(setting.then.from);
    const step = { strategy };
    if (week > 0) step.from = isLast ? setting.then.from : mondayOf(week);
    if (over > 1) step.over = `${over} weeks`;
    return step;
  });
/** Dispositions by actor; what both allies have alike is said once, unless the preset says it of one of them. */
const postureWords = (setting) => {
  const [us, rok] = ALLIES.map((actor) => ({ ...setting.mix[actor] })), both = {};
  const said = new Set(PRESETS.get(setting.preset).postures.flatMap(({ mix }) => ALLIES.flatMap((actor) => Object.keys(mix[actor]))));
  for (const name of Object.keys(us)) {
    if (us[name] !== rok[name] || said.has(name)) continue;
    both[name] = us[name];
    delete us[name];
    delete rok[name];
  }
  const sides = { both, US: us, ROK: rok, China: setting.mix.China ?? {}, DPRK: setting.mix.DPRK ?? {} };
  return Object.fromEntries(Object.entries(sides).filter(([, mix]) => Object.keys(mix).length));
};
/** A posture over that of the preset: entry by entry, or a further step where it has steps. */
const laidOver = (setting, posture) => {
  const steps = PRESETS.get(setting.preset).posture_steps;
  return steps ? [...steps, { from: data.start, ...posture }] : posture;
};
/** The same words for the model, which takes a posture as a whole. */
const inModel = (setting) => {
  const words = wordsOf(setting), own = PRESETS.get(setting.preset).postures;
  if (!words.posture || Array.isArray(words.posture)) return words;
  const sides = ["both", "US", "ROK", "China", "DPRK"].map((side) => [side, { ...own[0].mix[side], ...words.posture[side] }]);
  return { ...words, posture: Object.fromEntries(sides) };
};
