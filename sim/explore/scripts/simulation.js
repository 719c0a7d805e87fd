// Runs settings in the module and gathers what came of them as a study. What has been run is kept.

const ROWS = ["stage", "at_war", "in_crisis", ...Object.keys(data.followed)];
const KEPT = 60;

class Simulation {
  constructor(model) {
    this.model = model;
    this.kept = new Map();
    this.asked = 0;
  }
  /** The study of a setting beside the pinned one; null if something newer was asked for meanwhile. */
  async study({ setting, pinned, theories, worlds }) {
    const mine = ++this.asked, alone = alikeSettings(setting, pinned), cells = {};
    for (const theory of theories) {
      const found = await this.cells(theory, alone ? [setting] : [pinned, setting], worlds);
      if (mine !== this.asked || !found) return null;
      cells[theory] = found;
    }
    const names = alone ? [nameOf(setting)] : twoNames(pinned, setting);
    return new Study({ names, theories, cells, replicates: data.replicates });
  }
  async cells(theory, settings, worlds) {
    const keys = settings.map((setting) => JSON.stringify([theory, worlds, wordsOf(setting)]));
    const missing = settings.filter((_, at) => !this.kept.has(keys[at]));
    if (missing.length) {
      const result = await this.model.run({ theory, cells: missing.map(wordsOf), worlds, first: 0, seed: data.seed, weekly: ROWS }).catch(unlessAborted);
      if (!result) return null;
      missing.forEach((setting, at) => this.keep(keys[settings.indexOf(setting)], cellOf(result, at, worlds)));
    }
    return keys.map((key) => this.kept.get(key));
  }
  keep(key, cell) {
    this.kept.set(key, cell);
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value);
  }
  /** One world of some settings. */
  world(theory, settings, world) {
    return this.model.world({ theory, cells: settings.map(wordsOf), seed: data.seed, world });
  }
}
const unlessAborted = (error) => {
  if (error.name !== "AbortError") throw error;
  return null;
};
const cellOf = (result, at, worlds) => ({
  outcomes: result.outcomes[at], final: result.outcomes[at].final,
  weekly: weeklyLevels(result.weekly[at], worlds, data.weeks),
});
/** Names that differ, as `compare` wants them. */
const twoNames = (pinned, setting) => {
  const [one, other] = [nameOf(pinned), nameOf(setting)];
  return one === other ? [one, `${other}_again`] : [one, other];
};
