// A setting as the fragment of the page's address, and back. What cannot be read is left out, and said.

const asFragment = (page) => {
  const parts = [...settingParts(page.setting, ""), ...(page.pinned.preset === data.presets[0].name && !isTouched(page.pinned) ? [] : settingParts(page.pinned, "pin."))];
  for (const name of ["theory", "worlds", "world", "game"]) if (page[name] !== FIRST_VIEW[name]) parts.push([name, page[name]]);
  return parts.map((pair) => pair.map((each) => encodeURIComponent(each).replaceAll("%2C", ",").replaceAll("%3A", ":")).join("=")).join("&");
};
const settingParts = (setting, before) => {
  const parts = [[`${before}preset`, setting.preset]];
  if (setting.strategy) parts.push([`${before}strategy`, setting.strategy]);
  if (setting.then) parts.push([`${before}then`, `${setting.then.strategy},${setting.then.from},${setting.then.over}`]);
  for (const [actor, mix] of Object.entries(setting.mix)) for (const [name, value] of Object.entries(mix)) parts.push([`${before}${actor}.${name}`, value]);
  for (const [name, value] of Object.entries(setting.parameters)) parts.push([`${before}parameter.${name}`, spanOf(value).join("..")]);
  for (const [name, change] of Object.entries(setting.orders)) parts.push([`${before}order.${name}`, orderInLink(change)]);
  for (const name of Object.keys(setting.injects)) parts.push([`${before}inject.${name}`, OUT]);
  return parts;
};

const FIRST_VIEW = { theory: "all", worlds: data.worlds[1], world: 0, game: "" };
/** The page that a fragment means, and what was left out of it. */
const fromFragment = (fragment) => {
  const page = { setting: untouched(data.opened), pinned: untouched(data.presets[0].name), ...FIRST_VIEW }, leftOut = [];
  const pairs = fragment.split("&").filter(Boolean).map((part) => part.split("=").map(decoded));
  // a preset first, since levers are laid over it
  for (const [key, value] of pairs.sort(([a], [b]) => isPreset(b) - isPreset(a))) {
    if (key === null || value === null || value === undefined || !understood(page, key, value)) leftOut.push(String(key ?? "?").slice(0, 60));
  }
  return { page, leftOut };
};
const isPreset = (key) => key === "preset" || key === "pin.preset";
const decoded = (word) => {
  try {
    return decodeURIComponent(word);
  } catch {
    return null;
  }
};
/** Lays one part of a fragment over a page; false where it says nothing that there is. */
const understood = (page, key, value) => {
  if (key === "theory") return set(page, key, value, value === "all" || data.theories.includes(value));
  if (key === "worlds") return set(page, key, Number(value), data.worlds.includes(Number(value)));
  if (key === "world") return set(page, key, Number(value), /^\d{1,6}$/.test(value));
  if (key === "game") return set(page, key, value, isGameOfLink(value));
  const side = key.startsWith("pin.") ? "pinned" : "setting", changed = settingWith(page[side], key.replace(/^pin\./, ""), value);
  if (changed) page[side] = changed;
  return Boolean(changed);
};
const set = (page, key, value, sound) => {
  if (sound) page[key] = value;
  return sound;
};
const settingWith = (setting, key, value) => {
  if (key === "preset") return PRESETS.has(value) ? untouched(value) : null;
  if (key === "strategy") return isStrategy(value) ? { ...setting, strategy: value } : null;
  if (key === "then") return switching(setting, value);
  const [of, name, more] = key.split(".");
  if (more !== undefined) return null;
  if (of === "order") return withOrderOfLink(setting, name, value);
  if (of === "inject") return withInjectOfLink(setting, name, value);
  if (of === "parameter") return parameterSet(setting, name, value);
  if (!ACTORS.includes(of) || !data.levers.of_actors[of].includes(name)) return null;
  const [low, high] = data.levers.dispositions[name].range, number = numeric(value);
  return number >= low && number <= high ? withDisposition(setting, [of], name, number) : null;
};
const isStrategy = (name) => Object.hasOwn(data.strategies, name);
const numeric = (value) => (/^-?\d+(\.\d+)?(e-?\d+)?$/.test(value) ? Number(value) : NaN);
const switching = (setting, value) => {
  const [strategy, from, over] = value.split(",");
  if (!isStrategy(strategy) || !isSwitchDay(from) || !(Number(over) >= 1 && Number(over) <= 104)) return null;
  return { ...setting, then: { strategy, from, over: Math.round(Number(over)) } };
};
/** A day after the first week of the run and before its end. */
const isSwitchDay = (iso) => {
  if (!/^\d{4}-\d\d-\d\d$/.test(iso ?? "") || Number.isNaN(dayOf(iso)) || isoOf(dayOf(iso)) !== iso) return false;
  return weekOf(iso) > 0 && weekOf(iso) < data.weeks;
};
const parameterSet = (setting, name, value) => {
  const about = Object.hasOwn(data.levers.parameters, name) ? data.levers.parameters[name] : null;
  const ends = value.split("..").map(numeric), span = [ends[0], ends.at(-1)];
  if (!about || ends.length > 2 || !(about.range[0] <= span[0] && span[0] <= span[1] && span[1] <= about.range[1])) return null;
  return withParameter(setting, name, span);
};
