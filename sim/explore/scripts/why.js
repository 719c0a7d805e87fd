// Why a signal was sent: which lever, moved least, would have led to another choice in the same world and week.

/** Settings in which one lever each is moved, the nearest values first. */
const nearby = (setting) =>
  data.levers.face.flatMap(({ of, names }) => names.flatMap((name) => {
    const { range } = data.levers.dispositions[name], [low, high] = range, now = mixAt(setting, of[0], 0)[name];
    const at = (now[0] + now[1]) / 2, values = [1, 2, 4, 8].flatMap((steps) => [at - (steps * (high - low)) / 8, at + (steps * (high - low)) / 8]);
    return [...new Set(values.map((value) => onStep(Math.min(Math.max(value, low), high), range)))].filter((value) => value !== onStep(at, range))
      .map((value) => ({ of, name, from: at, value, apart: Math.abs(value - at) / (high - low), setting: withDisposition(setting, of, name, value) }));
  }));
const choiceOf = (told, actor, family, week) => told.weekly[`sent/${actor}/${family}`][week];
/** Of each lever the smallest move that leads to another choice, the smallest first. */
const flipsOf = (found, told, { actor, family, week }) => {
  const was = choiceOf(told, actor, family, week), flipped = found.filter((each) => choiceOf(each.told, actor, family, week) !== was);
  const least = new Map();
  for (const each of flipped.sort((a, b) => a.apart - b.apart)) {
    const key = `${each.of} ${each.name}`;
    if (!least.has(key)) least.set(key, { ...each, then: data.menus[actor][family][choiceOf(each.told, actor, family, week)] });
  }
  return [...least.values()];
};
const whyWords = (flips, { actor, family, week }, was) => {
  const signal = (name) => (name === data.menus[actor][family][0] ? "silence" : spaced(name));
  const heading = el("p", {}, `${actor}, week of ${dayInWords(mondayOf(week))}, ${family}: `, el("strong", {}, signal(was)), ".");
  if (!flips.length) return [heading, el("p", {}, "No lever on the face, moved by itself as far as it goes, leads to another choice in this world and week.")];
  const rows = flips.map((flip) => el("li", {}, `would have been ${signal(flip.then)} if ${flip.of.join(" and ")} ${spaced(flip.name)} were ${short(flip.value)} instead of ${short(flip.from)} from the start`));
  return [heading, el("p", {}, "One lever alone, moved least, would have led to another choice, since what went before would have gone otherwise too:"), el("ul", {}, rows)];
};
/** The weeks in which an actor sent something, for the choice of one. */
const sendings = (told, actor) => sentIn(told).filter((row) => row.actor === actor).flatMap(({ family, signal, weeks }) => weeks.map(({ week }) => ({ family, signal, week }))).sort((a, b) => a.week - b.week);
