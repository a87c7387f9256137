// A tablet at a branch: one person after another, with or without a network, nothing left between them.
import { answerIn, partsOf, problemOf, visible } from "./logic.js";
import { Queue } from "./queue.js";

const BEAT_MS = 30000;
const ANSWER_WAIT_MS = 2500;
const TRIES = 5;
const LOCK_MS = 60000;
const WARN_S = 10;

const $ = (id) => document.getElementById(id);
const stage = $("stage"), cover = $("start"), still = $("still");
let kiosk = JSON.parse($("kiosk").textContent);
const queue = new Queue(kiosk.id);
let language, form, part, parts, path, mode = "asking", isOnline = null, timers = {};

const words = () => kiosk.words[language];
const facts = () => ({ unit: kiosk.unit, employee: null, language, channel: "kiosk" });
const later = (name, deed, seconds) => { clearTimeout(timers[name]); timers[name] = setTimeout(deed, seconds * 1000); };
const element = (name, text, kind) => Object.assign(document.createElement(name), { textContent: text, className: kind ?? "" });

// --- one person's turn ---

const begin = (wished = kiosk.languages[0]) => {
  language = wished;
  part = 0;
  clearTimeout(timers.thanks);
  if (still.open) still.close();
  if (!kiosk.open) return tell(words().closed, "shut");
  mode = "asking";
  sheet();
  scrollTo(0, 0);
};

const sheet = () => {
  stage.replaceChildren($(`in-${language}`).content.cloneNode(true));
  const own = stage.firstElementChild;
  Object.assign(document.documentElement, { lang: own.lang, dir: own.dir });
  form = stage.querySelector("form");
  for (const one of form.elements) one.autocomplete = "off";
  form.addEventListener("change", draw);
  form.addEventListener("submit", (event) => { event.preventDefault(); next(); });
  form.querySelector("[data-back]").addEventListener("click", () => { part -= 1; draw(); top(); });
  for (const one of stage.querySelectorAll("[data-language]")) one.addEventListener("click", () => speak(one.dataset.language));
  draw();
};

const speak = (wished) => {
  const kept = [...new FormData(form)];
  language = wished;
  sheet();
  for (const [name, value] of kept) put(name, value);
  draw();
  stage.querySelector("h1").focus();
};

const put = (name, value) => {
  const found = [...form.elements].filter((one) => one.name === name);
  for (const one of found) {
    if (["radio", "checkbox"].includes(one.type)) one.checked ||= one.value === value;
    else one.value = value;
  }
};

const draw = () => {
  const fields = new FormData(form), answers = {};
  for (const section of kiosk.sections) for (const question of section.questions) {
    for (const item of question.items) answers[item.id] = answerIn(item, fields);
  }
  path = visible(kiosk, answers, facts());
  parts = partsOf(path, kiosk.layout);
  part = Math.max(0, Math.min(part, parts.length - 1));
  const shown = new Set((parts[part] ?? []).map((question) => question.id));
  for (const one of form.querySelectorAll("[data-q]")) one.hidden = !shown.has(one.dataset.q);
  for (const one of form.querySelectorAll("section")) one.hidden = !one.querySelector("[data-q]:not([hidden])");
  const bar = stage.querySelector(".part");
  bar.hidden = parts.length < 2;
  bar.firstElementChild.max = parts.length;
  bar.firstElementChild.value = part + 1;
  bar.lastElementChild.textContent = `${part + 1} / ${parts.length}`;
  form.querySelector(".send").textContent = part < parts.length - 1 ? words().next : words().send;
  form.querySelector("[data-back]").hidden = part === 0;
};

const top = () => { scrollTo(0, 0); stage.querySelector("h1").focus({ preventScroll: true }); };

const next = () => {
  draw();
  if (mode !== "asking" || mend()) return;
  if (part < parts.length - 1) { part += 1; draw(); top(); return; }
  if (!Object.values(path.answers).some((given) => given.length !== 0)) return note(words().nothing);
  finish();
};

