// The builder's behaviours beside htmx. Without this file every button and form still works.

const builder = () => document.getElementById("builder");

// The focus stays where it was when cards move, and goes to a card that is new.
let focused = null;
document.addEventListener("htmx:before:request", () => {
  focused = document.activeElement?.id || focused;
});
document.addEventListener("htmx:after:swap", () => {
  const page = builder();
  const added = page?.dataset.added;
  if (added) {
    const card = document.getElementById(`card-${added}`);
    card?.querySelector("textarea")?.focus();
    card?.scrollIntoView({ block: "nearest" });
    delete page.dataset.added;
    return;
  }
  const news = document.getElementById("news");
  if (news) {
    news.focus();
    return;
  }
  if (document.activeElement === document.body && focused) document.getElementById(focused)?.focus();
});

// Enter in "one more" adds it; leaving the field with something in it does too.
document.addEventListener("change", (event) => {
  const adds = event.target.dataset?.adds;
  if (!adds || !event.target.value.trim()) return;
  event.stopPropagation();
  document.getElementById(adds)?.click();
}, true);

// data-key: Ctrl or Cmd with this letter presses the button, unless a text is being written.
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.target.closest("input, textarea, select")) return;
  const key = event.shiftKey && event.key.toLowerCase() === "z" ? "y" : event.key.toLowerCase();
  const button = document.querySelector(`button[data-key="${CSS.escape(key)}"]:not(:disabled)`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});

// Alt with an arrow moves the question whose card has the focus.
document.addEventListener("keydown", (event) => {
  if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
  const card = event.target.closest("[data-question]");
  if (!card) return;
  event.preventDefault();
  document.getElementById(`${event.key === "ArrowUp" ? "up" : "down"}-${card.dataset.question}`)?.click();
});

// data-colour-for: the picker writes into the field beside it.
document.addEventListener("change", (event) => {
  const field = document.getElementById(event.target.dataset?.colourFor || "");
  if (field) field.value = event.target.value;
}, true);

// Dragging by the handle, with mouse, pen or finger.
let dragged = null;
const cardAt = (x, y) => document.elementFromPoint(x, y)?.closest("[data-question]");
const listAt = (x, y) => document.elementFromPoint(x, y)?.closest("[data-section]");
const unmark = () => document.querySelectorAll(".is-target").forEach((card) => card.classList.remove("is-target"));

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-handle]");
  if (!handle || event.button !== 0) return;
  event.preventDefault();
  dragged = handle.closest("[data-question]");
  dragged.classList.add("is-dragged");
  handle.setPointerCapture(event.pointerId);
});
document.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  unmark();
  const over = cardAt(event.clientX, event.clientY);
  if (over && over !== dragged) over.classList.add("is-target");
  const edge = 60;
  if (event.clientY < edge) scrollBy(0, -12);
  if (event.clientY > innerHeight - edge) scrollBy(0, 12);
});
document.addEventListener("pointerup", (event) => {
  if (!dragged) return;
  const card = dragged;
  dragged = null;
  card.classList.remove("is-dragged");
  unmark();
  const list = listAt(event.clientX, event.clientY);
  const over = cardAt(event.clientX, event.clientY);
  if (!list || over === card) return;
  const others = [...list.querySelectorAll("[data-question]")].filter((one) => one !== card);
  const form = document.getElementById("drag");
  form.elements.question.value = card.dataset.question;
  form.elements.section.value = list.dataset.section;
  form.elements.index.value = over ? others.indexOf(over) : others.length;
  form.requestSubmit();
});
document.addEventListener("pointercancel", () => {
  dragged?.classList.remove("is-dragged");
  dragged = null;
  unmark();
});
