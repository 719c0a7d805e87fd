// Numbers as Python writes them, so that the page and the report use the same words.

/** `x` with so many decimals, ties to the even digit. */
const fixed = (x, decimals) => {
  const [whole, part] = Math.abs(x).toFixed(decimals + 30).split(".");
  const kept = part.slice(0, decimals), rest = part.slice(decimals);
  const digits = BigInt(whole + kept), tie = /^50*$/.test(rest);
  const up = tie ? digits % 2n === 1n : rest[0] >= "5";
  const text = String(digits + (up ? 1n : 0n)).padStart(decimals + 1, "0");
  const said = decimals ? `${text.slice(0, -decimals)}.${text.slice(-decimals)}` : text;
  return x < 0 || Object.is(x, -0) ? `-${said}` : said;
};
const grouped = (whole) => String(whole).replace(/\B(?=(\d{3})+$)/g, ",");
/** Six digits at most, as `:g` has it. */
const short = (x) => String(Number(Number(x).toPrecision(6)));
/** A span to draw from, or the one number it is. */
const spanned = (span) => (span[0] === span[1] ? short(span[0]) : `${short(span[0])}..${short(span[1])}`);

const PROPER = data.words.proper;
/** A name of the data as words. */
const spaced = (name) => name.replaceAll("_", " ").split(" ").filter(Boolean).map((word) => PROPER[word] ?? word).join(" ");
const opened = (words) => words.charAt(0).toUpperCase() + words.slice(1);
/** Words as a sentence lists them; of more than `most` it is said how many there are. */
const listed = (words, most = 3) => {
  const every = words.slice(0, most);
  if (words.length > most) every.push(`${words.length - most} more`);
  return every.length > 1 ? `${every.slice(0, -1).join(", ")} and ${every.at(-1)}` : every.join("");
};

const OUTCOMES = new Map(data.outcomes.map((each) => [each.name, each]));
const NAMES = [...OUTCOMES.keys()];
const SHOWN = NAMES.filter((name) => !OUTCOMES.get(name).appendix);
const isChance = (outcome) => OUTCOMES.get(outcome).unit === "chance";
/** A level or, `signed`, a difference, with three digits at most: what `labels.figure` writes. */
const figure = (outcome, value, signed = false) => {
  const scaled = isChance(outcome) ? value * 100 : value;
  if (Number.isNaN(scaled)) return "–";
  const size = Math.abs(scaled), small = !isChance(outcome) && (size < 0.00995 || (size < 0.0995 && OUTCOMES.get(outcome).delta <= 0.05));
  const digits = size >= 99.5 ? 0 : size >= 0.995 ? 1 : small ? 3 : 2;
  let text = fixed(scaled, digits);
  if (signed && scaled >= 0) text = `+${text}`;
  if (Number(text) === 0) text = "0";
  return text.replace("-", "−") + (isChance(outcome) && !signed ? "%" : "");
};

const MONTHS = "January February March April May June July August September October November December".split(" ");
const dayOf = (iso) => Date.parse(`${iso}T00:00:00Z`) / 86_400_000;
const isoOf = (day) => new Date(day * 86_400_000).toISOString().slice(0, 10);
/** The Monday of a week of the run. */
const mondayOf = (week) => isoOf(dayOf(data.monday) + 7 * week);
const monthAndYear = (iso) => `${MONTHS[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}`;
const dayInWords = (iso) => `${Number(iso.slice(8))} ${monthAndYear(iso)}`;
