// What a setting does otherwise than the pinned one, in words: sim/studies/comparison/changes.py.

const differsIn = (setting, baseline, name) => {
  const told = toldDifferences(setting, baseline).join("; ") || "nothing differs";
  return `${opened(spaced(name))}. ${opened(told)}.`;
};
const toldDifferences = (setting, baseline) => {
  const preset = PRESETS.get(setting.preset), others = preset.told[baseline.preset] ?? { before: [], after: [] };
  return [...periodsOf(setting, baseline), ...toldOrders(setting, baseline), ...others.before, ...parameterDifferences(setting, baseline), ...others.after];
};

/** Each period whose dispositions differ from the baseline's at its start, and which differ most. */
const periodsOf = (setting, baseline) => {
  const weeks = data.weeks, changes = stepsOf(setting).map((each) => each.week);
  for (const each of PRESETS.get(setting.preset).postures) changes.push(each.week, each.end);
  const starts = [...new Set([0, ...changes.filter((week) => week > 0 && week < weeks)])].sort((a, b) => a - b);
  return starts.flatMap((week, at) => {
    const moved = movedAt(setting, baseline, week), last = (starts[at + 1] ?? weeks) - 1;
    const { strategy } = stepsOf(setting).findLast((each) => each.week <= week);
    const when = starts.length === 1 ? "throughout" : `from ${mondayOf(week)} to ${isoOf(dayOf(data.monday) + 7 * last + 6)}`;
    return moved ? [`${spaced(strategy)} ${when} (${saysOf(setting, strategy)}), most of all ${moved}`] : [];
  });
};
const saysOf = (setting, strategy) => (PRESETS.get(setting.preset).strategy_says[strategy] ?? data.strategy_says[strategy]).replace(/\.+$/, "");
const movedAt = (setting, baseline, week) => {
  const found = ACTORS.flatMap((actor) => {
    const here = mixAt(setting, actor, week), there = mixAt(baseline, actor, 0);
    return Object.keys(here).map((name) => ({ actor, name, here: here[name], there: there[name] }));
  }).filter(({ here, there }) => here[0] !== there[0] || here[1] !== there[1]);
  const rangeOf = ({ name }) => data.levers.dispositions[name].range;
  const apart = (each) => Math.abs(each.here[0] + each.here[1] - (each.there[0] + each.there[1])) / (rangeOf(each)[1] - rangeOf(each)[0]);
  const who = new Map();
  for (const each of found.sort((a, b) => apart(b) - apart(a))) {
    const scale = `on a scale from ${rangeOf(each).map(short).join(" to ")}`;
    const words = `${data.levers.dispositions[each.name].says}: ${spanned(each.here)} in place of ${spanned(each.there)}, ${scale}`;
    who.set(words, [...(who.get(words) ?? []), each.actor]);
  }
  const told = [...who].map(([words, actors]) => `${words} (${actors.join(" and ")})`), named = data.thresholds.named;
  if (told.length > named) told.splice(named, told.length, `${told.length - named} more levers`);
  return told.join(", ");
};
const parameterDifferences = (setting, baseline) =>
  Object.keys(data.levers.parameters).flatMap((name) => {
    const [here, there] = [setting, baseline].map((each) => spanOf(each.parameters[name] ?? ownSpan(each, name)));
    return here[0] === there[0] && here[1] === there[1] ? [] : [`${name}: ${spanned(here)} (baseline ${spanned(there)})`];
  });

/** What is moved over the preset, in few words: for a question, or a name. */
const settingWords = (setting) => {
  const told = setting.strategy ? [`the strategy is ${spaced(setting.strategy)}`] : [];
  if (setting.then) told.push(`it becomes ${spaced(setting.then.strategy)} from ${setting.then.from}`);
  for (const [actor, mix] of Object.entries(setting.mix)) told.push(...Object.entries(mix).map(([name, value]) => `${actor} ${spaced(name)} is ${short(value)}`));
  told.push(...Object.entries(setting.parameters).map(([name, value]) => `${name} is ${spanned(spanOf(value))}`));
  told.push(...orderChanges(setting));
  return listed(told, 4);
};
