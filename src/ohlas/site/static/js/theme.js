// Sets light or dark before the first paint, so that nothing flashes. Loaded in <head>, not deferred.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const saved = () => {
    try { return localStorage.getItem("ohlas-theme"); } catch { return null; }
  };
  const apply = () => {
    const choice = saved() || "system";
    root.dataset.themeChoice = choice;
    root.dataset.bsTheme = choice === "system" ? (system.matches ? "dark" : "light") : choice;
    root.dispatchEvent(new CustomEvent("ohlas:theme"));
  };
  system.addEventListener("change", apply);
  addEventListener("storage", apply);
  root.addEventListener("ohlas:choose-theme", (event) => {
    try { localStorage.setItem("ohlas-theme", event.detail); } catch { /* private window: this page only */ }
    apply();
  });
  apply();
})();
