// The levers: those on the face by actor, and behind "more" every disposition and every parameter.

const WIDE = matchMedia("(min-width: 60rem)");
const WHO = { US: "Washington", ROK: "Seoul", China: "Beijing", DPRK: "Pyongyang" };
/** What is known of a lever: unit, range, source and the claims that it stands for; shown when it is asked for. */
const aboutLever = (name, id, about, extra = "") => {
  const words = el("div", { class: "about", id: `${id}-about`, hidden: true },
    el("p", {}, `${short(about.range[0])} to ${short(about.range[1])} ${about.unit}${extra}. Source: ${about.source}.`),
    about.ids.map((claim) => el("p", {}, `${claim}: ${data.levers.claims[claim]}`)));
  const button = el("button", { type: "button", class: "ask-about", "aria-expanded": "false", "aria-controls": `${id}-about`, "aria-label": `Unit, range, source and claim of ${spaced(name)}` }, "?");
  button.addEventListener("click", () => {
    words.hidden = !words.hidden;
    button.setAttribute("aria-expanded", String(!words.hidden));
  });
  return [button, words];
};
const stepOf = ([low, high]) => (high - low) / 40;
const onStep = (value, range) => Number(value).toPrecision(10) === "" ? value : Number((Math.round(value / stepOf(range)) * stepOf(range)).toPrecision(6));

/** A slider for a disposition of some actors. It tells the page of every move, and when it is let go. */
const dispositionLever = (actors, name, moved) => {
  const about = data.levers.dispositions[name], id = `lever-${actors.join("-")}-${name}`, [low, high] = about.range;
  const slider = el("input", { type: "range", id, min: low, max: high, step: stepOf(about.range), "data-lever": `${actors[0]}.${name}` });
  const output = el("output", { for: id }), reset = el("button", { type: "button", class: "reset", "aria-label": `${about.says}: as before` }, "↺");
  const otherwise = el("span", { class: "otherwise" });
  const set = (done) => moved((setting) => withDisposition(setting, actors, name, Number(slider.value)), done);
  slider.addEventListener("input", () => set(false));
  slider.addEventListener("change", () => set(true));
  reset.addEventListener("click", () => {
    moved((setting) => withDisposition(setting, actors, name, null), true);
    slider.focus();
  });
  const show = (setting) => {
    const spans = actors.map((actor) => mixAt(setting, actor, 0)[name]), alike = new Set(spans.map(spanned)).size === 1;
    const value = onStep((spans[0][0] + spans[0][1]) / 2, about.range), touched = actors.some((actor) => setting.mix[actor]?.[name] !== undefined);
    if (document.activeElement !== slider || Number(slider.value) !== value) slider.value = value;
    output.textContent = alike ? spanned(spans[0]) : actors.map((actor, at) => `${actor} ${spanned(spans[at])}`).join(", ");
    slider.setAttribute("aria-valuetext", `${output.textContent} ${about.unit}`);
    const others = actors.map((actor) => spanned(mixAt(setting, actor, 0, false)[name]));
    otherwise.textContent = touched ? `otherwise ${[...new Set(others)].join(" and ")}` : "";
    reset.hidden = !touched;
    node.classList.toggle("touched", touched);
  };
  const node = el("div", { class: "lever" },
    el("label", { for: id }, opened(about.says)), output, slider, reset, otherwise, aboutLever(name, id, about));
  return { node, show };
};

/** Two fields for the range that a parameter is drawn from. */
const parameterLever = (name, moved) => {
  const about = data.levers.parameters[name], fields = ["lowest", "highest"].map((end) =>
    el("input", { type: "number", min: about.range[0], max: about.range[1], step: "any", "aria-label": `${name}, ${end}`, "data-parameter": name }));
  const reset = el("button", { type: "button", class: "reset", "aria-label": `${name}: as before` }, "↺");
  const set = () => {
    const ends = fields.map((field) => Math.min(Math.max(Number(field.value), about.range[0]), about.range[1]));
    if (fields.every((field) => field.value !== "" && Number.isFinite(Number(field.value)))) moved((setting) => withParameter(setting, name, ends.sort((a, b) => a - b)), true);
  };
  for (const field of fields) field.addEventListener("change", set);
  reset.addEventListener("click", () => moved((setting) => withParameter(setting, name, null), true));
  const show = (setting) => {
    const span = spanOf(setting.parameters[name] ?? ownSpan(setting, name)), touched = setting.parameters[name] !== undefined;
    fields.forEach((field, at) => {
      if (document.activeElement !== field) field.value = short(span[at]);
    });
    reset.hidden = !touched;
    node.classList.toggle("touched", touched);
  };
  const under = about.under.length ? `; plays a part under ${about.under.map(spaced).join(", ")} only` : "";
  const node = el("div", { class: "lever parameter" }, el("span", { class: "label" }, opened(about.says), " ", el("code", {}, name)),
    el("span", { class: "ends" }, fields[0], " to ", fields[1]), reset,
    aboutLever(name, `parameter-${name}`, about, under));
  return { node, show, says: `${name} ${about.says}`.toLowerCase() };
};

/** All of them; `moved` is called with what makes the new setting of the old one. Levers behind "more" are made
 * when they are first looked for. */
class LeverPanel {
  constructor(moved) {
    this.moved = moved;
    this.levers = [];
    put("levers", data.levers.face.map((group) => this.group(group.title, group.names.map((name) => [group.of, name]))));
    this.later("more-dispositions", () => ACTORS.map((actor) => this.group(WHO[actor], data.levers.of_actors[actor].map((name) => [[actor], name]))));
    this.later("more-parameters", () => this.parameters());
  }
  group(title, levers) {
    const made = levers.map(([actors, name]) => dispositionLever(actors, name, this.moved));
    this.levers.push(...made);
    return el("details", { class: "levers-of", open: WIDE.matches || title === data.levers.face[0].title }, el("summary", {}, title), made.map((each) => each.node));
  }
  parameters() {
    const made = Object.keys(data.levers.parameters).map((name) => parameterLever(name, this.moved));
    this.levers.push(...made);
    const find = el("input", { type: "search", id: "find-parameter", autocomplete: "off" });
    find.addEventListener("input", () => {
      for (const each of made) each.node.hidden = !each.says.includes(find.value.trim().toLowerCase());
    });
    return [el("label", { for: "find-parameter" }, "Find "), find, made.map((each) => each.node)];
  }
  later(id, make) {
    byId(id).addEventListener("toggle", () => {
      const place = byId(`${id}-levers`);
      if (place.childElementCount || !byId(id).open) return;
      put(`${id}-levers`, make());
      this.show(this.setting);
    });
  }
  show(setting) {
    this.setting = setting;
    for (const lever of this.levers) lever.show(setting);
  }
}
