// The last change again, from before to after: levers move in steps, and what follows is seen on the way.

const REPLAY = { steps: 8, pause: 160, rest: 1100 };
const STILL = matchMedia("(prefers-reduced-motion: reduce)");
const isNumber = (value) => typeof value === "number";
/** The value of a lever under a setting, moved or not. */
const leverAt = (setting, actor, name) => {
  const [low, high] = mixAt(setting, actor, 0)[name];
  return (low + high) / 2;
};
/** A setting on the way from one to another: levers in between, all else as before until the end. */
const onTheWay = (before, after, share) => {
  let found = copied(before);
  for (const actor of ACTORS) {
    for (const name of new Set([before, after].flatMap((each) => Object.keys(each.mix[actor] ?? {})))) {
      const [one, other] = [before, after].map((each) => leverAt(each, actor, name));
      if (one !== other) found = withDisposition(found, [actor], name, one + share * (other - one));
    }
  }
  for (const name of new Set([before, after].flatMap((each) => Object.keys(each.parameters)))) {
    const [one, other] = [before, after].map((each) => spanOf(each.parameters[name] ?? ownSpan(each, name)));
    found = withParameter(found, name, one.map((end, at) => end + share * (other[at] - end)));
  }
  return found;
};
/** Before, what lies between where levers moved, and after; where motion is not wanted, before and after alone. */
const replayed = (before, after) => {
  const between = STILL.matches ? [] : Array.from({ length: REPLAY.steps - 1 }, (_, at) => onTheWay(before, after, (at + 1) / REPLAY.steps));
  return [before, ...between.filter((each) => !alikeSettings(each, before)), after];
};
const resting = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds));