// Says beside each question what is wrong; whether anything is.
const mend = () => {
  let first = null;
  note("");
  for (const question of parts[part] ?? []) {
    const own = form.querySelector(`[data-q="${CSS.escape(question.id)}"]`), id = `${own.id}-mend`;
    $(id)?.remove();
    own.removeAttribute("aria-describedby");
    const item = question.items.find((one) => problemOf(one, path.answers[one.id]));
    if (!item) continue;
    const said = element("p", words()[problemOf(item, path.answers[item.id])][item.id], "wrong");
    said.id = id;
    own.querySelector("legend, .legend").insertAdjacentElement("afterend", said);
    own.setAttribute("aria-describedby", id);
    first ??= own;
  }
  first?.scrollIntoView({ block: "center" });
  first?.querySelector("input, textarea, select")?.focus({ preventScroll: true });
  return first !== null;
};

const note = (text) => Object.assign(form.querySelector(".note"), { textContent: text, hidden: !text });

const newId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
};

const finish = async () => {
  mode = "sending"; // a second touch finds nothing to send
  const questions = path.steps.flatMap((step) => step.questions), end = path.end;
  const items = new Set(questions.flatMap((question) => question.items.map((item) => item.id)));
  const fields = [...new FormData(form)].filter(([name, value]) => value !== "" && items.has(name.slice(2).split(":")[0]));
  const answer = { id: newId(), version: kiosk.version, language, at: Date.now(), seen: questions.map((one) => one.id), fields };
  let outcome;
  try {
    await queue.keep(answer);
    outcome = (await Promise.race([delivered(answer.id), new Promise((done) => setTimeout(done, ANSWER_WAIT_MS))])) ?? "stored";
  } catch {
    outcome = (await queue.send([answer]))?.[answer.id] ?? "lost";
  }
  const thanks = end ? [end.title[language] || words().thanks[0], end.text[language] || words().thanks[1]] : words().thanks;
  const said = { stored: thanks, quota_full: words().full, survey_closed: words().closed }[outcome] ?? words().lost;
  tell(said, "thanks");
  later("thanks", () => begin(), kiosk.thanks);
};

const delivered = async (id) => {
  const said = await queue.deliver();
  return said[id] ?? (await queue.deliver())[id]; // a round that was under way did not have it yet
};

const tell = ([title, text], kind) => {
  mode = kind;
  const end = element("div", "", "end told"), head = element("h1", title);
  head.tabIndex = -1;
  end.lang = language;
  end.append(head, element("p", text));
  stage.replaceChildren(end);
  document.documentElement.lang = language;
  scrollTo(0, 0);
  head.focus();
  count();
};

// --- silence ---

const isTouched = () => mode === "asking" && (language !== kiosk.languages[0] || part > 0 || scrollY > 0 || [...new FormData(form)].some(([, value]) => value !== ""));
const isFree = () => mode === "shut" || (mode === "asking" && !isTouched());

const touch = () => still.open || later("idle", silence, kiosk.idle);

const stay = () => {
  clearTimeout(timers.warn);
  still.close();
  touch();
};

const silence = () => {
  for (const one of [$("pin"), $("room")]) if (one.open) one.close();
  if (isTouched()) warn(Math.min(WARN_S, kiosk.idle));
  else touch();
};

const warn = (seconds) => {
  if (seconds <= 0) { begin(); return touch(); }
  $("still-words").textContent = words().still.replace("{n}", seconds);
  $("stay").textContent = words().stay;
  if (!still.open) still.showModal();
  later("warn", () => warn(seconds - 1), 1);
};

for (const kind of ["pointerdown", "keydown", "input"]) addEventListener(kind, touch, { capture: true, passive: true });
addEventListener("scroll", touch, { passive: true });
still.addEventListener("click", stay);
still.addEventListener("cancel", (event) => { event.preventDefault(); stay(); });

// --- the line to the server ---

const post = (where, what) => fetch(where, {
  method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(what), signal: AbortSignal.timeout(8000),
});

const beat = async () => {
  try {
    const [waiting, refused] = await queue.counts().catch(() => [0, 0]);
    const got = await post("beat", { waiting, refused });
    isOnline = got.ok;
    if (got.status === 404) return isFree() && tell(words().off, "shut");
    if (!got.ok) return;
    const said = await got.json();
    if (waiting) await queue.deliver();
    if (isFree()) await follow(said);
  } catch {
    isOnline = false;
  } finally {
    count();
  }
};

