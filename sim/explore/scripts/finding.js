// The finding in a few paragraphs, made by rules from the tables: sim/studies/comparison/finding.py, peace.py, when.py
// and run_finding.py, for one scenario beside its baseline.

const isClear = (row) => row.verdict === V.better || row.verdict === V.worse;
const largest = (rows, by) => rows.reduce((best, row) => (best && by(best) >= by(row) ? best : row), undefined);
const levels = (study, outcome) => [0, 1].map((cell) => study.overall(cell, outcome).mean);
const underIt = (study) => `under ${spaced(study.names[1])}`;

/** The paragraphs on a scenario beside its baseline. */
const finding = (study) => {
  const rows = SHOWN.map((outcome) => study.agreement(outcome)), lead = surest(rows);
  const parted = [progress(study, rows), lead ? alike(rows) : "", unjudged(study, rows), contestedIn(study, rows)];
  const first = [lead ? most(study, lead) : nothingClear(study, rows), roughly(study)].filter(Boolean).join(" ");
  const told = [first, peace(study, rows), parted.filter(Boolean).join(" "), priceWords(study), lasting(study)];
  return told.filter(Boolean);
};

/** What few draws mean for a finding. */
const roughly = ({ few }) => (few ? `${opened(few)}; how sure this is can be told only roughly.` : "");

/** How sure a difference is, the surest largest: theories that agree, draws on the side, the size. */
const shareOf = (row) => (row.verdict === V.better ? row.share_better : row.verdict === V.worse ? row.share_worse : 0);
const sizeOf = (row) => Math.abs(row.difference) / (row.delta || OUTCOMES.get(row.outcome).delta);
const sureness = (row) => [row.agree / Math.max(row.of, 1), shareOf(row), sizeOf(row)];
const isSure = (row) => shareOf(row) >= L.very_likely && row.agree >= L.three_quarters * row.of;
const bySureness = (rows) =>
  [...rows].sort((one, other) => {
    const [a, b] = [sureness(one), sureness(other)], at = a.findIndex((each, place) => each !== b[place]);
    return at < 0 ? 0 : b[at] - a[at];
  });
/** The surest clear difference of the first picture: in peace and progress, else in price. */
const surest = (rows) =>
  [data.words.ranked, Object.values(data.groups).flat()].map((outcomes) => bySureness(rows.filter((row) => isClear(row) && outcomes.includes(row.outcome)))[0]).find(Boolean);

const most = (study, lead) => {
  const [base, name] = study.names.map(spaced), moves = lead.difference > 0 ? "up" : "down";
  const what = `${opened(name)} differs from ${base} most surely in ${noun(lead.outcome)}: ${moves} ${fromTo(lead.outcome, ...levels(study, lead.outcome))}.`;
  return [what, surely(lead, !study.few), data.words.ranked.includes(lead.outcome) ? "" : data.words.no_merit].filter(Boolean).join(" ");
};
const surely = (row, enough) => {
  const [side, other] = row.verdict === V.better ? ["better", "worse"] : ["worse", "better"];
  const share = row[`share_${side}`], against = row[`share_${other}`];
  const draws = `${percent(share)} of draws${against >= 0.005 ? `, ${other} in ${percent(against)}` : ""}`;
  const agree = row.of > 1 ? `${row.agree} of ${row.of} theories agree` : "under one theory";
  const why = enough ? agree : `few draws; ${agree}`, sure = confidenceIn(row.agree, row.of, share, enough);
  return `${itIs(share)} (${draws}) that this is ${side} by what matters; confidence is ${sure} (${why}).`;
};
const nothingClear = (study, rows) => {
  const judged = rows.filter((row) => row.verdict !== V.not_judged), [base, name] = study.names.map(spaced);
  if (judged.every((row) => row.verdict === V.same)) {
    return `${opened(name)} differs from ${base} in nothing that matters: all ${judged.length} differences that are judged are known to be smaller.`;
  }
  const parts = Object.entries(data.words.counted).flatMap(([verdict, words]) => {
    const count = judged.filter((row) => row.verdict === verdict).length;
    return count ? [`${count} ${words}`] : [];
  });
  const clear = judged.filter(isClear).map((row) => `${noun(row.outcome)} ${underIt(study)}`);
  const where = clear.length ? ` Clear, outside the first picture: ${listed(clear)}.` : "";
  return `No difference${clear.length ? " of the first picture" : ""} is clear and matters: of all ${judged.length}, ${parts.join(", ")}.${where}`;
};

