// Orders on a time line: moved by dragging or by their date, taken out, added; and the injects of the preset.

const LINE = { wide: 330, left: 46, right: 8, row: 20, foot: 18 };
const SENDERS = ["US", "ROK", "alliance", "China", "DPRK"];
const weekX = (week) => LINE.left + ((week + 0.5) / data.weeks) * (LINE.wide - LINE.left - LINE.right);
/** The orders of a setting as marks over the weeks, a row an actor. */
const timeLine = (setting) => {
  const orders = Object.entries(orderedIn(setting)), bottom = (ACTORS.length + 1) * LINE.row + 4;
  const rows = ACTORS.map((actor, at) => {
    const y = (at + 1) * LINE.row + 14, mine = orders.filter(([, order]) => WORDS.dated.actors(order.actor).includes(actor));
    return [text(0, y + 4, actor, { class: "label" }), line(LINE.left, y, LINE.wide - LINE.right, y, "grid"), mine.map(([name, order]) => orderMark(name, order, y))];
  });
  const says = orders.length ? `Orders on a time line: ${orders.map(([name]) => spaced(name)).join(", ")}. The list beneath has their days.` : "Time line without any orders; one can be added beneath.";
  return picture("orders", LINE.wide, bottom + LINE.foot, says, yearsBehind(weekX, bottom - 2), strategyRow(setting), rows);
};
/** The strategies of the allies, each from the week in which it begins. */
const strategyRow = (setting) => {
  const steps = stepsOf(setting), ends = [...steps.slice(1).map((each) => weekX(each.week)), LINE.wide];
  return steps.map(({ strategy, week, over }, at) => {
    const x = at ? weekX(week) : 0, words = spaced(strategy), fits = ends[at] - x > 6.4 * words.length;
    const title = svg("title", {}, `${words}${at ? ` from ${mondayOf(week)}${over > 1 ? `, over ${over} weeks` : ""}` : ""}`);
    return svg("g", {}, title, at > 0 && line(x, 2, x, 20, "axis"), text(x + (at ? 3 : 0), 16, fits ? words : "…", { class: "small" }));
  });
};
const orderMark = (name, order, y) => {
  const known = data.model.signals[order.signal], when = WORDS.dated.when("", order, known), weeks = when.weeks.filter((week) => week >= 0 && week < data.weeks);
  if (!weeks.length) return [];
  const last = weeks.at(-1) + (order.withhold ? 1 : when.length ?? known.length) - 0.5, first = weekX(weeks[0]), title = svg("title", {}, `${spaced(name)}: ${order.from}`);
  const bar = line(first, y, Math.max(weekX(Math.min(last, data.weeks - 0.5)), first), y, order.withhold ? "withheld" : "in-force");
  const marks = order.withhold ? text(first, y + 4, "×", { class: "label middle" }) : weeks.map((week) => familyMark(known.family, weekX(week), y, false));
  return svg("g", { "data-order": name, class: "movable" }, title, svg("rect", { x: round(first - 9), y: y - 9, width: 18, height: 18, class: "grip" }), bar, marks);
};

