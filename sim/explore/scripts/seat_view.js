// What a seat sees: what its actor's view holds, what was sent in its hearing, and what everybody knows of. What
// others believe, and what they send in private to somebody else, stays out of sight.

const VIEWED = data.seat.rows;
/** A number that actors see when they choose in a week, which is how things stood at the end of the one before. */
const viewed = (told, row, week) => told.weekly[row][week];
const hears = (actor, sender, signal) => {
  const { public: everybody, audience } = data.seat.signals[signal];
  return everybody || sender === actor || audience.includes(actor);
};
/** The signals of a week that one of some actors sent or heard. */
const heardIn = (told, week, actors) =>
  ACTORS.flatMap((sender) => FAMILY_NAMES.map((family) => ({ week, sender, family, place: told.weekly[`sent/${sender}/${family}`]?.[week] ?? 0 })))
    .filter(({ place }) => place).map((each) => ({ ...each, signal: data.menus[each.sender][each.family][each.place] }))
    .filter(({ sender, signal }) => actors.some((actor) => hears(actor, sender, signal)));
/** What happened in a week that nobody can overlook. */
const happenedIn = (told, week) => {
  const now = (row) => told.weekly[row][week], before = (row) => (week ? told.weekly[row][week - 1] : 0);
  const stages = [before, now].map((at) => at("reading/stage"));
  return [
    now("crisis_opened") && "a crisis opens",
    before("reading/in_crisis") && !now("reading/in_crisis") && "the crisis ends",
    now("resolved") && "the Security Council adopts a resolution",
    now("fire") && "fire is exchanged",
    now("serious") && "a serious clash",
    now("war_now") && "war breaks out",
    now("signed") && "an agreement is signed",
    stages[0] !== stages[1] && `talks: from ${spaced(data.stages[stages[0]])} to ${spaced(data.stages[stages[1]])}`,
  ].filter(Boolean);
};
const atWar = (told, week) => Boolean(told.weekly[WAR][week]);

/** Why a signal cannot be sent this week; empty where it can. */
const closedWhy = (told, signal, week) => {
  const { stages, after } = data.seat.signals[signal], stage = viewed(told, VIEWED.stage, week);
  if (stages && (stage < stages[0] || stage > stages[1])) {
    const ends = stages.map((each) => spaced(data.stages[each]));
    return `needs talks at the stage of ${ends[0]}${stages[1] === data.stages.length - 1 ? " or further" : ` to ${ends[1]}`}; it is ${spaced(data.stages[stage])}`;
  }
  if (after && viewed(told, VIEWED[data.seat.after[after]], week) < data.seat.felt) return `needs a recent ${after} to answer; there is none`;
  return "";
};

const shownNumber = (value) => fixed(Math.round(value * 100) / 100, 2);
/** Where things stand, as a table of what the seat's actors see now and saw a step ago. */
const standingTable = (told, actors, week, before) => {
  const rows = actors.flatMap((actor) => data.seat.shown[actor].map((each) => ({ ...each, actor })))
    .filter((each, at, all) => all.findIndex((other) => other.row === each.row) === at);
  const first = week === before, heads = ["what is seen", "now", ...(first ? [] : ["before"])];
  const line = (name, cells) => el("tr", {}, el("th", { scope: "row", class: "left" }, name), cells.map((cell) => el("td", {}, cell)));
  const whose = (each) => (actors.length > 1 && each.row.split("/")[1] === each.actor && each.own ? `${each.actor}: ` : "");
  const headline = (at) => (at ? shownNumber(told.weekly["reading/media_tension"][at - 1]) : "–");
  const stage = (at) => spaced(data.stages[viewed(told, VIEWED.stage, at)]), crisis = (at) => (viewed(told, VIEWED.crisis_rung, at) ? spaced(data.rungs[viewed(told, VIEWED.crisis_rung, at)]) : "none");
  const at = (show) => [show(week), ...(first ? [] : [show(before)])];
  return el("table", {}, el("caption", {}, "Where things stand"), el("thead", {}, el("tr", {}, heads.map((head, place) => el("th", { scope: "col", class: place ? "" : "left" }, head)))),
    el("tbody", {}, line("stage of talks", at(stage)), line("open crisis, as far as it has climbed", at(crisis)), line("tension in the headlines (0 to 1)", at(headline)),
      rows.map((each) => line(`${whose(each)}${each.says} (${each.unit})`, at((when) => shownNumber(viewed(told, each.row, when)))))));
};
/** What was heard and what happened from one week on to before another, the last week first. */
const newsList = (told, actors, from, to) => {
  const weeks = Array.from({ length: to - from }, (_, at) => to - 1 - at).map((week) => [week, [...happenedIn(told, week).map(opened), ...heardIn(told, week, actors).map(heardWords(actors))]]);
  const filled = weeks.filter(([, news]) => news.length);
  if (!filled.length) return el("p", { class: "quiet" }, "Nothing was heard.");
  return el("ul", { class: "news" }, filled.map(([week, news]) => el("li", {}, el("strong", {}, `Week of ${dayInWords(mondayOf(week))}: `), news.join("; "))));
};
const heardWords = (actors) => ({ sender, signal }) => `${actors.includes(sender) ? `${sender} (you)` : sender}: ${spaced(signal)}`;
/** Scheduled exercises of the coming weeks, as far as they are known of. */
const comingExercises = (week) => {
  const now = mondayOf(week), soon = mondayOf(week + 9);
  const found = data.seat.exercises.filter((each) => each.known <= isoOf(dayOf(now) + 6) && each.from >= now && each.from < soon);
  return found.length ? `On the calendar: ${found.map((each) => `${spaced(each.name).replace(/ \d{4}$/, "")} from ${dayInWords(each.from)}, scale ${short(each.scale)}`).join("; ")}.` : "No joint exercise is on the calendar for the next eight weeks.";
};
