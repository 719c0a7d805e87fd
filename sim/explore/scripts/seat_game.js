// A game: who sits where, and what each seat has chosen, round by round; and the scenario that says the same in
// orders, so that one world run from its start is where the game stands.

const SEATS = { Washington: ["US"], Seoul: ["ROK"], "Washington and Seoul": ["US", "ROK"], Pyongyang: ["DPRK"], Beijing: ["China"] };
const CLASS = ["Washington", "Seoul", "Pyongyang", "Beijing"];
const SILENT = "silence", BY_RULES = "by the rules";
const PLAYED_ON = data.presets[0].name;
/** Whether the scenario orders signals itself, so that no seat in it is free. */
const isBusy = () => ["orders", "injects"].some((section) => Object.keys(data.model.scenarios[PLAYED_ON][section]).length);
const seatOf = (actor) => Object.keys(SEATS).find((name) => SEATS[name].length === 1 && SEATS[name][0] === actor);
const familiesOf = (actor) => Object.keys(data.menus[actor]).filter((family) => data.menus[actor][family].length > 1);
/** All families silent: what a seat sends unless it chooses. */
const nothingSent = (actor) => Object.fromEntries(familiesOf(actor).map((family) => [family, SILENT]));

/** `rounds` have a first `week`, their number of `weeks`, and by actor and family what was chosen. */
class Game {
  constructor({ seats, strategy, theory, world, step }, rounds = []) {
    Object.assign(this, { seats, strategy, theory, world, step, rounds });
  }
  get actors() {
    return ACTORS.filter((actor) => this.seats.some((seat) => SEATS[seat].includes(actor)));
  }
  get week() {
    const last = this.rounds.at(-1);
    return last ? last.week + last.weeks : 0;
  }
  /** The same game after one more round; the last one ends with the run. */
  after(weeks, moves) {
    const week = this.week, round = { week, weeks: Math.min(weeks, data.weeks - week), moves };
    return new Game(this, [...this.rounds, round]);
  }
  /** The same game with one signal not sent. */
  without({ actor, family, week }) {
    const rounds = this.rounds.map((round) => (round.week === week ? { ...round, moves: { ...round.moves, [actor]: { ...round.moves[actor], [family]: SILENT } } } : round));
    return new Game(this, rounds);
  }
  /** What was chosen in every week: a signal is sent in the first week of its round, then there is silence. */
  choices(actor, family) {
    return this.rounds.flatMap(({ weeks, moves }) => {
      const choice = moves[actor][family], later = choice === BY_RULES ? BY_RULES : SILENT;
      return [choice, ...Array(weeks - 1).fill(later)];
    });
  }
  /** The signals that were chosen, in order. */
  get sent() {
    return this.rounds.flatMap(({ week, moves }) => this.actors.flatMap((actor) => Object.entries(moves[actor])
      .filter(([, choice]) => choice !== SILENT && choice !== BY_RULES).map(([family, signal]) => ({ actor, family, signal, week }))));
  }
  /** The words of the scenario file that means the same. */
  get words() {
    return { extends: PLAYED_ON, strategy: this.strategy, orders: ordersOf(this) };
  }
  get name() {
    return `game_in_world_${this.world}`;
  }
}

/** Orders for what was sent, and against all that was not to be sent; the allies share those that are alike. */
const ordersOf = (game) => {
  const found = new Map();
  for (const actor of game.actors) {
    for (const family of familiesOf(actor)) {
      const choices = game.choices(actor, family);
      for (const signal of data.menus[actor][family].slice(1)) {
        const sent = stretches(choices, (choice) => choice === signal).flatMap(([first, end]) => Array.from({ length: end - first }, (_, at) => [first + at, first + at + 1]));
        for (const [first] of sent) together(found, { actor, signal, first });
        const withheld = stretches(choices, (choice) => choice !== signal && choice !== BY_RULES);
        for (const [first, end] of withheld) together(found, { actor, signal, first, end });
      }
    }
  }
  return Object.fromEntries([...found.values()].sort((a, b) => a.first - b.first).map(named));
};
const together = (found, order) => {
  const key = `${order.signal} ${order.first} ${order.end}`, before = found.get(key);
  found.set(key, { ...order, actors: [...(before?.actors ?? []), order.actor] });
};
const named = ({ actors, signal, first, end }) => {
  const from = first ? mondayOf(first) : data.start, who = actors.length > 1 ? "alliance" : actors[0];
  const name = `${who.toLowerCase()}_${end ? "no_" : ""}${signal}_${from.replaceAll("-", "_")}`;
  const order = { actor: who, signal, from };
  return [name, end ? { ...order, to: isoOf(dayOf(mondayOf(end)) - 1), withhold: true } : order];
};
/** The stretches of weeks, each from the first to before its end, in which something holds of a choice. */
const stretches = (choices, holds) => {
  const found = [];
  choices.forEach((choice, week) => {
    if (!holds(choice)) return;
    if (found.at(-1)?.[1] === week) found.at(-1)[1] = week + 1;
    else found.push([week, week + 1]);
  });
  return found;
};
/** A game as a scenario file, which says its theory too. */
const gameText = (game) => {
  const { orders } = game.words, file = PRESETS.get(PLAYED_ON).file, seats = game.seats.join(", ");
  return [
    ...(file ? [`# To be kept beside ${JSON.stringify(file)}.`] : []),
    `extends: ${JSON.stringify(file || PLAYED_ON)}`,
    `name: ${game.name}`,
    `question: ${JSON.stringify(`What came of a game of ${game.week} weeks played from ${seats}?`)}`,
    `theory: ${game.theory}`,
    `strategy: ${game.strategy}`,
    Object.keys(orders).length ? "orders:" : "orders: {}",
    ...Object.entries(orders).map(([name, order]) => `  ${name}: ${inLine(order)}`),
  ].join("\n") + "\n";
};