/** Every sure difference in outcomes of a kind, the surest first; those of a side in words. */
const sureOf = (rows, kind) => bySureness(rows.filter((row) => OUTCOMES.get(row.outcome).kind === kind && isSure(row)));
const onSide = (study, found, side) =>
  found.filter((row) => row.verdict === side).map((row) => `${noun(row.outcome)} ${underIt(study)} (${fromTo(row.outcome, ...levels(study, row.outcome))}, ${percent(shareOf(row))} of draws)`).join("; ");
/** How often talks open and a freeze lasts, then what is sure of progress and has no column in the first picture. */
const progress = (study, rows) => {
  const found = sureOf(rows, data.words.kinds.progress).filter((row) => !Object.values(data.groups).flat().includes(row.outcome));
  const sides = [V.better, V.worse].flatMap((side) => (onSide(study, found, side) ? [`surely ${side} in ${onSide(study, found, side)}`] : []));
  const elsewhere = sides.length ? ` Outside the first picture, progress is ${sides.join("; it is ")}.` : "";
  return `${data.words.progress.map((outcome) => levelWords(study, outcome)).join("; ")}.${elsewhere}`;
};
/** War and clashes by level, then what else of peace is sure. */
const peace = (study, rows) => {
  const found = sureOf(rows, data.words.kinds.peace);
  const told = [["Surely worse for peace", V.worse], ["Surely better for peace", V.better]].flatMap(([words, side]) => {
    const mine = onSide(study, found, side);
    return mine ? [`${words} (${data.words.sure}): ${mine}.`] : [];
  });
  if (!found.some((row) => row.verdict === V.worse)) told.unshift(`Nothing is surely worse for peace (${data.words.sure}).`);
  return [`${data.words.peace.map((outcome) => levelWords(study, outcome)).join("; ")}.`, ...told].join(" ");
};
/** How often something comes, and what comes of the difference. */
const levelWords = (study, outcome) => {
  const row = study.agreement(outcome), [first, other] = chancesOf(...levels(study, outcome));
  const said = isClear(row) ? `${row.verdict} in ${percent(shareOf(row))} of draws` : row.verdict;
  return `${data.words.comes[outcome]} in ${first.endsWith("%") ? `${first} of worlds` : first} (${other} ${underIt(study)}): ${said}`;
};
const alike = (rows) => {
  const found = rows.filter((row) => row.verdict === V.same && !data.words.peace.includes(row.outcome));
  return found.length ? `No difference that matters in ${listed(found.map((row) => noun(row.outcome)), 4)}.` : "";
};
const unjudged = (study, rows) => {
  const said = rows.filter((row) => row.verdict === V.not_judged).map((row) => {
    const moves = [V.more, V.less].includes(readingOf(row));
    return `${noun(row.outcome)} ${fromTo(row.outcome, ...levels(study, row.outcome))}${moves ? "" : " (less than what matters)"}`;
  });
  return said.length ? `Not judged: ${listed(said, 4)}.` : "";
};
const contestedIn = (study, rows) => {
  const found = rows.filter((row) => row.verdict === V.contested), first = largest(found, sizeOf);
  if (!first) return "";
  const sides = `more under ${first.more_under}, less under ${first.less_under}`.replaceAll("_", " ");
  const which = `${noun(first.outcome)} ${underIt(study)}: ${sides}.`;
  if (found.length === 1) return `One difference is contested between theories, ${which}`;
  return `${found.length} of ${rows.length} differences are contested between theories; the largest, by what matters, is ${which}`;
};

