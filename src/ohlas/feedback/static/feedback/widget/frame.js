// Inside the widget's frame: tells the page around it how tall it is, when it is done, when it is left.
(() => {
  const { key, host } = document.currentScript.dataset, done = "done" in document.currentScript.dataset;
  const say = (said) => parent.postMessage({ ohlas: key, ...said }, host);
  const inside = document.querySelector("main");
  const size = () => say({ size: inside.getBoundingClientRect().bottom + scrollY + 16 });
  new ResizeObserver(size).observe(inside);
  addEventListener("keydown", (event) => { if (event.key === "Escape") say({ close: 1 }); });
  for (const link of document.links) if (link.host !== location.host) link.target = "_blank";
  if (done) say({ done: 1 });
})();
