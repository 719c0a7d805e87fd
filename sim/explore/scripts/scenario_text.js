// A setting as the text of a scenario file, which `check` and `compare` take.

/** What YAML takes for a yes, a no or nothing. */
const NO_WORD = /^(y|n|yes|no|on|off|true|false|null)$/i;
const plainKey = (key) => (/^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && !NO_WORD.test(key) ? key : JSON.stringify(key));
/** A value in one line; what could be read as anything but a word stands in quotes. */
const inLine = (value) => {
  if (Array.isArray(value)) return `[${value.map(inLine).join(", ")}]`;
  if (value && typeof value === "object") return `{${Object.entries(value).map(([key, each]) => `${plainKey(key)}: ${inLine(each)}`).join(", ")}}`;
  if (typeof value !== "string" || /^\d{4}-\d\d-\d\d$/.test(value) || (/^[a-z][a-z_]*$/.test(value) && !NO_WORD.test(value))) return String(value);
  return JSON.stringify(value);
};
const scenarioText = (setting, name) => {
  const { extends: preset, ...words } = wordsOf(setting), file = PRESETS.get(preset).file;
  const lines = file ? [`# To be kept beside ${JSON.stringify(file)}.`] : [];
  lines.push(`extends: ${JSON.stringify(file || preset)}`, `name: ${JSON.stringify(name)}`);
  lines.push(`question: ${JSON.stringify(questionOf(setting))}`);
  for (const [section, value] of Object.entries(words)) {
    if (section === "strategy") lines.push(typeof value === "string" ? `strategy: ${value}` : ["strategy:", ...value.map((step) => `  - ${inLine(step)}`)].join("\n"));
    else if (Array.isArray(value)) lines.push(`${section}:`, ...value.map((step) => `  - ${inLine(step)}`));
    else lines.push(`${section}:`, ...Object.entries(value).map(([key, each]) => `  ${plainKey(key)}: ${inLine(each)}`));
  }
  return `${lines.join("\n")}\n`;
};
/** What the scenario asks: what if the levers that were moved were so. */
const questionOf = (setting) => `What if, in ${spaced(setting.preset)}, ${settingWords(setting)}?`;
