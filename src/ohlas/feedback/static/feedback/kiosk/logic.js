// Who is asked what, as ohlas.surveys.rules.logic decides it; a test compares the two.
const isEmpty = (given) => given === undefined || given === null || given === "" || (Array.isArray(given) && !given.length);

const asNumber = (given) => {
  if (typeof given === "number") return given;
  return typeof given === "string" && given.trim() !== "" && !Number.isNaN(+given) ? +given : null;
};

const equal = (given, value) => {
  if (Array.isArray(given)) return given.length === 1 && equal(given[0], value);
  if (typeof given === "boolean" || typeof value === "boolean") return given === value;
  return given === value || (typeof value === "number" && asNumber(given) === value);
};

const has = (given, value) => (Array.isArray(given) ? given.some((one) => equal(one, value)) : !isEmpty(given) && equal(given, value));

const contains = (given, value) => {
  if (Array.isArray(given)) return has(given, value);
  return typeof given === "string" && typeof value === "string" && given.toLowerCase().includes(value.toLowerCase());
};

const within = (given, low, high) => {
  const number = asNumber(given);
  return number !== null && (low === null || number >= low) && (high === null || number <= high);
};

const OPS = {
  answered: (given) => !isEmpty(given),
  not_answered: (given) => isEmpty(given),
  is: (given, value) => !isEmpty(given) && equal(given, value),
  is_not: (given, value) => !OPS.is(given, value),
  in: (given, value) => Array.isArray(value) && value.some((one) => has(given, one)),
  contains,
  at_least: (given, value) => within(given, asNumber(value) ?? Infinity, null),
  at_most: (given, value) => within(given, null, asNumber(value) ?? -Infinity),
  between: (given, value) => within(given, value[0], value[1]),
};

export const holds = (condition, answers, facts) => {
  if (!condition) return true;
  if (condition.all) return condition.all.every((part) => holds(part, answers, facts));
  if (condition.any) return condition.any.some((part) => holds(part, answers, facts));
  if (condition.not) return !holds(condition.not, answers, facts);
  const given = condition.field ? facts[condition.field] : answers[condition.question];
  return OPS[condition.op](given, condition.value);
};

// The path of these answers: which questions of which sections, which answers count, how it ends.
export const visible = (document, answers, facts) => {
  const counted = {}, steps = [];
  let target = null;
  document.sections.forEach((section, n) => {
    if (target === section.id) target = null;
    const isShown = holds(section.show_if, counted, facts), asked = [];
    for (const question of section.questions) {
      if (target === question.id) target = null;
      if (target || !isShown || !holds(question.show_if, counted, facts)) continue;
      for (const { id } of question.items) if (![undefined, null, ""].includes(answers[id])) counted[id] = answers[id];
      target = question.skip_to.find((skip) => holds(skip.when, counted, facts))?.to ?? null;
      asked.push(question);
    }
    if (asked.length) steps.push({ n, questions: asked });
  });
  const end = document.ends.find((one) => holds(one.when, counted, facts));
  return { steps, answers: counted, end };
};

// Pages as the questionnaire's layout cuts them.
export const partsOf = (path, layout) => {
  if (layout === "sections") return path.steps.map((step) => step.questions);
  const all = path.steps.flatMap((step) => step.questions);
  return layout === "single" ? all.map((question) => [question]) : [all];
};

const EMAIL = /^[^\s@<>,;:"()[\]\\]{1,64}@[^\s@<>,;:"()[\]\\.]+(\.[^\s@<>,;:"()[\]\\.]+)+$/;
const PHONE = /^\+?[0-9][0-9 ()/.-]{3,28}[0-9]$/;

const FITS = {
  score: ({ min, max, step }, given) => {
    if (typeof given !== "number" || (min !== null && given < min) || (max !== null && given > max)) return false;
    const steps = step ? (given - (min ?? 0)) / step : 0;
    return Math.abs(steps - Math.round(steps)) < 1e-6;
  },
  multiple: (item, given) => {
    if (given.length < (item.min ?? 0) || given.length > (item.max ?? item.choices)) return false;
    return given.length < 2 || !given.some((one) => item.alone.includes(one));
  },
  ranking: (item, given) => Array.isArray(given) && given.length >= (item.min ?? 0) && given.length <= (item.max ?? item.choices),
  text: ({ most }, given) => given.length <= (most ?? 10000),
  email: (_, given) => given.length <= 254 && EMAIL.test(given),
  phone: (_, given) => PHONE.test(given),
  date: (_, given) => /^\d{4}-\d\d-\d\d$/.test(given) && !Number.isNaN(Date.parse(given)),
};

// What must be mended in an answer: "required", "wrong" or nothing.
export const problemOf = (item, given) => {
  if (isEmpty(given)) return item.required ? "required" : "";
  if (given === "not_applicable" && item.kind !== "text") return "";
  return FITS[item.kind] && !FITS[item.kind](item, given) ? "wrong" : "";
};

// One item's answer out of a form's fields, as ohlas.surveys.pages.posted reads it.
export const answerIn = (item, fields) => {
  const name = `q:${item.id}`, all = fields.getAll(name).map((one) => one.trim());
  if (fields.get(`${name}:none`) === "not_applicable") return "not_applicable";
  if (item.kind === "multiple") return all;
  if (item.kind === "ranking") return ranked(name, fields);
  const given = all[0] ?? "";
  if (item.kind === "consent") return given === "yes" ? true : "";
  if (item.kind !== "score" || given === "" || given === "not_applicable") return given;
  const number = given.replaceAll("\u00a0", "").replace(",", ".");
  return Number.isNaN(+number) ? given : +number;
};

const ranked = (name, fields) => {
  const places = [];
  for (const [field, place] of fields) if (field.startsWith(`${name}:`) && place) places.push([+place, field.slice(name.length + 1)]);
  const isFair = new Set(places.map(([place]) => place)).size === places.length;
  return isFair ? places.sort(([a], [b]) => a - b).map(([, id]) => id) : places.length ? "twice" : [];
};
