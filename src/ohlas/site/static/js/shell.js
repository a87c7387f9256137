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

// where the map is longer than the window, the page we are on is in sight
const rail = document.querySelector(".rail");
const here = rail?.querySelector(".rail-nav [aria-current]");
if (here && here.offsetParent && here.getBoundingClientRect().bottom > innerHeight) {
  rail.scrollTop = here.getBoundingClientRect().bottom - innerHeight / 2;
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

// data-find: the box to search everything, from anywhere by Ctrl K or ⌘ K; where it is hidden, its page
const mac = /Mac|iP(hone|ad)/.test(navigator.platform);
for (const keys of document.querySelectorAll("[data-find-keys]")) keys.textContent = mac ? "⌘ K" : "Ctrl K";
document.addEventListener("keydown", (event) => {
  const wanted = mac ? event.metaKey : event.ctrlKey;
  if (!wanted || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
  const box = [...document.querySelectorAll("[data-find]")].reverse().find((one) => one.offsetParent);
  const link = document.querySelector("a.phone-find");
  if (!box && !link) return;
  event.preventDefault();
  if (box) box.select();
  else link.click();
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