/** What it costs, outcome by outcome, beside what the baseline costs. */
const priceWords = (study) => {
  const rows = data.words.price.map((outcome) => study.agreement(outcome)), short = (row) => OUTCOMES.get(row.outcome).short;
  const told = rows.filter(isClear).map((row) => {
    const [base, here] = levels(study, row.outcome);
    return `${short(row)} (${amount(row.outcome, base)}) ${amount(row.outcome, here, true)} ${underIt(study)}`;
  });
  const open = rows.filter((row) => [V.contested, V.depends, V.too_few].includes(row.verdict)).map((row) => `${short(row)} ${row.verdict} ${underIt(study)}`);
  if (!told.length && !open.length) return `Price: nothing that matters in ${listed(rows.map(short), rows.length)}.`;
  const sentences = told.length ? [`Price, beside ${spaced(study.names[0])} in brackets: ${told.join("; ")}.`] : [];
  if (open.length) sentences.push(`Not settled: ${open.join("; ")}.`);
  return sentences.join(" ");
};

/** In which weeks more or fewer worlds are at talks, or in a crisis. */
const lasting = (study) => {
  const told = Object.entries(data.words.lasting).flatMap(([what, words]) => {
    const sides = [[V.more, "more worlds"], [V.less, "fewer worlds"]].flatMap(([side, way]) =>
      onsets(study).filter((row) => row.what === what && row.side === side).map((row) => `${way} ${underIt(study)} (${spellWords(row)}${standingWords(row)})`));
    return sides.length ? [[what, `${words} there are ${sides.join("; ")}.`]] : [];
  });
  const kept = told.length > data.words.lasting_most ? told.filter(([what]) => what !== "freeze") : told;
  return kept.map(([, words]) => words).join(" ");
};
const spellWords = ({ first, last, weeks }) => {
  const of = last - first + 1;
  return `${monthAndYear(mondayOf(first))} to ${monthAndYear(mondayOf(last))}, ${weeks < of ? `${weeks} of ${of}` : `all ${of}`} weeks`;
};

/** How many theories agree where not all do, and which say the reverse. */
const standingWords = ({ agree, theories, reverse }) =>
  `${agree < theories ? `; ${agree} of ${theories} theories` : ""}${reverse.length ? `, contested: the reverse under ${reverse.map(spaced).join(", ")}` : ""}`;

/** The sentences on one scenario alone. */
const runFinding = (study) => {
  const chance = (outcome) => study.overall(0, outcome).mean, rate = study.overall(0, "provocations");
  const spread = Number.isNaN(rate.spread_low) ? "" : ` (${fixed(rate.spread_low, 0)} to ${fixed(rate.spread_high, 0)} in 90 % of parameter draws)`;
  const often = chancesOf(...Object.keys(data.words.conflict).map(chance));
  const conflict = Object.values(data.words.conflict).map((what, at) => `${what} in ${often[at]}`).join(", ");
  const talks = Object.entries(data.words.talks).map(([outcome, what]) => `${what} in ${percent(chance(outcome))} of worlds (${likelihood(chance(outcome))})`);
  const told = [[`The DPRK makes ${fixed(rate.mean, 0)} provocations a year${spread}.`, roughly(study)].filter(Boolean).join(" "), `${conflict}.`, `${talks.join("; ")}.`, partedOn(study)];
  return told.filter(Boolean);
};
/** The outcome whose means theories put furthest apart, if it is by several times what matters. */
const partedOn = (study) => {
  if (study.counting.length < 2) return "";
  const apart = SHOWN.map((outcome) => {
    const means = study.counting.map((theory) => ({ theory, mean: study.level(theory, 0, outcome) }));
    const low = largest(means, (it) => -it.mean), high = largest(means, (it) => it.mean);
    const middle = added(means.map((it) => it.mean)) / means.length;
    return { outcome, low, high, times: (high.mean - low.mean) / leastOf(outcome, middle) };
  });
  const { outcome, low, high, times } = largest(apart, (it) => it.times);
  if (!(times >= data.thresholds.parts)) return "Theories come to much the same.";
  const said = isChance(outcome) ? chancesOf(low.mean, high.mean) : [low, high].map((it) => numberOf(it.mean, digitsOf(outcome)));
  return `Theories part most on ${noun(outcome)}: ${said[0]} under ${spaced(low.theory)}, ${said[1]} under ${spaced(high.theory)}.`;
};
