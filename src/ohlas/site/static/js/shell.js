// The shell's few behaviours, each attached by a data- attribute. Without this file every link and form still works.

const root = document.documentElement;
root.dataset.scripts = "on";

// data-theme-choice: a button that keeps light, dark or the system's choice
const markTheme = () => {
  for (const button of document.querySelectorAll("[data-theme-choice-button]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoiceButton === root.dataset.themeChoice));
  }
};
root.addEventListener("ohlas:theme", markTheme);
markTheme();

// on a phone the pages of a place scroll sideways: the one we are on is in sight
for (const bar of document.querySelectorAll(".subnav")) {
  const here = bar.querySelector("[aria-current]");
  if (here) bar.scrollLeft = here.offsetLeft - (bar.clientWidth - here.offsetWidth) / 2;
}

document.addEventListener("click", (event) => {
  const theme = event.target.closest("[data-theme-choice-button]");
  if (theme) {
    root.dispatchEvent(new CustomEvent("ohlas:choose-theme", { detail: theme.dataset.themeChoiceButton }));
  }
  const dismiss = event.target.closest("[data-dismiss]");
  if (dismiss) {
    dismiss.closest("[data-dismissible]")?.remove();
  }
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// data-submit-on-change: a form that needs no button while scripts run
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-submit-on-change]");
  if (form && !event.target.closest("[data-waits-for-button]")) form.requestSubmit();
});

// data-toast: gone after ten seconds, but not while the pointer or the focus rests on it
const fade = (toast) => {
  let left = Number(toast.dataset.toast || 10);
  const tick = setInterval(() => {
    if (toast.matches(":hover, :focus-within")) return;
    left -= 1;
    if (left <= 0) {
      clearInterval(tick);
      toast.remove();
    }
  }, 1000);
};
document.querySelectorAll("[data-toast]").forEach(fade);
document.addEventListener("htmx:after:swap", () => {
  document.querySelectorAll("[data-toast]:not([data-toast-seen])").forEach((toast) => {
    toast.dataset.toastSeen = "";
    fade(toast);
  });
});
