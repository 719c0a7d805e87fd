// Runs settings in the module and gathers what came of them as a study. What has been run is kept.

const WAR = "fate/at_war";
const ROWS = ["stage", WAR, "in_crisis", ...Object.keys(data.followed)];
const KEPT = 60;

class Simulation {
  constructor(model) {
    this.model = model;
    this.kept = new Map();
    this.latest = new AbortController();
  }
  /** The study of a setting beside the pinned one; null if something newer was asked for meanwhile. */
  async study({ setting, pinned, theories, worlds }) {
    this.latest.abort(NEWER);
    const { signal } = (this.latest = new AbortController()), alone = alikeSettings(setting, pinned);
    const settings = alone ? [setting] : [pinned, setting], cells = {};
    try {
      const found = await Promise.all(theories.map((theory) => this.cells(theory, settings, worlds, signal)));
      theories.forEach((theory, at) => (cells[theory] = found[at]));
    } catch (error) {
      if (error === NEWER) return null;
      throw error;
    }
    const names = alone ? [nameOf(setting)] : twoNames(pinned, setting);
    return new Study({ names, theories, cells, replicates: data.replicates });
  }
  async cells(theory, settings, worlds, signal) {
    const keys = settings.map((setting) => JSON.stringify([theory, worlds, wordsOf(setting)]));
    const missing = settings.filter((_, at) => !this.kept.has(keys[at]));
    if (missing.length) {
      const result = await this.model.run({ theory, cells: missing.map(inModel), worlds, first: 0, weekly: ROWS, signal });
      missing.forEach((setting, at) => this.keep(keys[settings.indexOf(setting)], cellOf(result, at, worlds)));
    }
    return keys.map((key) => this.kept.get(key));
  }
  keep(key, cell) {
    this.kept.set(key, cell);
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value);
  }
  /** All that is recorded of one world of some settings. */
  world(theory, settings, world) {
    return this.model.world({ theory, cells: settings.map(inModel), world });
  }
  /** The chances of all options in a week of a world. */
  options(theory, setting, world, week) {
    return this.model.options({ theory, cell: inModel(setting), world, week });
  }
}
/** Why what was asked for is no longer wanted. */
const NEWER = new Error("something newer was asked for");
const cellOf = (result, at, worlds) => ({
  outcomes: result.outcomes[at], final: result.outcomes[at].final,
  weekly: weeklyLevels(result.weekly[at], worlds, data.weeks),
});
/** Names that differ, as `compare` wants them. */
const twoNames = (pinned, setting) => {
  const [one, other] = [nameOf(pinned), nameOf(setting)];
  return one === other ? [one, `${other}_again`] : [one, other];
};
