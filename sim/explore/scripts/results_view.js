// Shows a study: pictures at once, words after them, since how sure a mean is takes longest to work out.

const showPictures = (study, judged) => {
  put("first-picture", study.alone ? aloneNote() : el("div", { class: "cards" }, outcomeCards(study, judged), whenCard(study)));
  put("over-time-charts", overTime(study));
  put("mix", el("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": "Picture of how worlds end" }, outcomeMix(study)),
    el("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": "Table of how worlds end" }, mixTable(study)));
};
const outcomeCards = (study, judged) =>
  Object.entries(data.groups).flatMap(([group, outcomes]) => outcomes.map((outcome) => outcomeCard(study, group, outcome, judged)));
const aloneNote = () => el("p", { class: "quiet" }, "Nothing differs from the pinned scenario yet: move a lever, or choose another preset or strategy, and each difference is drawn here as twenty dots.");
const showWords = (study, page) => {
  const told = study.alone ? runFinding(study) : finding(study);
  put("differs", study.alone ? `${opened(spaced(study.names[0]))}. ${PRESETS.get(page.setting.preset).question}` : differsIn(page.setting, page.pinned, study.names[1]));
  put("finding-words", told.map((words) => el("li", {}, words)));
  put("all-outcomes-table", outcomeTable(study));
};
/** What was run, in which time, and whether it is too little. */
const ranWords = (study, milliseconds, done) => {
  const { theories, worlds, few } = study, several = theories.length > 1;
  const where = several ? `each of ${theories.length} theories` : `theory ${spaced(theories[0])}`;
  return `${grouped(worlds)} worlds under ${where}, ${Math.round(milliseconds)} ms${done ? "" : "; let the lever go for more"}.${few ? ` ! ${few}.` : ""}`;
};
const showTaken = (study, page) => {
  const name = study.names.at(-1), shipped = `# The scenario ${page.setting.preset} as it is: name it.\n`;
  put("yaml", isTouched(page.setting) ? scenarioText(page.setting, name) : shipped);
  byId("pinned-yaml-part").hidden = study.alone || !isTouched(page.pinned);
  put("pinned-yaml", isTouched(page.pinned) ? scenarioText(page.pinned, study.names[0]) : "");
  put("command", commandOf(study, page));
};
/** The command that gives the same numbers. */
const commandOf = (study, page) => {
  const settings = study.alone ? [page.setting] : [page.pinned, page.setting];
  const files = settings.map((setting, at) => (isTouched(setting) ? `${study.names[at]}.yaml` : PRESETS.get(setting.preset).file || setting.preset));
  const theory = page.theory === "all" && data.every_theory ? [] : page.theories.flatMap((each) => ["--theory", each]);
  const words = ["python", "run.py", study.alone ? "run" : "compare", ...files, ...theory, "--worlds", study.worlds, "--seed", data.seed];
  return words.map((word) => inShell(String(word))).join(" ");
};
const inShell = (word) => (/^[\w./:=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
