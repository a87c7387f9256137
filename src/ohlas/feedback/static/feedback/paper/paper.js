// Typing by numbers: a finished number jumps on, Enter stores, arrows move; without it the form is a form.
const form = document.querySelector("[data-paper]");
const fields = form ? [...form.querySelectorAll("input:not([type=hidden]):not([readonly]), textarea")] : [];

const go = (from, step) => {
  const to = fields[fields.indexOf(from) + step];
  to?.focus();
  to?.select();
  return to;
};

const jump = (event) => {
  const field = event.target;
  if (!field.dataset.codes || event.inputType?.startsWith("delete")) return;
  const codes = field.dataset.codes.split(" "), typed = field.value.trim();
  field.removeAttribute("aria-invalid");
  if (codes.includes(typed) && !codes.some((code) => code !== typed && code.startsWith(typed))) return go(field, 1);
  if (!typed || codes.some((code) => code.startsWith(typed))) return;
  // “17” on a scale to ten: the one was this answer, the seven begins the next, where that takes one. What was pasted
  // is one answer and never cut.
  const own = typed.slice(0, -1), rest = typed.slice(-1), next = fields[fields.indexOf(field) + 1];
  const begins = next?.dataset.codes?.split(" ").some((code) => code.startsWith(rest));
  if (!begins || event.data?.length !== 1 || !codes.includes(own)) return field.setAttribute("aria-invalid", "true");
  field.value = own;
  const to = go(field, 1);
  to.value = rest;
  to.dispatchEvent(new InputEvent("input", { bubbles: true }));
};

const keys = (event) => {
  const field = event.target, isWords = field.tagName === "TEXTAREA";
  if (event.key === "Enter" && isWords && !event.shiftKey) {
    event.preventDefault();
    form.requestSubmit(form.querySelector('[value="store"]'));
  } else if (event.key === "ArrowDown" && !isWords) {
    event.preventDefault();
    go(field, 1);
  } else if (event.key === "ArrowUp" && !isWords) {
    event.preventDefault();
    go(field, -1);
  }
};

if (form) {
  let isSending = false;
  form.addEventListener("input", jump);
  form.addEventListener("keydown", keys);
  form.addEventListener("submit", (event) => { if (isSending) event.preventDefault(); isSending = true; });
  addEventListener("pageshow", () => { isSending = false; });
  const first = form.querySelector("[aria-invalid]") ?? (fields[0]?.id === "sheet" && fields[0].value ? fields[1] : fields[0]);
  first?.focus();
  first?.select();
}
