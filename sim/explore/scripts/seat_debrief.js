// After a game: what came of it, how every strategy fared in the same world with the same random draws, and why an
// answer came: which signal of the seats, not sent, or which lever would have led to another.

/** How a world can end, the worst first. */
const ENDS = ["war", "serious_clash", "testing", "lull", "talks", "freeze", "framework", "settlement"];
const FARED = ["provocations", "crises", "highest_rung", "weeks_in_talks", "p_freeze", "concessions_given"];
const finalOf = (told) => data.final_classes[told.outcomes.final[0]];
const endWords = (told) => data.final_says[told.outcomes.final[0]];
const valueOf = (told, outcome) => told.outcomes[outcome][0];

const outcomeWords = (game, told) => {
  const value = (outcome) => valueOf(told, outcome), stopped = game.week < data.weeks && !atWar(told, game.week - 1);
  const furthest = Math.max(...told.weekly["reading/stage"]), crises = added(told.weekly.crisis_opened);
  return [
    stopped && `The game was stopped after ${game.week} of ${data.weeks} weeks; from then on all went by the rules, and what follows is of the whole run.`,
    `At the end ${endWords(told)}.`,
    `Pyongyang made ${figure("provocations", value("provocations"))} provocations a year; ${crises ? `${crises} crises opened` : "no crisis opened"}; the highest rung was ${spaced(data.rungs[Math.round(value("highest_rung"))] ?? "war")}.`,
    furthest ? `Talks came as far as ${spaced(data.stages[furthest])}, and stood at talks or beyond for ${figure("weeks_in_talks", value("weeks_in_talks"))} weeks.` : "There were no talks, and no contact.",
    `Washington and Seoul made ${figure("concessions_given", value("concessions_given"))} steps of concession a year, Pyongyang ${figure("concessions_received", value("concessions_received"))}.`,
    `Theory of what moves Pyongyang: ${spaced(game.theory)}. ${data.theory_says[game.theory]}`,
  ].filter(Boolean);
};
/** The game and every strategy, each by its name and one world. */
const faredTable = (rows) => {
  const marks = FARED.map((outcome) => marksOf(rows.map(([, told]) => valueOf(told, outcome)), OUTCOMES.get(outcome).better));
  const ends = marksOf(rows.map(([, told]) => ENDS.indexOf(finalOf(told))), "more");
  const heads = ["", "how it ended", ...FARED.map((outcome) => `${OUTCOMES.get(outcome).label}${isChance(outcome) ? "" : `, ${OUTCOMES.get(outcome).unit}`}`)];
  return el("table", {}, el("caption", {}, "● the best of the column, ▲ the worst"), el("thead", {}, el("tr", {}, heads.map((head, at) => el("th", { scope: "col", class: at > 1 ? "" : "left" }, head)))),
    el("tbody", {}, rows.map(([name, told], at) => el("tr", { class: at ? "" : "strong" }, el("th", { scope: "row", class: "left" }, name),
      el("td", { class: "left" }, `${ends[at]}${spaced(finalOf(told))}`),
      FARED.map((outcome, column) => el("td", {}, `${marks[column][at]}${isChance(outcome) ? (valueOf(told, outcome) ? "yes" : "no") : figure(outcome, valueOf(told, outcome))}`))))));
};
const marksOf = (values, better) => {
  const sides = better === "less" ? values.map((each) => -each) : values, [low, high] = [Math.min(...sides), Math.max(...sides)];
  return sides.map((each) => (low === high ? "" : each === high ? "● " : each === low ? "▲ " : ""));
};
const faredWords = (rows) => {
  const place = ([, told]) => ENDS.indexOf(finalOf(told)), [mine, ...others] = rows;
  const [low, high] = [Math.min(...others.map(place)), Math.max(...others.map(place))];
  const under = (at) => listed(others.filter((row) => place(row) === at).map(([name]) => name), 12), end = (at) => `“${data.final_says[data.final_classes.indexOf(ENDS[at])]}”`;
  if (low === high) return `In this world every strategy comes to the same end, ${end(low)}${place(mine) === low ? ", and so does the game" : `; the game to ${end(place(mine))}`}.`;
  return `In this world the best end, ${end(high)}, comes under ${under(high)}; the worst, ${end(low)}, under ${under(low)}. The game ended with ${end(place(mine))}.`;
};

/** Signals that others than the seats sent while the game was played. */
const answersIn = (game, told) =>
  ACTORS.filter((actor) => !game.actors.includes(actor)).flatMap((actor) => sendings(told, actor).filter(({ week }) => week < game.week).map((each) => ({ ...each, actor }))).sort((a, b) => a.week - b.week);
/** What was sent from the seats before an answer, each by itself left out. */
const takenBack = (game, { week }) => game.sent.filter((each) => each.week < week).map((each) => ({ ...each, game: game.without(each) }));
const takenBackWords = (found, told, { actor, family, week, signal }) => {
  const flips = found.filter((each) => choiceOf(each.told, actor, family, week) !== choiceOf(told, actor, family, week));
  if (!found.length) return el("p", {}, "Nothing had been sent from the seats before it.");
  if (!flips.length) return el("p", {}, `None of the ${found.length} signals sent from the seats before it, left out by itself, leads to another choice.`);
  const shown = flips.slice(-8).reverse();
  return [el("p", {}, `${flips.length} of the ${found.length} signals sent from the seats before it, left out by itself, would have led to another choice than ${spaced(signal)}${flips.length > shown.length ? "; the last eight" : ""}:`),
    el("ul", {}, shown.map((each) => el("li", {}, `without ${spaced(each.signal)} by ${each.actor} in the week of ${dayInWords(mondayOf(each.week))}: ${spaced(data.menus[actor][family][choiceOf(each.told, actor, family, week)])}`)))];
};
/** Settings of the face with the orders of the game on top. */
const nearGame = (game) => {
  const setting = { ...untouched(PLAYED_ON), strategy: game.strategy }, { orders } = game.words;
  return nearby(setting).map((each) => ({ ...each, cell: { ...inModel(each.setting), orders } }));
};
const gameCommands = (game) => {
  const where = `--seed ${data.seed}`, file = `${game.name}.yaml`, week = game.sent.at(-1)?.week ?? 0;
  return [`python run.py explain ${file} --week ${week} --world ${game.world} ${where}`, `python run.py compare ${PRESETS.get(PLAYED_ON).file || PLAYED_ON} ${file} --theory ${game.theory} ${where}`].join("\n");
};
