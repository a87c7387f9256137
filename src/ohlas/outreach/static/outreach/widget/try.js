// The page where a widget is tried: gives it the element it waits for, and buttons that do what a page does.
(() => {
  const { element } = document.currentScript.dataset, place = document.querySelector("[data-place]");
  if (place && element) try { if (/^#[\w-]+$/.test(element)) place.id = element.slice(1); else if (/^\.[\w-]+$/.test(element)) place.className = element.slice(1); } catch {}
  document.querySelector("[data-open]")?.addEventListener("click", () => window.ohlas?.open());
  const teller = document.querySelector("[data-track]");
  teller?.addEventListener("click", () => window.ohlas?.track(teller.dataset.track));
})();
