// data-chart: a figure whose picture becomes an interactive chart once it comes near the screen.
// The specification lies in the figure's own data block; the drawing libraries load only then.

const base = new URL("../vendor/", import.meta.url);
const drawn = new Map();

const load = (file) => new Promise((resolve, reject) => {
  const script = document.createElement("script");
  script.src = new URL(file, base);
  script.async = false;
  script.onload = resolve;
  script.onerror = () => reject(new Error(`${file} did not load`));
  document.head.append(script);
});

let ready;
const libraries = () => {
  ready ??= Promise.all([
    load("vega.min.js"), load("vega-lite.min.js"), load("vega-embed.min.js"),
    import(new URL("vega-interpreter.min.js", base)),
  ]).then(([, , , { expressionInterpreter }]) => ({ embed: globalThis.vegaEmbed, expressionInterpreter }));
  return ready;
};

const theme = () => {
  const all = JSON.parse(document.getElementById("chart-themes").textContent);
  return all[document.documentElement.dataset.bsTheme === "dark" ? "dark" : "light"];
};

const draw = async (figure) => {
  const { embed, expressionInterpreter } = await libraries();
  if (!figure.isConnected) return;
  const spec = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
  const { params, config } = theme();
  const place = figure.querySelector("[data-chart-place]");
  const canvas = document.createElement("div");
  canvas.className = "chart-canvas";
  place.append(canvas);
  const view = await embed(canvas, { ...spec, params }, {
    actions: false, ast: true, expr: expressionInterpreter, defaultStyle: false, renderer: "svg",
    config, tooltip: { disableDefaultStyle: true }, loader: { target: "_self" },
  });
  drawn.get(figure)?.finalize();
  drawn.set(figure, view);
  canvas.setAttribute("aria-hidden", "true"); // the sentence and the table below say the same
  for (const link of canvas.querySelectorAll("a")) link.tabIndex = -1;
  place.replaceChildren(canvas);
  figure.dataset.chart = "drawn";
};

const near = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    draw(target).catch((error) => {
      // the picture stays: it shows the same
      console.warn("Chart not drawn:", error);
    });
  }
}, { rootMargin: "200px" });

const find = () => {
  for (const [figure, view] of drawn) {
    if (figure.isConnected) continue;
    view.finalize();
    drawn.delete(figure);
  }
  document.querySelectorAll("[data-chart='']").forEach((figure) => {
    figure.dataset.chart = "waiting";
    near.observe(figure);
  });
};

document.addEventListener("htmx:after:swap", find);
document.documentElement.addEventListener("ohlas:theme", () => { for (const figure of drawn.keys()) draw(figure); });
find();
