// Words of likelihood, confidence and amounts, each with its number: sim/vocabulary/likelihood.py and
// sim/studies/comparison/amounts.py.

const L = data.likelihood;
const likelihood = (chance) => L.words.find(([end]) => chance <= end)[1];
const itIs = (chance) => {
  const word = likelihood(chance);
  return word.endsWith("chance") ? `There is ${word.startsWith("roughly") ? "a " : ""}${word}` : `It is ${word}`;
};
const percent = (share) => {
  if (share > 0 && share < 0.01) return "under 1 %";
  if (share > 0.99 && share < 1) return "over 99 %";
  return share < 0.1 ? `${fixed(100 * share, 1)} %`.replace(".0 %", " %") : `${fixed(100 * share, 0)} %`;
};
/** The same for narrow places. */
const shareSaid = (share) => percent(share).replace("under ", "<").replace("over ", ">").replace(" ", "");
const confidenceIn = (agree, of, share, enough) => {
  if (!enough || of < 1 || agree / of < L.three_quarters || share < L.most) return L.low;
  return of > 1 && of === agree && share >= L.nearly_all ? L.high : L.moderate;
};
const frequencies = (chances) => {
  const of = [1_000, 10_000].find((each) => chances.every((it) => !it || it * each >= 1)) ?? 100_000;
  return chances.map((chance) => `${fixed(chance * of, 0)} of ${grouped(of)}`);
};
/** Chances in per cent, or as frequencies where one of them is rare. */
const chancesOf = (...values) => {
  const rare = values.some((value) => value > 0 && value < L.rare);
  if (!rare || Math.max(...values) >= 5 * L.rare) return values.map(percent);
  const [first, ...others] = frequencies(values);
  return [`${first} worlds`, ...others.map((each) => each.split(" of ")[0])];
};

const noun = (outcome) => data.words.nouns[outcome] ?? OUTCOMES.get(outcome).says;
const digitsOf = (outcome) => Math.max(Math.floor(-Math.log10(OUTCOMES.get(outcome).delta)) + 1, 0);
/** A number with a real minus sign, and none before nothing. */
const numberOf = (value, decimals, sign = "") => {
  let text = fixed(value, decimals);
  if (sign && !text.startsWith("-")) text = `+${text}`;
  return (Number(text) ? text : fixed(0, decimals)).replace("-", "−");
};
const unitOf = (outcome) => {
  const { unit } = OUTCOMES.get(outcome);
  return unit === "share" || unit === "rung" ? "" : ` ${unit}`;
};
const fromTo = (outcome, before, after) => {
  if (!isChance(outcome)) {
    return `from ${numberOf(before, digitsOf(outcome))} to ${numberOf(after, digitsOf(outcome))}${unitOf(outcome)}`;
  }
  const [first, second] = chancesOf(before, after), place = first.indexOf(" of ");
  return place < 0 ? `from ${first} to ${second}` : `from ${first.slice(0, place)} to ${second}${first.slice(place)}`;
};
/** A level with its unit, or without it where it has been told. */
const amount = (outcome, value, bare = false) => {
  if (isChance(outcome)) return percent(value);
  const words = numberOf(value, digitsOf(outcome)), small = !Number(words.replace("−", "-")) && value;
  return `${small ? oneDigit(value) : words}${bare ? "" : unitOf(outcome)}`;
};
/** One digit that counts, as `:.1g` writes it. */
const oneDigit = (value) => {
  const plain = Number(value.toPrecision(1)), power = Math.floor(Math.log10(Math.abs(plain)));
  return power >= -4 ? plain.toFixed(-power) : value.toExponential(0).replace(/e-(\d)$/, "e-0$1");
};
