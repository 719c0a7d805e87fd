// Takes a game from its setup through its rounds to the debrief. Every round runs the one world again from its start
// with all that was sent so far; what is shown of it ends with the weeks that were played.

const [IN_TURN, BY_CODES] = ["Four seats, on this page in turn", "Four seats, each on a page of its own"];
const DRAWN = "";
const seatHeading = (...words) => el("h3", { tabindex: "-1" }, words);

class SeatTable {
  /** `keep` takes up a game as a code, or "" where there is none. */
  constructor(simulation, keep) {
    Object.assign(this, { model: simulation.model, keep });
    if (isBusy()) {
      byId("seat-setup").hidden = true;
      this.complain(`${spaced(PLAYED_ON)} orders signals itself, so that no seat in it is free. The page of a baseline without orders can be played.`);
      return;
    }
    put("seat-who", [...Object.keys(SEATS).filter((name) => name !== "Beijing"), IN_TURN, BY_CODES].map((name) => option(name, name)));
    put("seat-mine", CLASS.map((name) => option(name, name)));
    put("seat-theory", [option(DRAWN, "unknown: drawn, and told at the end"), ...data.theories.map((name) => option(name, spaced(name)))]);
    put("seat-strategy", STRATEGY_NAMES.map((name) => option(name, spaced(name))));
    byId("seat-strategy").value = PRESETS.get(PLAYED_ON).steps[0].strategy;
    byId("seat-who").addEventListener("change", () => this.fit());
    byId("seat-setup").addEventListener("submit", (event) => {
      event.preventDefault();
      this.attempt(() => this.begin());
    });
    byId("seat-leave").addEventListener("click", () => this.attempt(() => this.leave()));
    this.fit();
  }
  fit() {
    const who = byId("seat-who").value, coded = who === BY_CODES;
    byId("seat-mine-field").hidden = byId("seat-join-field").hidden = !coded;
    byId("seat-step-field").hidden = !coded && who !== IN_TURN;
  }
  complain(words) {
    byId("seat-wrong").hidden = !words;
    put("seat-wrong", words);
  }
  /** Does something of which what is wrong with it is said, and nothing is lost. */
  async attempt(act) {
    this.complain("");
    try {
      await act();
    } catch (error) {
      this.complain(error.message);
      if (!(error instanceof WrongCode)) throw error;
    }
  }
  begin() {
    const who = byId("seat-who").value, world = byId("seat-world").valueAsNumber, code = byId("seat-join").value.trim();
    if (!(Number.isInteger(world) && world >= 0 && world <= 999_999)) throw new WrongCode("The world is a whole number from 0 to 999999.");
    const theory = byId("seat-theory").value || data.theories[crypto.getRandomValues(new Uint32Array(1))[0] % data.theories.length];
    const coded = who === BY_CODES, several = coded || who === IN_TURN, seats = several ? CLASS : [who];
    const step = several ? Number(byId("seat-step").value) : 0;
    this.game = coded && code ? gameFrom(code) : new Game({ seats, strategy: byId("seat-strategy").value, theory, world, step: step || 1 });
    this.here = coded ? [byId("seat-mine").value] : seats;
    this.coded = coded;
    if (!this.game.seats.includes(this.here[0])) throw new WrongCode(`Nobody plays ${this.here[0]} in this game.`);
    [byId("seat-setup").hidden, byId("seat-leave-part").hidden] = [true, false];
    return this.round(0);
  }
  /** Goes on with a game of the address; without one the table is cleared. */
  playedOn(code) {
    if (!code) return this.leave();
    Object.assign(this, gameOfLink(code));
    [byId("seat-setup").hidden, byId("seat-leave-part").hidden] = [true, false];
    const last = this.game.rounds.at(-1);
    return this.attempt(() => this.round(last ? last.week : 0));
  }
  async run(...games) {
    const cells = games.map((game) => game.words);
    return this.model.world({ theory: this.game.theory, cells, world: this.game.world });
  }
  /** Shows something new, and puts the reader at its head. */
  show(...parts) {
    put("seat-play", parts);
    byId("seat-play").querySelector("h3")?.focus();
    byId("seat-play").dataset.shown = String(Number(byId("seat-play").dataset.shown ?? 0) + 1);
  }
  async round(before) {
    [this.told] = await this.run(this.game);
    Object.assign(this, { before, moves: {}, turn: 0 });
    this.keep(gameInLink(this));
    const ended = this.game.week && atWar(this.told, this.game.week - 1);
    return ended || this.game.week >= data.weeks ? this.debrief() : this.handOver();
  }
  get seat() {
    return this.here[this.turn];
  }
  /** Where several share a page, the next one sees nothing of what the last one saw. */
  handOver() {
    if (this.here.length === 1) return this.desk();
    return this.show(seatHeading(`${this.seat}, week of ${dayInWords(mondayOf(this.game.week))}`),
      el("p", {}, `It is the turn of ${this.seat}; the others look away.`), this.button("I am in this seat: show what it sees", () => this.desk(), "seat-ready"));
  }
  button(words, act, id) {
    return el("button", { type: "button", id, onclick: () => this.attempt(act) }, words);
  }
  desk() {
    const { game, told, before, seat } = this, actors = SEATS[seat], week = game.week, alone = actors.length === 1;
    const steps = game.seats.length > 1 ? [game.step] : [1, 4], words = { 1: "Send, and go on a week", 4: "Send, and go on four weeks" };
    this.show(seatHeading(`${seat}, week of ${dayInWords(mondayOf(week))} (week ${week + 1} of ${data.weeks})`),
      this.coded && !week && el("div", {}, el("p", {}, "The code of this game, for the other pages:"), this.codeField(codeOfGame(game), "Code of the game")),
      el("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": "Where things stand" }, standingTable(told, actors, week, before)),
      el("p", {}, comingExercises(week)),
      week > 0 && [el("h4", {}, "What was heard since"), newsList(told, actors, before, week)],
      before > 0 && el("details", {}, el("summary", {}, "All that was heard before"), newsList(told, actors, 0, before)),
      el("h4", {}, "What do you send?"), el("p", { class: "small" }, "One signal a family, in this week; in further weeks of a round nothing new is sent. What was sent is carried out as ordered, also where posts are vacant."),
      el("div", { class: "menus" }, actors.map((actor) => seatMenu(told, actor, week, alone))),
      el("p", { class: "ask" }, steps.map((weeks) => this.button(words[weeks], () => this.choose(weeks), `seat-send-${weeks}`)), " ",
        week > 0 && this.turn === 0 && this.button("Stop here, and look back", () => this.debrief(), "seat-stop")));
  }
  choose(weeks) {
    const moves = chosenMoves(SEATS[this.seat]), sent = this.seat;
    say(movesInWords(moves));
    Object.assign(this.moves, moves);
    if (this.turn + 1 < this.here.length) {
      this.turn += 1;
      return this.handOver();
    }
    return this.coded ? this.wait(codeOfMoves(this.game, sent, moves)) : this.advance(weeks);
  }
  advance(weeks) {
    const before = this.game.week;
    this.game = this.game.after(weeks, this.moves);
    return this.round(before);
  }
  codeField(code, label) {
    return el("p", { class: "ask" }, el("input", { class: "code", readonly: true, value: code, "aria-label": label }), this.button("Copy", () => copyText(code, "Code")));
  }
  /** The moves of this page as a code, until those of all others are in. */
  wait(code, kept = "") {
    const missing = this.game.seats.filter((seat) => !SEATS[seat].every((actor) => this.moves[actor]));
    if (!missing.length) return this.advance(this.game.step);
    const field = el("textarea", { id: "seat-codes", spellcheck: "false", autocomplete: "off" }, kept);
    return this.show(seatHeading(`Moves of ${this.here[0]} for the week of ${dayInWords(mondayOf(this.game.week))}`),
      el("p", {}, "Give this code to the others:"), this.codeField(code, "Code of these moves"),
      el("p", {}, `Still missing: ${listed(missing, 4)}.`), el("p", {}, el("label", { for: "seat-codes" }, "Codes of the others, one a line")), field,
      el("p", {}, this.button("Take them in", () => this.takeIn(field.value, code), "seat-take-in")));
  }
  takeIn(entered, code) {
    const wrong = [], kept = [];
    for (const line of entered.split("\n").map((each) => each.trim()).filter(Boolean)) {
      try {
        this.take(movesFrom(line, this.game));
      } catch (error) {
        if (!(error instanceof WrongCode)) throw error;
        kept.push(line);
        wrong.push(`${line.slice(0, 40)}: ${error.message}`);
      }
    }
    if (!entered.trim()) wrong.push("There is no code.");
    const shown = this.wait(code, kept.join("\n"));
    if (wrong.length) throw new WrongCode(wrong.join(" "));
    return shown;
  }
  take({ seat, moves }) {
    if (seat === this.here[0]) throw new WrongCode(`${seat} is played on this page.`);
    if (SEATS[seat].every((actor) => this.moves[actor])) throw new WrongCode(`The moves of ${seat} are in already.`);
    for (const [actor, families] of Object.entries(moves)) {
      for (const signal of Object.values(families)) {
        const why = Object.hasOwn(data.seat.signals, signal) ? closedWhy(this.told, signal, this.game.week) : "";
        if (why) throw new WrongCode(`${actor} cannot send ${spaced(signal)}: it ${why}.`);
      }
    }
    Object.assign(this.moves, moves);
  }
  async debrief() {
    const { game } = this, others = STRATEGY_NAMES.map((strategy) => new Game({ ...game, strategy, seats: [] }));
    const [told, ...worlds] = await this.run(game, ...others), rows = [["the game", told], ...worlds.map((world, at) => [spaced(STRATEGY_NAMES[at]), world])];
    const answers = answersIn(game, told), select = el("select", { id: "seat-answer" }, answers.map((each, at) => option(at, `${mondayOf(each.week)}: ${each.actor}, ${spaced(each.signal)}`)));
    const scroll = (label, ...parts) => el("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": label }, parts), text = gameText(game);
    this.show(seatHeading(`Looking back: ${listed(game.seats, 4)}, world ${game.world}`), el("ul", { id: "seat-outcome" }, outcomeWords(game, told).map((words) => el("li", {}, words))),
      el("h4", {}, "Who sent what"), el("p", { class: "small" }, "A ring: sent from a seat."), el("div", { class: "pictures" }, scroll("Ledger of the game", gameLedger(told, game.world))),
      el("details", {}, el("summary", {}, "The same as a list"), scroll("List of signals of the game", ledgerTable(told))),
      el("h4", {}, "Every strategy in the same world, with the same random draws"), el("p", {}, faredWords(rows)),
      el("p", { class: "small" }, "Here nobody is ordered anything. One world is one course of events: that a strategy did best in it does not make it the best; the pictures above are about many worlds."), scroll("How every strategy fared", faredTable(rows)),
      el("h4", {}, "Why did that answer come?"), el("p", { class: "ask" }, el("label", { for: "seat-answer" }, "This signal of another"), " ", select, " ", this.button("Why?", () => this.why(answers[Number(select.value)], told), "seat-why")),
      el("div", { id: "seat-why-answer", "aria-live": "polite" }),
      el("h4", {}, "The game as a scenario file"), el("pre", { id: "seat-yaml", role: "region", tabindex: "0", "aria-label": "Scenario file of the game" }, text),
      el("p", {}, this.button("Copy", () => copyText(text, "Scenario"), "seat-copy"), " ", this.button("Save as file", () => saved(`${game.name}.yaml`, "text/yaml", text))),
      el("p", {}, "These commands read it: the first says by which rules and chances the choices of a week came, the second what the same orders do in many worlds."), el("pre", { id: "seat-commands", role: "region", tabindex: "0", "aria-label": "Commands for the game" }, gameCommands(game)));
    byId("seat-why").disabled = !answers.length;
  }
  async why(answer, told) {
    const sent = takenBack(this.game, answer), near = nearGame(this.game);
    const worlds = await this.model.world({ theory: this.game.theory, cells: [...sent.map((each) => each.game.words), ...near.map((each) => each.cell)], world: this.game.world });
    const back = sent.map((each, at) => ({ ...each, told: worlds[at] })), flips = flipsOf(near.map((each, at) => ({ ...each, told: worlds[sent.length + at] })), told, answer);
    const chances = await this.model.options({ theory: this.game.theory, cell: this.game.words, world: this.game.world, week: answer.week });
    put("seat-why-answer", takenBackWords(back, told, answer), whyWords(flips, answer, answer.signal, chanceTable(told, chances, answer)));
  }
  leave() {
    put("seat-play");
    this.keep("");
    [byId("seat-setup").hidden, byId("seat-leave-part").hidden] = [false, true];
    byId("seat-who").focus();
  }
}
/** The ledger under a name of its own, since the page has another. */
const gameLedger = (told, world) => {
  const drawn = ledger(told, world);
  drawn.setAttribute("data-name", "game_ledger");
  return drawn;
};