// A new version or other settings are taken over between two people, without leaving full screen.
const follow = async (said) => {
  if (said.build !== kiosk.build) return location.reload();
  const wasOpen = kiosk.open && mode !== "shut";
  if (said.stamp !== kiosk.stamp) {
    const fresh = new DOMParser().parseFromString(await (await fetch("./")).text(), "text/html");
    if (!isFree()) return;
    for (const one of document.querySelectorAll("template")) one.remove();
    document.body.append(...fresh.querySelectorAll("template"));
    kiosk = JSON.parse(fresh.getElementById("kiosk").textContent);
    return begin();
  }
  kiosk.open = said.open;
  if (said.open !== wasOpen) begin();
};

const count = async () => {
  const [waiting, refused] = await queue.counts().catch(() => [0, 0]);
  $("waiting").textContent = waiting || "";
  $("staff").classList.toggle("alone", isOnline === false);
  $("room-waiting").textContent = waiting;
  $("room-refused").textContent = refused;
  $("room-last").textContent = queue.last ? new Date(queue.last).toLocaleTimeString() : "–";
  $("room-line").textContent = isOnline === null ? "–" : $("room-line").dataset[isOnline ? "on" : "off"];
};

// --- staff ---

let tries = 0, lockedUntil = 0, isChecking = false;

const hashed = async (pin) => {
  const salt = Uint8Array.from(kiosk.pin.salt.match(/../g), (pair) => parseInt(pair, 16));
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"]);
  const bits = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: kiosk.pin.rounds }, key, 256);
  return [...new Uint8Array(bits)].map((one) => one.toString(16).padStart(2, "0")).join("");
};

$("staff").addEventListener("click", () => {
  $("pin-in").value = "";
  $("pin-said").textContent = isSecureContext ? "" : $("pin-said").dataset.insecure;
  $("pin").showModal();
});

$("pin-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const said = $("pin-said"), pin = $("pin-in").value;
  if (!isSecureContext || isChecking) return; // one at a time: presses in a row must not outrun the count
  $("pin-in").value = "";
  if (Date.now() < lockedUntil) return (said.textContent = said.dataset.wait);
  isChecking = true;
  const isRight = await hashed(pin).then((own) => own === kiosk.pin.hash).finally(() => { isChecking = false; });
  if (!isRight) {
    tries += 1;
    if (tries % TRIES === 0) lockedUntil = Date.now() + LOCK_MS;
    said.textContent = Date.now() < lockedUntil ? said.dataset.wait : said.dataset.wrong;
    return;
  }
  tries = 0;
  $("pin").close();
  begin();
  await room();
  $("room").showModal();
});

const room = async () => {
  const reasons = {};
  for (const { outcome } of await queue.all("refused").catch(() => [])) reasons[outcome] = (reasons[outcome] ?? 0) + 1;
  $("room-reasons").replaceChildren(...Object.entries(reasons).map(([reason, n]) => element("li", `${reason.replaceAll("_", " ")}: ${n}`)));
  $("room-insecure").hidden = isSecureContext;
  await count();
};

for (const one of document.querySelectorAll("[data-close]")) one.addEventListener("click", () => one.closest("dialog").close());
$("deliver").addEventListener("click", async () => { await beat(); await room(); });
$("reload").addEventListener("click", () => location.reload());
$("leave").addEventListener("click", async () => {
  $("room").close();
  if (document.fullscreenElement) await document.exitFullscreen().catch(() => {});
  covered(true);
});

// --- full screen ---

const isFull = () => Boolean(document.fullscreenElement) || matchMedia("(display-mode: fullscreen)").matches;
const covered = (isCovered) => { cover.hidden = !isCovered; stage.inert = isCovered; };

cover.addEventListener("click", async () => {
  covered(false);
  stage.querySelector("h1").focus({ preventScroll: true });
  navigator.storage?.persist?.();
  navigator.wakeLock?.request("screen").catch(() => {});
  await document.documentElement.requestFullscreen?.({ navigationUI: "hide" }).catch(() => {});
});
document.addEventListener("fullscreenchange", () => { if (!isFull()) covered(true); });
document.addEventListener("contextmenu", (event) => event.preventDefault());

navigator.serviceWorker?.register("sw.js", { scope: "./" }).catch(() => {});
covered(!isFull());
begin();
touch();
beat();
setInterval(beat, BEAT_MS);
addEventListener("online", beat);
