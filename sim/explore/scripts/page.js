// The page at work: what its reader does, what is asked of the model, what is shown.

class Page {
  constructor(simulation) {
    this.simulation = simulation;
    const { page, leftOut } = fromFragment(location.hash.slice(1));
    Object.assign(this, page);
    [this.past, this.future] = [[], []];
    this.settled = this.setting;
    this.levers = new LeverPanel((make, done) => this.moved(make, done));
    this.strategies = new StrategyPanel((make, done) => this.moved(make, done));
    this.orders = new OrderPanel((make, done) => this.moved(make, done));
    this.showLeftOut(leftOut);
    put("verdicts", el("dl", {}, Object.entries(data.verdict_says).map(([verdict, says]) => el("div", {}, el("dt", {}, verdict), el("dd", {}, says)))));
    this.listen();
    this.show();
    this.simulate(true);
  }
  showLeftOut(leftOut) {
    byId("left-out").hidden = !leftOut.length;
    put("left-out", leftOut.length ? `Left out of this link, since there is no such thing here or it is out of range: ${leftOut.join(", ")}.` : "");
  }
  /** A lever has been moved; `done` when it is let go. */
  moved(make, done) {
    this.movedAt = performance.now();
    this.interrupt();
    this.setting = make(this.setting);
    if (done && !alikeSettings(this.setting, this.settled)) this.past.push(this.settled);
    if (done) [this.settled, this.future] = [this.setting, []];
    this.show();
    this.simulate(done);
  }
  /** One step back or forward: `from` is where it comes from, `to` where the present one goes. */
  step(from, to) {
    if (!from.length) return;
    this.interrupt();
    to.push(this.settled);
    this.setting = this.settled = from.pop();
    this.show();
    this.simulate(true);
  }
  /** What is shown of a replay is over when something else is done. */
  interrupt() {
    if (this.replaying) this.setting = this.settled;
    this.replaying = null;
  }
  /** The last change once more, from before to after. */
  async replay() {
    this.interrupt();
    const [before, after] = [this.past.at(-1), this.settled], frames = replayed(before, after), mine = (this.replaying = {});
    for (const [at, frame] of frames.entries()) {
      if (this.replaying !== mine) return;
      this.setting = frame;
      this.showLevers();
      await this.simulate(false);
      const where = at === 0 ? "before" : at === frames.length - 1 ? "after" : "on the way";
      put("ran", `Replay of the last change: ${where}.`);
      if (where !== "on the way") say(`Replay: ${where}.`);
      await resting(where === "on the way" ? REPLAY.pause : REPLAY.rest);
    }
    if (this.replaying !== mine) return;
    this.replaying = null;
    this.simulate(true);
  }
  showLevers() {
    for (const panel of [this.levers, this.strategies, this.orders]) panel.show(this.setting);
  }
  show() {
    this.showLevers();
    [byId("undo").disabled, byId("redo").disabled, byId("replay").disabled] = [!this.past.length, !this.future.length, !this.past.length];
    for (const tab of document.querySelectorAll("[data-theory]")) tab.setAttribute("aria-pressed", String(tab.dataset.theory === this.theory));
    put("theory-says", this.theory === "all" ? "The four count alike; the control, under which nothing that others signal moves Pyongyang, does not count." : data.theory_says[this.theory]);
    put("pinned-name", spaced(nameOf(this.pinned)), isTouched(this.pinned) ? `, where ${settingWords(this.pinned)}` : "");
    byId("worlds").value = this.worlds;
    this.address();
  }
  address() {
    history.replaceState(null, "", `#${asFragment(this)}`);
  }
  /** Keeps a game in the address, so that it is not lost with the page. */
  keep(game) {
    this.game = game;
    this.address();
  }
  get theories() {
    return this.theory === "all" ? data.theories : [this.theory];
  }
  /** Pictures of few worlds while a lever moves; of all, with words, once it is let go. */
  async simulate(done) {
    const asked = { setting: this.setting, pinned: this.pinned, theories: this.theories, worlds: done ? this.worlds : data.worlds[0] };
    const begun = performance.now(), study = await this.simulation.study(asked).catch((error) => this.failed(error));
    if (!study) return;
    this.study = study;
    showPictures(study, false);
    requestAnimationFrame(() => performance.measure("lever to picture", { start: this.movedAt ?? begun }));
    put("ran", ranWords(study, performance.now() - begun, done));
    if (done) setTimeout(() => this.settle(study));
  }
  /** Words, numbers and one world, when nothing newer has been asked for. */
  async settle(study) {
    if (study !== this.study) return;
    showPictures(study, true);
    showWords(study, this);
    showTaken(study, this);
    this.listPictures();
    say(byId("finding-words").firstChild?.textContent ?? "");
    await this.showWorld();
    document.body.dataset.settled = String(Number(document.body.dataset.settled ?? 0) + 1);
  }
  failed(error) {
    put("ran", `This setting cannot be simulated: ${error.message}`);
    return null;
  }
  /** The theory of the world that is shown. */
  get shownTheory() {
    const own = PRESETS.get(this.setting.preset).theory;
    return this.theory === "all" ? (data.theories.includes(own) ? own : data.theories[0]) : this.theory;
  }
  async showWorld() {
    const setting = this.setting, world = this.world, [told] = await this.simulation.world(this.shownTheory, [setting], world);
    if (setting !== this.setting || world !== this.world) return;
    this.told = told;
    put("world-title", `World ${world}, ${spaced(nameOf(setting))}, theory ${spaced(this.shownTheory)}`);
    put("ledger-picture", ledger(told, world));
    put("ledger-list", ledgerTable(told));
    put("why-answer");
    this.showSendings();
  }
  showSendings() {
    const found = sendings(this.told, byId("why-actor").value);
    put("why-sending", found.map(({ family, signal, week }) => option(`${family} ${week}`, `${mondayOf(week)}: ${spaced(signal)}`)));
    byId("why-ask").disabled = !found.length;
  }
  async why() {
    const actor = byId("why-actor").value, [family, week] = byId("why-sending").value.split(" "), asked = { actor, family, week: Number(week) };
    const told = this.told, near = nearby(this.setting), theory = this.shownTheory, world = this.world;
    const chances = await this.simulation.options(theory, this.setting, world, asked.week);
    const worlds = await this.simulation.world(theory, near.map((each) => each.setting), world);
    const flips = flipsOf(near.map((each, at) => ({ ...each, told: worlds[at] })), told, asked);
    if (told === this.told) put("why-answer", whyWords(flips, asked, data.menus[actor][family][choiceOf(told, actor, family, asked.week)], chanceTable(told, chances, asked)));
  }
  turn(by) {
    this.world = Math.max(0, this.world + by);
    this.show();
    this.showWorld();
  }
  listen() {
    const on = (id, act, event = "click") => byId(id).addEventListener(event, act);
    on("undo", () => this.step(this.past, this.future));
    on("redo", () => this.step(this.future, this.past));
    on("replay", () => this.replay());
    on("as-before", () => this.moved((setting) => untouched(setting.preset), true));
    on("pin", () => this.pin(this.setting));
    on("unpin", () => this.pin(untouched(data.presets[0].name)));
    on("worlds", () => this.look({ worlds: Number(byId("worlds").value) }), "change");
    on("another-world", () => this.turn(1));
    on("world-before", () => this.turn(-1));
    on("why-actor", () => this.showSendings(), "change");
    on("why-ask", () => this.why());
    on("to-seat", () => byId("seat-title").focus());
    byId("copy-link").hidden = location.protocol === "blob:"; // within a report the page has no address to keep
    on("copy-link", () => copyText(location.href, "Link"));
    on("copy-yaml", () => copyText(byId("yaml").textContent, "Scenario"));
    on("save-yaml", () => saved(`${this.study.names.at(-1)}.yaml`, "text/yaml", byId("yaml").textContent));
    on("save-csv", () => saved(`${this.study.names.at(-1)}.csv`, "text/csv", csvOfStudy(this.study)));
    on("save-svg", () => saved(`${byId("which-picture").value}.svg`, "image/svg+xml", asFile(document.querySelector(`svg[data-name="${byId("which-picture").value}"]`))));
    for (const tab of document.querySelectorAll("[data-theory]")) tab.addEventListener("click", () => this.look({ theory: tab.dataset.theory }));
    on("ledger-region", (event) => {
      const by = { n: 1, p: -1 }[event.key];
      if (by) this.turn(by);
    }, "keydown");
    addEventListener("keydown", (event) => this.pressed(event));
    addEventListener("hashchange", () => this.reread());
  }
  pressed(event) {
    if (!(event.ctrlKey || event.metaKey) || event.target.matches("input[type=search], input[type=number], input[type=date]")) return;
    const key = event.key.toLowerCase(), forward = key === "y" || (key === "z" && event.shiftKey);
    if (key !== "z" && !forward) return;
    event.preventDefault();
    forward ? this.step(this.future, this.past) : this.step(this.past, this.future);
  }
  /** Another address was entered while the page is open. */
  reread() {
    const hash = location.hash.slice(1);
    // a place on the page, as where a link leads that skips the levers, is no setting
    if (hash === asFragment(this) || document.getElementById(hash)) return;
    const { page, leftOut } = fromFragment(hash), played = this.game;
    this.interrupt();
    this.past.push(this.settled);
    Object.assign(this, page, { settled: page.setting, future: [] });
    this.showLeftOut(leftOut);
    if (this.game !== played) this.playedOn(this.game);
    this.show();
    this.simulate(true);
  }
  look(changed) {
    this.interrupt();
    Object.assign(this, changed);
    this.show();
    this.simulate(true);
  }
  pin(setting) {
    this.interrupt();
    this.pinned = setting;
    this.show();
    this.simulate(true);
  }
  listPictures() {
    const before = byId("which-picture").value;
    put("which-picture", [...document.querySelectorAll("svg[data-name]")].map((each) => option(each.dataset.name, each.dataset.name.replaceAll("_", " "))));
    if (before) byId("which-picture").value = before;
  }
}

TwotrackModel.load(data.model, { workers: Math.min(navigator.hardwareConcurrency || 2, 4) }).then((model) => {
  const simulation = new Simulation(model);
  const page = new Page(simulation), table = new SeatTable(simulation, (game) => page.keep(game));
  page.playedOn = (game) => table.playedOn(game);
  if (page.game) table.playedOn(page.game);
  byId("at-work").hidden = false;
}).catch(failed);
