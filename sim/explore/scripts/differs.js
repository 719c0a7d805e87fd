// What a setting does otherwise than the pinned one, in words: sim/studies/comparison/changes.py.

const differsIn = (setting, baseline, name) => {
  const told = toldDifferences(setting, baseline).join("; ") || "nothing differs";
  return `${opened(spaced(name))}. ${opened(told)}.`;
};
const toldDifferences = (setting, baseline) => {
  const preset = PRESETS.get(setting.preset), others = preset.told[baseline.preset] ?? { before: [], after: [] };
  return [...periodsOf(setting, baseline), ...others.before, ...parameterDifferences(setting, baseline), ...others.after];
};
const nowAndOtherwise = (value, other) => `${spanned(value)} (otherwise ${spanned(other)})`;

/** Each period whose dispositions differ from the baseline's at its start, and which differ most. */
const periodsOf = (setting, baseline) => {
  const weeks = data.weeks, changes = stepsOf(setting).map((each) => each.week);
  for (const each of PRESETS.get(setting.preset).postures) changes.push(each.week, each.end);
  const starts = [...new Set([0, ...changes.filter((week) => week > 0 && week < weeks)])].sort((a, b) => a - b);
  return starts.flatMap((week, at) => {
    const moved = movedAt(setting, baseline, week), last = (starts[at + 1] ?? weeks) - 1;
    const { strategy } = stepsOf(setting).findLast((each) => each.week <= week);
    return moved ? [`${spaced(strategy)} from ${mondayOf(week)} to ${isoOf(dayOf(data.monday) + 7 * last + 6)}: ${moved}`] : [];
  });
};
const movedAt = (setting, baseline, week) => {
  const found = ACTORS.flatMap((actor) => {
    const here = mixAt(setting, actor, week), there = mixAt(baseline, actor, 0);
    return Object.keys(here).map((name) => ({ actor, name, here: here[name], there: there[name] }));
  }).filter(({ here, there }) => here[0] !== there[0] || here[1] !== there[1]);
  const apart = ({ here, there }) => Math.abs(here[0] + here[1] - (there[0] + there[1]));
  const who = new Map();
  for (const each of found.sort((a, b) => apart(b) - apart(a))) {
    const words = `${spaced(each.name)} ${nowAndOtherwise(each.here, each.there)}`;
    who.set(words, [...(who.get(words) ?? []), each.actor]);
  }
  const told = [...who].map(([words, actors]) => `${actors.join(" and ")} ${words}`), named = data.thresholds.named;
  if (told.length > named) told.splice(named, told.length, `${told.length - named} more`);
  return told.join(", ");
};
const parameterDifferences = (setting, baseline) =>
  Object.keys(data.levers.parameters).flatMap((name) => {
    const [here, there] = [setting, baseline].map((each) => spanOf(each.parameters[name] ?? ownSpan(each, name)));
    return here[0] === there[0] && here[1] === there[1] ? [] : [`${name}: ${spanned(here)} (baseline ${spanned(there)})`];
  });
