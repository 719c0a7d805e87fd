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
/** What else might have been chosen that week, the likeliest first, with the chance that the rules gave it. */
const chanceTable = (told, chances, { actor, family, week }) => {
  const sent = choiceOf(told, actor, family, week), ordered = told.weekly[`ordered/${actor}/${family}`]?.[week];
  const all = data.menus[actor][family].map((name, place) => ({ words: place ? spaced(name) : "silence", place, chance: chances[actor][family][place] }));
  const shown = all.filter((each) => each.chance > 0 || each.place === sent).sort((a, b) => b.chance - a.chance), closed = all.filter((each) => !shown.includes(each));
  const rows = shown.map(({ words, place, chance }) => el("tr", { class: place === sent ? "strong" : "" }, el("th", { scope: "row", class: "left" }, `${place === sent ? "● " : ""}${words}`),
    el("td", {}, chance ? percentOf(chance) : "not open"), el("td", { class: "left" }, el("span", { class: "bar-of", style: `width: ${round(8 * chance)}rem` }))));
  return [
    el("table", { class: "chances" }, el("caption", {}, `What might have been chosen that week, by the rules as things stood (● sent${ordered ? ", since it was ordered" : ""})`),
      el("thead", {}, el("tr", {}, ["option", "chance", ""].map((head) => el("th", { scope: "col", class: head === "chance" ? "" : "left" }, head)))), el("tbody", {}, rows)),
    closed.length > 0 && el("p", { class: "small" }, `Not open that week: ${listed(closed.map((each) => each.words), 12)}.`),
  ];
};
const percentOf = (chance) => (chance < 0.001 ? "under 0.1 %" : `${short((100 * chance).toPrecision(2))} %`);
const whyWords = (flips, { actor, family, week }, was, chances) => {
  const signal = (name) => (name === data.menus[actor][family][0] ? "silence" : spaced(name));
  const heading = [el("p", {}, `${actor}, week of ${dayInWords(mondayOf(week))}, ${family}: `, el("strong", {}, signal(was)), "."), chances];
  if (!flips.length) return [...heading, el("p", {}, "No lever on the face, moved by itself as far as it goes, and no other strategy leads to another choice in this world and week.")];
  const rows = flips.map((flip) => el("li", {}, `would have been ${signal(flip.then)} if ${flip.words} from the start`));
  return [...heading, el("p", {}, "Each of these alone would have led to another choice, the smallest move first; what went before would have gone otherwise, too:"), el("ul", {}, rows)];
};
/** The weeks in which an actor sent something, for the choice of one. */
const sendings = (told, actor) => sentIn(told).filter((row) => row.actor === actor).flatMap(({ family, signal, weeks }) => weeks.map(({ week }) => ({ family, signal, week }))).sort((a, b) => a.week - b.week);