class OrderPanel {
  /** `moved` is called with what makes the new setting of the old one. */
  constructor(moved) {
    this.moved = moved;
    put("order-actor", SENDERS.map((name) => option(name, WHO[name] ?? "both allies")));
    const [first, last] = [data.start, isoOf(dayOf(data.monday) + 7 * data.weeks - 1)];
    for (const id of ["order-from", "order-to"]) filled(byId(id), { min: first, max: last }, []);
    byId("order-from").value = mondayOf(Math.floor(data.weeks / 4));
    byId("order-actor").addEventListener("change", () => this.offer());
    for (const id of ["order-signal", "order-how"]) byId(id).addEventListener("change", () => this.fit());
    byId("order-add").addEventListener("submit", (event) => {
      event.preventDefault();
      this.add();
    });
    this.listenToDrags(byId("order-line"));
    this.offer();
  }
  offer() {
    const actors = WORDS.dated.actors(byId("order-actor").value), signals = Object.keys(data.model.signals).filter((name) => actors.every((actor) => data.model.signals[name].senders.includes(actor)));
    put("order-signal", signals.map((name) => option(name, spaced(name))));
    this.fit();
  }
  fit() {
    const how = byId("order-how").value, { lasts, family, open } = data.model.signals[byId("order-signal").value];
    byId("order-scale-field").hidden = how === "withhold" || family !== "forces";
    byId("order-forced-field").hidden = how === "withhold" || open;
    byId("order-to-field").hidden = how === "once" && !lasts;
    byId("order-every-field").hidden = how !== "again";
    put("order-to-label", how === "once" ? "in force to (empty: as long as usual)" : "until");
  }
  add() {
    const [actor, signal, how, from, to] = ["actor", "signal", "how", "from", "to"].map((name) => byId(`order-${name}`).value);
    const entry = { actor, signal, from };
    if (to && !byId("order-to-field").hidden) entry.to = to;
    if (how === "again") entry.every = Math.max(Math.round(Number(byId("order-every").value)) || 1, 1);
    if (how === "withhold") entry.withhold = true;
    if (!byId("order-scale-field").hidden && Number(byId("order-scale").value) !== 1) entry.scale = Number(byId("order-scale").value);
    if (!byId("order-forced-field").hidden && byId("order-forced").checked) entry.whatever_the_stage = true;
    const stem = `${actor.toLowerCase()}_${how === "withhold" ? "no_" : ""}${signal}`, taken = { ...presetWords(this.setting.preset).orders, ...this.setting.orders };
    const name = [stem, ...Array.from({ length: 99 }, (_, at) => `${stem}_${at + 2}`)].find((each) => !Object.hasOwn(taken, each));
    this.change((setting) => withOrder(setting, name, entry), name);
  }
  /** Makes the change if the order is sound then; else says what is wrong, and leaves all as it is. */
  change(make, name, done = true) {
    const fault = orderFault(make(this.setting), name);
    byId("order-wrong").hidden = !fault;
    put("order-wrong", fault ? `${opened(spaced(name))}: ${fault}.` : "");
    if (!fault) this.moved(make, done);
    return !fault;
  }
  listenToDrags(place) {
    const weekAt = (event) => {
      const box = place.querySelector("svg").getBoundingClientRect(), x = ((event.clientX - box.left) / box.width) * LINE.wide;
      return Math.floor(((x - LINE.left) / (LINE.wide - LINE.left - LINE.right)) * data.weeks);
    };
    let dragged = null;
    place.addEventListener("pointerdown", (event) => {
      const name = event.target.closest("[data-order]")?.dataset.order;
      if (!name) return;
      event.preventDefault();
      dragged = { name, from: orderedIn(this.setting)[name].from, begun: weekAt(event), by: 0 };
      place.setPointerCapture(event.pointerId);
    });
    place.addEventListener("pointermove", (event) => {
      if (!dragged || weekAt(event) - dragged.begun === dragged.by) return;
      const by = weekAt(event) - dragged.begun, day = isoOf(dayOf(dragged.from) + 7 * by);
      if (this.change((setting) => withOrderMoved(setting, dragged.name, day), dragged.name, false)) dragged.by = by;
    });
    const drop = () => {
      if (dragged?.by) this.moved((setting) => setting, true);
      dragged = null;
    };
    for (const end of ["pointerup", "pointercancel"]) place.addEventListener(end, drop);
  }
  show(setting) {
    const again = this.setting && JSON.stringify([this.setting.preset, this.setting.orders, this.setting.injects]) === JSON.stringify([setting.preset, setting.orders, setting.injects]);
    this.setting = setting;
    if (again) return;
    put("order-line", timeLine(setting));
    const out = Object.entries(setting.orders).filter(([, change]) => change === null).map(([name]) => name);
    const rows = [...Object.keys(orderedIn(setting)).map((name) => this.row(setting, name)), ...out.map((name) => this.outRow(name, (each) => asInPreset(each, name))),
      ...Object.keys(presetWords(setting.preset).injects).map((name) => this.injectRow(setting, name))];
    put("order-list", rows.length ? el("ul", { class: "orders" }, rows) : el("p", { class: "small" }, "Nobody is ordered anything."));
  }
  button(sign, label, make, name) {
    const button = el("button", { type: "button", class: "reset", "aria-label": `${spaced(name)}: ${label}`, title: label }, sign);
    button.addEventListener("click", () => this.change(make, name));
    return button;
  }
  row(setting, name) {
    const order = orderedIn(setting)[name], day = el("input", { type: "date", value: order.from, "aria-label": `${spaced(name)}: from`, "data-order-day": name });
    day.addEventListener("change", () => isDay(day.value) && this.change((each) => withOrderMoved(each, name, day.value), name));
    const touched = Object.hasOwn(setting.orders, name), words = `${order.actor === "alliance" ? "Both allies" : WHO[order.actor] ?? order.actor.join(" and ")}: ${order.withhold ? "no " : ""}${spaced(order.signal)}`;
    const more = [order.every !== undefined && `every ${Number.parseInt(order.every, 10)} weeks`, order.to !== undefined && `to ${order.to}`].filter(Boolean).join(", ");
    return el("li", { class: touched ? "touched" : "" }, el("span", {}, words, more && el("span", { class: "small" }, ` ${more}`)), day,
      touched && isOfPreset(setting, name) && this.button("↺", "as in the preset", (each) => asInPreset(each, name), name), this.button("✕", "take out", (each) => withOrder(each, name, null), name));
  }
  outRow(name, make) {
    return el("li", { class: "out touched" }, el("s", {}, spaced(name)), this.button("↺", "put back", make, name));
  }
  injectRow(setting, name) {
    const keeping = (kept) => (each) => withInject(each, name, kept);
    if (setting.injects[name] === null) return this.outRow(name, keeping(true));
    return el("li", {}, el("span", {}, `inject ${spaced(name)}: `, el("span", { class: "small" }, PRESETS.get(setting.preset).injects[name])), this.button("✕", "take out", keeping(false), name));
  }
}
