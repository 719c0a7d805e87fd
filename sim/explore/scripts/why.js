// Why a signal was sent: which lever, moved least, would have led to another choice in the same world and week.

/** Settings in which one lever each is moved from the start, or the strategy is another. */
const nearby = (setting) => [...data.levers.face.flatMap(({ of, names }) => names.flatMap((name) => leversMoved(setting, of, name))), ...strategiesChanged(setting)];
const leversMoved = (setting, of, name) => {
  const { range } = data.levers.dispositions[name], [low, high] = range, wide = high - low, now = mixAt(setting, of[0], 0)[name], at = (now[0] + now[1]) / 2;
  const values = [1, 2, 4, 8].flatMap((eighths) => [at - (eighths * wide) / 8, at + (eighths * wide) / 8]);
  const distinct = new Set(values.map((value) => onStep(Math.min(Math.max(value, low), high), range)));
  return [...distinct].filter((value) => value !== onStep(at, range)).map((value) => ({
    lever: `${of} ${name}`, apart: Math.abs(value - at) / wide, setting: withDisposition(setting, of, name, value),
    words: `${of.join(" and ")} ${spaced(name)} were ${short(value)} instead of ${short(at)}`,
  }));
};
/** Further off than any lever. */
const strategiesChanged = (setting) =>
  Object.keys(data.strategies).map((strategy) => ({
    lever: `strategy ${strategy}`, apart: 2, setting: { ...setting, strategy, then: null }, words: `the strategy were ${spaced(strategy)}`,
  }));
const choiceOf = (told, actor, family, week) => told.weekly[`sent/${actor}/${family}`][week];
/** Of each lever the smallest move that leads to another choice, the smallest first. */
const flipsOf = (found, told, { actor, family, week }) => {
  const was = choiceOf(told, actor, family, week), flipped = found.filter((each) => choiceOf(each.told, actor, family, week) !== was);
  const least = new Map();
  for (const each of flipped.sort((a, b) => a.apart - b.apart)) {
    if (!least.has(each.lever)) least.set(each.lever, { ...each, then: data.menus[actor][family][choiceOf(each.told, actor, family, week)] });
  }
  return [...least.values()];
};
const whyWords = (flips, { actor, family, week }, was) => {
  const signal = (name) => (name === data.menus[actor][family][0] ? "silence" : spaced(name));
  const heading = el("p", {}, `${actor}, week of ${dayInWords(mondayOf(week))}, ${family}: `, el("strong", {}, signal(was)), ".");
  if (!flips.length) return [heading, el("p", {}, "No lever on the face, moved by itself as far as it goes, and no other strategy leads to another choice in this world and week.")];
  const rows = flips.map((flip) => el("li", {}, `would have been ${signal(flip.then)} if ${flip.words} from the start`));
  return [heading, el("p", {}, "Each of these alone would have led to another choice, the smallest move first; what went before would have gone otherwise, too:"), el("ul", {}, rows)];
};
/** The weeks in which an actor sent something, for the choice of one. */
const sendings = (told, actor) => sentIn(told).filter((row) => row.actor === actor).flatMap(({ family, signal, weeks }) => weeks.map(({ week }) => ({ family, signal, week }))).sort((a, b) => a.week - b.week);
