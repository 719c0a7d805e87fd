// Which preset and strategy levers start from, and a switch to another strategy at a date.

const option = (value, words) => el("option", { value }, words);
/** Fills the choices once; `moved` is called with what makes the new setting of the old one. */
class StrategyPanel {
  constructor(moved) {
    const strategies = Object.keys(data.strategies).map((name) => option(name, spaced(name)));
    put("preset", data.presets.map((each) => option(each.name, spaced(each.name))));
    put("strategy", option("", ""), strategies);
    put("then-strategy", strategies.map((each) => each.cloneNode(true)));
    const [first, last] = [7, 7 * (data.weeks - 1)].map((days) => isoOf(dayOf(data.monday) + days));
    filled(byId("then-from"), { min: first, max: last }, []);
    byId("preset").addEventListener("change", () => moved(() => untouched(byId("preset").value), true));
    byId("strategy").addEventListener("change", () => moved((setting) => ({ ...setting, strategy: byId("strategy").value || null }), true));
    byId("switch").addEventListener("change", () => moved((setting) => ({ ...setting, then: byId("switch").checked ? this.then() : null }), true));
    for (const id of ["then-strategy", "then-from", "then-over"]) byId(id).addEventListener("change", () => moved((setting) => ({ ...setting, then: this.then() }), true));
  }
  /** The switch as the fields say it; a day that is none becomes the middle of the run. */
  then() {
    const from = byId("then-from").value, over = Math.min(Math.max(Math.round(Number(byId("then-over").value)) || 1, 1), 104);
    return { strategy: byId("then-strategy").value, from: isSwitchDay(from) ? from : mondayOf(Math.floor(data.weeks / 5)), over };
  }
  show(setting) {
    const { steps, question } = PRESETS.get(setting.preset);
    byId("preset").value = setting.preset;
    byId("strategy").options[0].textContent = `as in the preset: ${steps.map((each) => spaced(each.strategy)).join(", then ")}`;
    byId("strategy").value = setting.strategy ?? "";
    byId("switch").checked = Boolean(setting.then);
    byId("then").hidden = !setting.then;
    if (setting.then) for (const key of ["strategy", "from", "over"]) byId(`then-${key}`).value = setting.then[key];
    put("question", question);
  }
}
